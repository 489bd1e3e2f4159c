-- What brings a review forward, and departures from a procedure that were approved until a day.

alter table handbook.procedure add column pulled_to date;
alter table handbook.procedure add column pulled_by text check (pulled_by in ('rate', 'flags', 'exceptions'));
alter table handbook.procedure add check ((pulled_to is null) = (pulled_by is null));

create sequence handbook.exception_number;

create table handbook.exception (
  id uuid primary key,
  number text not null unique,
  page_id uuid not null references handbook.page (id),
  no int not null,
  -- of the step, and as it was called; nothing: of the procedure as a whole
  key uuid,
  step text,
  reason text not null,
  -- what is done in its place
  control text not null,
  until date not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  day date not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'ended')),
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  answer text,
  ended_at timestamptz,
  expiry_told boolean not null default false,
  check ((state = 'asked') = (answered_at is null)),
  check ((key is null) = (step is null)),
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);
create trigger immutable before update of number, page_id, no, key, step, by_id, at, day on handbook.exception
  for each row execute function kernel.refuse_change();
create index exception_page on handbook.exception (page_id, day);
create index exception_text on handbook.exception (page_id, no);
create index exception_at on handbook.exception (at, id);
create index exception_by on handbook.exception (by_id, at);
create index exception_until on handbook.exception (until) where state = 'granted' and not expiry_told;
