create table kernel.outbox (
  id uuid primary key,
  seq bigint generated always as identity unique,
  name text not null,
  key text,
  payload jsonb not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  trace text
);

-- one row for each (event, listener): delivered at least once, its effect at most once because run and done_at share a transaction
create table kernel.delivery (
  event uuid not null references kernel.outbox (id) on delete cascade,
  listener text not null,
  seq bigint not null,
  key text,
  attempts int not null default 0,
  next_at timestamptz not null,
  done_at timestamptz,
  dead_at timestamptz,
  error text,
  primary key (event, listener)
);
create index delivery_due on kernel.delivery (next_at, seq) where done_at is null and dead_at is null;
create index delivery_order on kernel.delivery (listener, key, seq) where done_at is null and dead_at is null;

create table kernel.audit (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_label text,
  before jsonb,
  after jsonb,
  reason text,
  leaf char(64) not null
);
create index audit_subject on kernel.audit (subject_kind, subject_id, id desc);
create index audit_at on kernel.audit (at desc, id desc);

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows of %.% are immutable', tg_op, tg_table_schema, tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_immutable before update or delete on kernel.audit for each row execute function kernel.refuse_change();

create table kernel.idempotency (
  actor text not null,
  operation text not null,
  key text not null,
  request_sha char(64) not null,
  status int,
  answer jsonb,
  at timestamptz not null,
  primary key (actor, operation, key)
);
create index idempotency_at on kernel.idempotency (at);

create table kernel.file (
  id uuid primary key,
  name text not null,
  type text not null,
  sha256 char(64) not null,
  bytes bytea not null,
  created_at timestamptz not null,
  created_by text not null
);

create table kernel.mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  attachments uuid[] not null default '{}',
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts int not null default 0,
  error text
);
create index mail_recipient on kernel.mail (recipient, created_at desc);
create index mail_unsent on kernel.mail (created_at) where sent_at is null;

create table kernel.fx_rate (
  base char(3) not null,
  quote char(3) not null,
  month char(7) not null,
  rate numeric(24, 12) not null check (rate > 0),
  source text not null,
  primary key (base, quote, month)
);
