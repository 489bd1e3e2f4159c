-- What a decision was expected to bring, as it was read on its day: once, by the house itself, and never changed. With the figure's version
-- and text, the days that were read, and how things stood then, so that nobody argues with a figure of another day.
create table decisions.reading (
  decision_id uuid primary key references decisions.decision (id),
  metric text not null,
  version int not null,
  definition_hash char(64) not null,
  -- in words, as the figure was called then
  label text not null,
  unit text not null,
  -- exact, as text: what was expected, and what it was
  expected text not null check (expected ~ '^-?\d+(\.\d+)?$'),
  value text not null check (value ~ '^-?\d+(\.\d+)?$'),
  -- at least, at most, or within a twentieth of what was expected
  aim text not null check (aim in ('at_least', 'at_most', 'about')),
  hit boolean not null,
  -- the days that were read; `to_day` exclusive
  from_day date not null,
  to_day date not null,
  as_of timestamptz not null,
  rows_href text not null,
  read_day date not null
);
create trigger reading_kept before update or delete on decisions.reading for each row execute function kernel.refuse_change();
create index decision_expected on decisions.decision (expected_on, id) where expected_on is not null;
