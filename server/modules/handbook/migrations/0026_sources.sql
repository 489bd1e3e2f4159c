-- Repositories that are looked at on a schedule, each as one tree.
create table handbook.source (
  id uuid primary key,
  tree text not null,
  kind text not null check (kind in ('folder', 'https')),
  -- the name of a repository in the folder that the operator opened, or an address
  address text not null check (length(address) between 1 and 500),
  every_hours integer not null check (every_hours between 1 and 168),
  groups uuid[] not null default '{}',
  owner uuid not null,
  by_id text not null,
  by_name text not null,
  asked_kind text not null check (asked_kind in ('person', 'key')),
  asked_id text not null,
  at timestamptz not null,
  -- what was taken last, and what came of the last look
  tip text,
  looked_at timestamptz,
  outcome text check (outcome in ('same', 'taken', 'refused', 'failed')),
  code text,
  says text,
  import_id uuid references handbook.import (id),
  paused_at timestamptz,
  ended_at timestamptz
);
create unique index source_tree on handbook.source (tree) where ended_at is null;
