-- How items stand to each other, by keys that survive edits and editions. A need is an edge that the other side answers.
create table strategy.edge (
  id uuid primary key,
  type text not null check (type in ('serves', 'mitigates', 'measured_by', 'same_as', 'needs')),
  from_key uuid not null,
  from_plan_id uuid not null references strategy.plan (id),
  to_key uuid not null,
  to_plan_id uuid not null references strategy.plan (id),
  made_by uuid not null,
  made_by_name text not null,
  at timestamptz not null,
  answer text check (answer in ('accepted', 'declined')),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  answer_reason text,
  -- the text of the item that needs it, as it was when it was accepted
  answer_hash text,
  unique (type, from_key, to_key),
  check (answer is null or (type = 'needs' and answered_by is not null and answered_at is not null)),
  check (answer is distinct from 'declined' or answer_reason is not null)
);
create index edge_from_plan on strategy.edge (from_plan_id);
create index edge_to_plan on strategy.edge (to_plan_id);
create index edge_to_key on strategy.edge (to_key);

-- What the rules of alignment find. It is cleared, never deleted.
create table strategy.defect (
  id uuid primary key,
  code text not null,
  level text not null check (level in ('error', 'warn', 'info')),
  plan_id uuid not null references strategy.plan (id),
  edition_id uuid not null references strategy.edition (id),
  from_key uuid,
  to_plan_id uuid references strategy.plan (id),
  to_key uuid,
  -- the same finding on the same items, in whatever edition
  finding_key text not null,
  -- the very texts: another text is another hash
  text_hash text not null,
  -- every plan and edition that it is about
  plan_ids uuid[] not null,
  edition_ids uuid[] not null,
  -- whether one of them is for the few
  few boolean not null,
  title text not null,
  says text not null,
  facts jsonb not null,
  -- who answers for them
  dri_ids uuid[] not null,
  first_seen timestamptz not null,
  told_at timestamptz,
  cleared_at timestamptz
);
create unique index defect_open on strategy.defect (edition_id, finding_key) where cleared_at is null;
create index defect_plans on strategy.defect using gin (plan_ids) where cleared_at is null;
create index defect_editions on strategy.defect using gin (edition_ids) where cleared_at is null;

-- A defect accepted in writing, on its very texts, until a day; only ever added to.
create table strategy.waiver (
  id uuid primary key,
  defect_id uuid not null references strategy.defect (id),
  finding_key text not null,
  text_hash text not null,
  reason text not null,
  until date not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index waiver_finding on strategy.waiver (finding_key, text_hash);

-- when all plans were last checked
create table strategy.alignment_check (
  one boolean primary key default true check (one),
  at timestamptz not null,
  plans int not null
);

-- what the warehouse may read: ids, codes, days; no free text. What nobody was told of is its author's business.
create view strategy.public_defects as
select d.id as defect_id, d.code, d.level, d.plan_id, d.edition_id, d.from_key, d.to_plan_id, d.to_key, d.first_seen, d.cleared_at,
  (select max(w.until) from strategy.waiver w where w.finding_key = d.finding_key and w.text_hash = d.text_hash) as waived_until
from strategy.defect d
where d.told_at is not null;
select kernel.publish('strategy.public_defects');
