create table data.source (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9_-]{1,40}$'),
  name text not null,
  kind text not null check (kind in ('events', 'ping', 'packet', 'singer', 'http', 'file', 'view', 'manual')),
  -- what its events are about: an installation of the product, or a person
  subject text not null default 'server' check (subject in ('server', 'person')),
  owner text,
  class text not null default 'internal' check (class in ('public', 'internal', 'confidential', 'personal')),
  state text not null check (state in ('draft', 'testing', 'on', 'paused', 'retired', 'failed')),
  last_event_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);

-- a write key is public, but only its hash is kept; two are valid while one takes over from the other
create table data.write_key (
  id uuid primary key,
  source uuid not null references data.source (id),
  hash char(64) not null unique,
  hint text not null,
  valid_until timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create index write_key_source on data.write_key (source);

create table data.segment (
  id text primary key,
  kind text not null,
  bytes bigint not null,
  lines bigint not null,
  events bigint not null default 0,
  rejected bigint not null default 0,
  sha256 char(64),
  state text not null check (state in ('open', 'closed', 'loaded')),
  recorded_at timestamptz not null
);

create table data.quarantine (
  id uuid primary key,
  segment text not null,
  line bigint not null,
  idx int not null,
  source text not null,
  reason text not null,
  excerpt text not null check (length(excerpt) <= 2000),
  received_at timestamptz not null,
  released_at timestamptz,
  created_at timestamptz not null,
  unique (segment, line, idx)
);
create index quarantine_newest on data.quarantine (id desc);
create index quarantine_reason on data.quarantine (source, reason);

-- requests with a key that nobody knows, counted by day and never kept
create table data.discard (
  day date not null,
  key_hint text not null,
  requests bigint not null,
  primary key (day, key_hint)
);

-- installations of our own, or used for tests: not production on any day in [from, to)
create table data.server_exclusion (
  id uuid primary key,
  server_id text not null,
  reason text not null,
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  created_by text not null
);

-- who asked that a room's view be read again, and when that was done
create table data.view_pull (
  view text primary key,
  asked_at timestamptz not null,
  pulled_at timestamptz,
  rows bigint not null default 0,
  complete_through timestamptz
);

-- one process holds the warehouse at a time; the fence rises with each owner
create table data.warehouse_owner (
  name text primary key,
  owner text not null,
  fence bigint not null,
  until timestamptz not null
);

create table data.metric_version (
  id uuid primary key,
  metric text not null,
  version int not null,
  body text not null,
  hash char(64) not null,
  sql_hash char(64) not null,
  state text not null check (state in ('draft', 'proposed', 'certified', 'deprecated')),
  decision text,
  certified_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  unique (metric, version)
);
create trigger metric_version_kept before delete on data.metric_version for each row execute function kernel.refuse_change();

create view data.public_metrics as
  select metric as id, version, state, hash, sql_hash, certified_at from data.metric_version;
create view data.public_sources as
  select id, key, name, kind, subject, class, state, last_event_at, created_at from data.source;
