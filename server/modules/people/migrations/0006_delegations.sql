-- Who stands in for whom, for what, on which days.
create table people.delegation (
  id uuid primary key,
  from_id uuid not null references people.person (id),
  to_id uuid not null references people.person (id),
  what text[] not null check (cardinality(what) > 0 and what <@ array['approvals', 'decisions', 'actions']),
  from_day date not null,
  -- the last day on which it holds
  until_day date not null,
  -- the first day on which it no longer holds, once it is over
  ended_on date,
  created_at timestamptz not null,
  created_by text not null,
  check (from_id <> to_id),
  check (until_day >= from_day)
);
create index delegation_from on people.delegation (from_id, until_day);
create index delegation_to on people.delegation (to_id, until_day);
create index delegation_open on people.delegation (until_day) where ended_on is null;
