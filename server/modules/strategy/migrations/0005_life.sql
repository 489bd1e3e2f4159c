-- The life of an edition: the sign-off in which it is agreed to, and the signature that brought it into force.
alter table strategy.edition
  add column signoff_id uuid,
  add column signed_by uuid,
  add column signed_at timestamptz,
  -- the text that was signed, by its hash
  add column signed_hash text,
  -- the last day on which those who are heard may answer
  alter column window_closes type date using window_closes::date;
-- what was vetted here was signed by somebody on a text
alter table strategy.edition
  add constraint edition_is_signed check (state <> 'vetted' or legacy or (signed_by is not null and signed_hash is not null and signed_at is not null));
-- those whose period may be over
create index edition_period_end on strategy.edition (period_end) where state = 'vetted';

-- why it goes ahead against objections: on which text, against which answers; only ever added to
create table strategy.override (
  id uuid primary key,
  edition_id uuid not null references strategy.edition (id),
  content_hash text not null,
  answers uuid[] not null check (cardinality(answers) > 0),
  reason text not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index override_edition on strategy.override (edition_id);
