-- What other systems told us, as it came: each message of a source once.
create table kernel.inbound (
  id uuid primary key,
  source text not null,
  -- the sender's own: the same one again is the same message
  message_id text not null,
  signed_at timestamptz not null,
  came_at timestamptz not null,
  content_type text not null,
  raw bytea not null,
  sha256 char(64) not null,
  attempts int not null default 0,
  -- its room has taken it
  done_at timestamptz,
  failed_at timestamptz,
  error text,
  unique (source, message_id)
);
create index inbound_waits on kernel.inbound (came_at) where done_at is null;
create index inbound_done on kernel.inbound (done_at) where done_at is not null;
