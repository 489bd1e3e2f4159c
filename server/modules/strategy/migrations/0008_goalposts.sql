-- What was promised when and what is promised instead: a row for each change of a target, a day or a scope after vetting; only ever added to.
create table strategy.goalpost (
  id uuid primary key,
  plan_id uuid not null references strategy.plan (id),
  edition_id uuid not null references strategy.edition (id),
  item_key uuid not null,
  field text not null check (field in ('target', 'target_high', 'due', 'scope')),
  from_value text,
  to_value text,
  -- the words of the measure when it moved
  text text not null,
  unit text,
  decision_id uuid,
  decision_number text,
  by_id uuid not null,
  by_name text not null,
  day date not null,
  at timestamptz not null,
  check (from_value is distinct from to_value)
);
create index goalpost_plan on strategy.goalpost (plan_id, id);
create index goalpost_item on strategy.goalpost (item_key, id);
