-- What somebody was responsible for and gives on: written when they leave, or when it changes hands before.
create table people.hand_over (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  room text not null,
  kind text not null,
  thing_id text not null,
  title text not null,
  href text not null,
  -- who has it now; nobody while it waits
  to_id uuid references people.person (id),
  handed_at timestamptz,
  handed_by text,
  created_at timestamptz not null,
  unique (person_id, room, kind, thing_id),
  check ((to_id is null) = (handed_at is null))
);
create index hand_over_waits on people.hand_over (person_id) where to_id is null;
