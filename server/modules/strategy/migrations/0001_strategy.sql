-- the lasting line of a plan; a slug is unique for ever, old ones stay in former_slugs
create table strategy.plan (
  id uuid primary key,
  slug text not null unique,
  former_slugs text[] not null default '{}',
  title text not null,
  level text not null check (level in ('company', 'department', 'team', 'initiative')),
  framework text not null check (framework in ('vpmom', 'v2mom', 'okr')),
  parent_id uuid references strategy.plan (id),
  team_id uuid,
  audience text not null default 'internal' check (audience in ('public', 'internal', 'restricted')),
  lang text not null default 'en',
  -- which edition counts while none is vetted for today: see docs/decisions/0007
  current_edition_id uuid,
  current_since timestamptz,
  current_by text,
  created_at timestamptz not null,
  created_by text not null,
  check (not (framework = 'okr' and level = 'company'))
);
create index plan_parent on strategy.plan (parent_id);
create index plan_former_slugs on strategy.plan using gin (former_slugs);

-- the text of a plan for one period
create table strategy.edition (
  id uuid primary key,
  plan_id uuid not null references strategy.plan (id),
  no int not null check (no > 0),
  title_core text not null,
  title_suffixes text[] not null default '{}',
  period_start date,
  period_end date,
  period_label text,
  completeness int check (completeness between 0 and 100),
  -- the percent of the heading above it in the document it came from
  completeness_inherited int check (completeness_inherited between 0 and 100),
  state text not null check (state in ('draft', 'input', 'agreed', 'vetted', 'superseded', 'expired', 'withdrawn')),
  legacy boolean not null default false,
  stub boolean not null default false,
  dri text,
  amends uuid references strategy.edition (id),
  predecessor uuid references strategy.edition (id),
  head_rev int not null,
  lines_used int not null,
  vetted_on date,
  vetted_by text,
  internal_url text,
  window_closes timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  unique (plan_id, no),
  check (period_start is null or period_end is null or period_end >= period_start),
  check (state <> 'vetted' or vetted_on is not null)
);
alter table strategy.plan add foreign key (current_edition_id) references strategy.edition (id);

-- each saved state of the text; only ever added to
create table strategy.revision (
  edition_id uuid not null references strategy.edition (id),
  rev int not null check (rev > 0),
  source text not null,
  reading jsonb not null,
  content_hash text not null,
  change_class text not null check (change_class in ('import', 'new', 'text', 'binding')),
  reason text,
  actor text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (edition_id, rev)
);

-- the items of the head revision; a key survives edits
create table strategy.item (
  edition_id uuid not null references strategy.edition (id),
  item_key uuid not null,
  section text not null check (section in ('vision', 'priorities', 'methods', 'obstacles', 'measures', 'commentary', 'objectives')),
  parent_key uuid,
  place int not null,
  depth int not null,
  rank int not null check (rank > 0),
  span_from int not null,
  span_to int not null check (span_to >= span_from),
  raw text not null,
  text text not null,
  label text,
  sep text not null,
  gloss text not null,
  marker text not null,
  struck boolean not null,
  placeholder boolean not null,
  audience text check (audience in ('public', 'internal', 'restricted')),
  dri text,
  systems jsonb not null default '[]',
  projects jsonb not null default '[]',
  external boolean not null default false,
  item_hash text not null,
  primary key (edition_id, item_key)
);
create index item_key on strategy.item (item_key);

-- who holds which RAPID letters, as the header says
create table strategy.party (
  edition_id uuid not null references strategy.edition (id),
  position int not null,
  name text not null,
  person_id uuid,
  group_id uuid,
  letters text[] not null,
  primary key (edition_id, position)
);

create table strategy.measure (
  edition_id uuid not null references strategy.edition (id),
  item_key uuid not null,
  kind text not null check (kind in ('metric', 'milestones', 'qualitative', 'tbd')),
  metric_id text,
  metric_version int,
  filter jsonb,
  "window" text not null default 'at',
  baseline numeric,
  target numeric,
  target_high numeric,
  unit text,
  currency text,
  direction text check (direction in ('increase', 'decrease', 'at_least', 'at_most', 'between')),
  tolerance numeric,
  curve jsonb not null default '"linear"',
  due date,
  milestone_ids uuid[] not null default '{}',
  rule text check (rule in ('all', 'share')),
  rubric text,
  assessor text,
  score int check (score between 0 and 5),
  resolve_by date,
  status text not null default 'data_needed',
  created_at timestamptz not null,
  created_by text not null,
  primary key (edition_id, item_key),
  check (kind <> 'metric' or (metric_id is not null and direction is not null and target is not null and due is not null)),
  check (direction is null or direction not in ('increase', 'decrease') or baseline is distinct from target)
);
create index measure_metric on strategy.measure (metric_id);

-- one daily row a day, the last write wins until the day is over; final ones are never rewritten
create table strategy.reading (
  item_key uuid not null,
  edition_id uuid not null references strategy.edition (id),
  day date not null,
  kind text not null check (kind in ('daily', 'final', 'restated')),
  value numeric,
  as_of timestamptz not null,
  freshness text not null,
  complete_through timestamptz,
  incomplete boolean not null default false,
  definition_hash text,
  rows_href text,
  status text not null,
  at timestamptz not null
);
create unique index reading_daily on strategy.reading (item_key, edition_id, day) where kind = 'daily';
create unique index reading_final on strategy.reading (item_key, edition_id) where kind = 'final';
create index reading_newest on strategy.reading (item_key, day desc);

-- imported documents, byte for byte
create table strategy.document (
  id uuid primary key,
  name text not null,
  sha256 text not null,
  bytes bytea not null,
  created_at timestamptz not null,
  created_by text not null
);

-- segments joined are the document; a segment that became an edition names it
create table strategy.plan_import (
  id uuid primary key,
  document_id uuid not null references strategy.document (id),
  fiscal_year_end text not null,
  segments jsonb not null,
  created jsonb not null default '[]',
  confirmed_at timestamptz,
  confirmed_by text,
  created_at timestamptz not null,
  created_by text not null
);

-- what the warehouse may read: ids, dates, states, amounts; no free text
create view strategy.public_plans as
select e.id as edition_id, p.id as plan_id, p.slug, p.level, p.framework, p.audience, p.parent_id, e.no, e.state, e.legacy,
  e.period_start, e.period_end, e.completeness, e.vetted_on, e.lines_used, e.created_at
from strategy.plan p join strategy.edition e on e.plan_id = p.id;

create view strategy.public_items as
select i.edition_id, i.item_key, i.section, i.parent_key, i.depth, i.rank, i.struck, i.placeholder, i.audience, i.item_hash from strategy.item i;

create view strategy.public_measures as
select m.edition_id, m.item_key, m.kind, m.metric_id, m.metric_version, m."window", m.baseline, m.target, m.target_high, m.unit, m.currency,
  m.direction, m.due, m.resolve_by, m.status
from strategy.measure m;

create view strategy.public_readings as
select r.edition_id, r.item_key, r.day, r.kind, r.value, r.as_of, r.freshness, r.status, r.definition_hash from strategy.reading r;
