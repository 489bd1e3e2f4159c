-- Other calendars hear of dates: at a secret address that a person gives them, and by letter.

create table cadence.feed (
  id uuid primary key,
  person_id uuid not null,
  token_hash char(64) not null unique,
  made_at timestamptz not null,
  revoked_at timestamptz,
  -- when another calendar looked last, to the hour
  read_at timestamptz
);
create unique index feed_person on cadence.feed (person_id) where revoked_at is null;

-- What a guest was told of a date, with the very file.
create table cadence.invitation (
  id uuid primary key,
  meeting_id uuid not null references cadence.meeting (id),
  person_id uuid not null,
  sequence int not null,
  method text not null check (method in ('REQUEST', 'CANCEL')),
  file text not null,
  at timestamptz not null,
  unique (meeting_id, person_id, sequence, method)
);
create index invitation_person on cadence.invitation (person_id);
