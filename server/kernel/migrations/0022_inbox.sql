-- By which of its person's wishes a notice came, whether it was looked at, until which day it sleeps, and whether a letter told of it.
alter table kernel.notice
  add column rule text not null default 'assigned' check (rule in ('assigned', 'mentioned', 'decided', 'overdue', 'alert')),
  add column read_at timestamptz,
  add column snoozed_until date,
  add column lettered_at timestamptz;
create index notice_due on kernel.notice (person, due_day, id) where done_at is null;
create index notice_unlettered on kernel.notice (id) where done_at is null and lettered_at is null;

-- What a person chose: whether notices of a rule go by letter too. Without a row the house's own choice holds.
create table kernel.notice_wish (
  person text not null,
  rule text not null check (rule in ('assigned', 'mentioned', 'decided', 'overdue', 'alert')),
  by_letter boolean not null,
  at timestamptz not null,
  primary key (person, rule)
);

-- A place that a person keeps at hand: a page, a view of it, a record.
create table kernel.favourite (
  id uuid primary key,
  person text not null,
  href text not null,
  title text not null,
  at timestamptz not null,
  unique (person, href)
);

-- The words of a removed comment are gone; that there was one stays, so that answers to it keep their sense.
alter table kernel.comment add column removed_at timestamptz;
