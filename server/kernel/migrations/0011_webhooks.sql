-- Who hears of events outside: an address, the kinds of events, the secret (encrypted) under which deliveries are signed.
create table kernel.webhook (
  id uuid primary key,
  name text not null,
  url text not null,
  types text[] not null,
  secret bytea not null,
  -- while a receiver changes over to the new secret, both sign
  old_secret bytea,
  old_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  paused_at timestamptz,
  -- the house stopped calling, and why
  disabled_at timestamptz,
  disabled_why text,
  removed_at timestamptz,
  last_success_at timestamptz,
  version int not null default 1
);

-- What is told to one of them: the bytes as they are signed and sent, the same at every try.
create table kernel.webhook_message (
  id uuid primary key,
  webhook uuid not null references kernel.webhook (id),
  -- the event of the outbox; a test has none
  event uuid,
  type text not null,
  body text not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  -- a worker is at it until then
  leased_until timestamptz,
  delivered_at timestamptz,
  dead_at timestamptz,
  unique (webhook, event)
);
create index webhook_message_due on kernel.webhook_message (next_at) where delivered_at is null and dead_at is null;
create index webhook_message_newest on kernel.webhook_message (webhook, id desc);

create table kernel.webhook_attempt (
  message uuid not null references kernel.webhook_message (id) on delete cascade,
  no int not null,
  at timestamptz not null,
  status int,
  code text,
  ms int not null,
  primary key (message, no)
);

create function kernel.ring_webhook() returns trigger language plpgsql as $$
begin
  perform pg_notify('quarterdeck_webhooks', '');
  return null;
end $$;
create trigger webhook_written after insert on kernel.webhook_message for each statement execute function kernel.ring_webhook();
