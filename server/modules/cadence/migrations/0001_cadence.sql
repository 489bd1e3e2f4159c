-- Meetings that come again: series, their dates, and what each date came to.

create table cadence.series (
  id uuid primary key,
  title text not null,
  purpose text not null,
  -- what is decided in it may change a plan in force
  leadership boolean not null,
  chair uuid not null,
  vice_chair uuid,
  scribe uuid,
  -- as RFC 5545 writes it; the wall time holds in the zone
  rule text not null,
  start_day date not null,
  start_time text not null check (start_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  zone text not null,
  minutes int not null check (minutes between 5 and 480),
  reason_over_30 text,
  -- the first day of the fiscal quarter for which the reason was last given, and of the one for which it was last asked
  reason_quarter date,
  reason_asked date,
  -- [{"title", "kind", "minutes", "shows"}]
  template jsonb not null,
  prework_days int not null check (prework_days between 0 and 30),
  -- weeks that the scorecard looks back
  weeks int not null check (weeks between 2 and 26),
  closed_day text not null check (closed_day in ('keep', 'skip', 'next', 'previous')),
  audience text not null check (audience in ('internal', 'restricted')),
  -- who belongs to it as of the newest look, chair, vice chair and scribe among them
  participants uuid[] not null,
  -- the last day up to which its dates are planned
  planned_until date,
  created_at timestamptz not null,
  created_day date not null,
  created_by text not null,
  created_by_name text not null,
  ended_on date,
  ended_reason text,
  version int not null default 1,
  check (minutes <= 30 or reason_over_30 is not null),
  check ((ended_on is null) = (ended_reason is null))
);
create index series_created on cadence.series (created_at, id);
create index series_running on cadence.series (id) where ended_on is null;
create index series_participants on cadence.series using gin (participants);
create index series_chair on cadence.series (chair);
create index series_words on cadence.series using gin (kernel.fold(title || ' ' || purpose) gin_trgm_ops);
create trigger words_kept after insert or update of title on cadence.series
  for each row execute function kernel.keep_words('title');

create table cadence.member (
  series_id uuid not null references cadence.series (id),
  position int not null,
  person_id uuid,
  group_id uuid,
  primary key (series_id, position),
  check ((person_id is null) <> (group_id is null))
);
create unique index member_once on cadence.member (series_id, (coalesce(person_id, group_id)));
create index member_group on cadence.member (group_id) where group_id is not null;

-- A row of a series' scorecard: a metric with a promise of its own, or the measure of a plan with the plan's promise.
create table cadence.scorecard_row (
  id uuid primary key,
  series_id uuid not null references cadence.series (id),
  position int not null,
  metric text,
  measure uuid,
  title text not null,
  time_window text not null,
  target numeric,
  target_high numeric,
  direction text check (direction in ('at_least', 'at_most', 'between')),
  tolerance numeric,
  owner uuid not null,
  input boolean not null,
  -- rows that were taken out stay for the issues that came of them
  removed_at timestamptz,
  check ((metric is null) <> (measure is null)),
  check (direction is null or target is not null)
);
create index scorecard_row_series on cadence.scorecard_row (series_id, position) where removed_at is null;

-- One date of a series.
create table cadence.meeting (
  id uuid primary key,
  series_id uuid not null references cadence.series (id),
  -- what the rule says, in the series' zone: 2026-11-30T09:00
  planned_start text not null,
  -- when it is: moved off a closed day, or moved alone
  local_start text not null,
  zone text not null,
  starts_at timestamptz not null,
  day date not null,
  minutes int not null check (minutes between 5 and 480),
  -- planned at 30 because nobody said why it should be longer
  shortened boolean not null default false,
  state text not null check (state in ('draft', 'open', 'in_progress', 'closed', 'cancelled')),
  moved_reason text,
  cancelled_reason text,
  -- the rule has this date no more: it stands for calendars that were told of it
  dropped boolean not null default false,
  -- counts what calendars must be told
  sequence int not null default 0,
  opened_at timestamptz,
  started_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  closed_by_name text,
  -- who leads it while it is under way
  lead uuid,
  current_item uuid,
  -- since when the clock of the current item runs; nothing while it is paused
  running_since timestamptz,
  paused_at timestamptz,
  used_seconds int not null default 0 check (used_seconds >= 0),
  people int,
  notes text not null default '',
  notes_version int not null default 1,
  minutes_text text,
  minutes_hash char(64),
  version int not null default 1,
  unique (series_id, planned_start),
  check ((minutes_text is null) = (minutes_hash is null)),
  check ((state = 'closed') = (closed_at is not null))
);
-- one date of a series at one hour
create unique index meeting_once on cadence.meeting (series_id, local_start) where state <> 'cancelled';
create index meeting_starts on cadence.meeting (starts_at, id);
create index meeting_series on cadence.meeting (series_id, starts_at);
create index meeting_ahead on cadence.meeting (day, id) where state in ('draft', 'open', 'in_progress');

-- Who was there: written down when it starts.
create table cadence.attendance (
  meeting_id uuid not null references cadence.meeting (id),
  person_id uuid not null,
  name text not null,
  here boolean not null,
  -- belongs to the series on that day
  member boolean not null,
  left_at timestamptz,
  primary key (meeting_id, person_id)
);
create index attendance_person on cadence.attendance (person_id);

create table cadence.agenda_item (
  id uuid primary key,
  meeting_id uuid not null references cadence.meeting (id),
  part text not null check (part in ('agenda', 'issue')),
  position int not null,
  title text not null,
  kind text not null check (kind in ('info', 'discuss', 'decide')),
  owner uuid,
  minutes int check (minutes > 0),
  used_seconds int not null default 0 check (used_seconds >= 0),
  shows text check (shows in ('scorecard', 'issues', 'read_back', 'closing')),
  note text,
  source text not null check (source in ('template', 'hand', 'scorecard', 'carried')),
  -- {"room", "kind", "id", "title", "href"}
  link jsonb,
  -- the row of the scorecard that raised it, and what was known of its past then
  row_id uuid references cadence.scorecard_row (id),
  red_weeks int,
  times_before int,
  state text not null check (state in ('open', 'parked', 'done', 'carried')),
  outcome text check (outcome in ('none', 'information', 'decision', 'action')),
  outcome_text text,
  concluded_at timestamptz,
  -- the item that it carries on: each is carried on once
  carried_from uuid unique references cadence.agenda_item (id),
  -- the day on which it was first raised, through all that it was carried over
  first_day date not null,
  times_carried int not null default 0,
  raised_by uuid,
  raised_at timestamptz not null,
  check ((state = 'done') = (concluded_at is not null))
);
create index agenda_item_meeting on cadence.agenda_item (meeting_id, part, position);
create unique index agenda_item_row on cadence.agenda_item (meeting_id, row_id) where row_id is not null;

create table cadence.vote (
  item_id uuid not null references cadence.agenda_item (id) on delete cascade,
  person_id uuid not null,
  meeting_id uuid not null references cadence.meeting (id),
  primary key (item_id, person_id)
);
create index vote_meeting on cadence.vote (meeting_id);

create table cadence.rating (
  meeting_id uuid not null references cadence.meeting (id),
  person_id uuid not null,
  score int not null check (score between 1 and 10),
  at timestamptz not null,
  primary key (meeting_id, person_id)
);

-- What came of an item in other rooms: decisions in the ledger, actions in the one list.
create table cadence.caught (
  id uuid primary key,
  meeting_id uuid not null references cadence.meeting (id),
  item_id uuid not null references cadence.agenda_item (id),
  kind text not null check (kind in ('decision', 'action')),
  subject_id uuid not null unique,
  number text not null,
  text text not null,
  person_id uuid not null,
  due date,
  at timestamptz not null
);
create index caught_meeting on cadence.caught (meeting_id, at);

create table cadence.message (
  id uuid primary key,
  meeting_id uuid not null references cadence.meeting (id),
  text text not null,
  everyone boolean not null,
  persons uuid[] not null,
  groups uuid[] not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  sent_at timestamptz,
  delivered_to uuid[] not null default '{}'
);
create index message_meeting on cadence.message (meeting_id, at);

-- The scorecard as it was when the meeting closed; never changed.
create table cadence.frozen_row (
  meeting_id uuid not null references cadence.meeting (id),
  row_id uuid not null references cadence.scorecard_row (id),
  position int not null,
  colour text not null check (colour in ('green', 'yellow', 'red', 'reached', 'missed', 'unknown')),
  value numeric,
  unit text,
  target numeric,
  as_of timestamptz,
  definition text,
  definition_hash text,
  -- all that the screen showed
  row jsonb not null,
  primary key (meeting_id, row_id)
);
create trigger immutable before update on cadence.frozen_row for each row execute function kernel.refuse_change();

-- What figures may stand on: ids, days and numbers, nothing of persons and no text; what is for the few is left out.
create view cadence.public_series as
  select id, leadership, minutes, prework_days, closed_day, cardinality(participants) as people, created_day, ended_on
  from cadence.series where audience <> 'restricted';
select kernel.watch_view('cadence.public_series', 'cadence.series', 'id', 'r.id');
select kernel.publish('cadence.public_series');

create view cadence.public_meetings as
  select m.id, m.series_id, m.day, m.state, s.leadership, m.minutes as booked_minutes, m.used_seconds, m.people,
    round(m.used_seconds * m.people / 60.0)::bigint as person_minutes
  from cadence.meeting m join cadence.series s on s.id = m.series_id
  where s.audience <> 'restricted' and not m.dropped;
select kernel.watch_view('cadence.public_meetings', 'cadence.meeting', 'id', 'r.id');
select kernel.watch_view('cadence.public_meetings', 'cadence.series', 'series_id', 'r.id', array['id', 'leadership', 'audience'], false);
select kernel.publish('cadence.public_meetings');
