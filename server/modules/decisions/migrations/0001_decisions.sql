-- The ledger of decisions: what was asked, on which exact text, who answered, what was decided, and what followed; and the one list of
-- actions of the house.

create table decisions.counter (
  -- `DEC-2026`, `ACT-2026`
  series text primary key,
  last int not null check (last > 0)
);

create table decisions.decision (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('decision', 'signoff')),
  state text not null check (state in
    ('collecting', 'ready', 'decided', 'performing', 'done', 'reviewed', 'superseded', 'reversed', 'withdrawn')),
  type int not null check (type in (1, 2)),
  method text not null check (method in ('written', 'meeting', 'data_review')),
  audience text not null check (audience in ('internal', 'restricted')),
  -- the question as it stands in the newest text, for lists
  issue text not null,
  text_no int not null check (text_no > 0),
  text_hash char(64) not null,
  -- the last day on which it shall be decided
  need_by date not null,
  -- why somebody must agree
  a_reason text,
  spend_minor bigint check (spend_minor > 0),
  spend_currency char(3),
  off_cycle boolean not null default false,
  estimate_minor bigint check (estimate_minor >= 0),
  estimate_note text,
  estimate_at timestamptz,
  estimate_by uuid,
  round int not null default 1 check (round > 0),
  opened_at timestamptz not null,
  opened_day date not null,
  opened_by text not null,
  opened_by_name text not null,
  decider uuid not null,
  outcome text check (outcome in ('accept', 'accept_changed', 'reject', 'defer')),
  outcome_text text,
  rationale text,
  override_reason text,
  no_actions boolean not null default false,
  decided_at timestamptz,
  decided_day date,
  decided_by text,
  decided_by_name text,
  -- in whose name, where somebody stood in
  decided_for uuid,
  -- a decision that was taken elsewhere: where, and by whom it was entered
  made_in jsonb,
  legacy boolean not null default false,
  review_on date,
  reviewed_at timestamptz,
  review_result text check (review_result in ('keep', 'change', 'reverse')),
  review_note text,
  supersedes uuid references decisions.decision (id),
  -- the day on which it ceased to hold, and why
  ended_on date,
  ended_reason text,
  expected_metric text,
  expected_value text,
  expected_on date,
  -- the document that it was read from, byte for byte, and the text that it holds
  source bytea,
  source_hash char(64),
  -- the newest reminder that was given
  reminded text check (reminded in ('half_time', 'day_before', 'overdue')),
  version int not null default 1,
  check ((spend_minor is null) = (spend_currency is null)),
  check ((expected_metric is null) = (expected_value is null) and (expected_metric is null) = (expected_on is null)),
  check ((decided_at is null) = (decided_day is null))
);
create index decision_open on decisions.decision (need_by, id) where state in ('collecting', 'ready');
create index decision_review on decisions.decision (review_on, id) where review_on is not null and reviewed_at is null;
create index decision_opened on decisions.decision (opened_at desc, id desc);
create index decision_decider on decisions.decision (decider, id);
create index decision_words on decisions.decision using gin (kernel.fold(number || ' ' || issue) gin_trgm_ops);
create trigger words_kept after insert or update of issue on decisions.decision
  for each row execute function kernel.keep_words('issue');

-- Each text that was put forward. What was answered was answered on one of them.
create table decisions.text (
  decision_id uuid not null references decisions.decision (id),
  no int not null,
  issue text not null,
  proposal text not null,
  -- [{"title", "pros": [], "cons": [], "consequence", "proposed"}]
  options jsonb not null,
  -- what it is about in that version: [{"room", "kind", "id", "version_hash", "title", "href", "audience"}]
  subjects jsonb not null,
  -- parts of a subject that are agreed to one by one: {"key": "hash"}
  items jsonb,
  hash char(64) not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  primary key (decision_id, no)
);

create table decisions.subject (
  decision_id uuid not null references decisions.decision (id),
  room text not null,
  kind text not null,
  subject_id text not null,
  version_hash text,
  primary key (decision_id, room, kind, subject_id)
);
create index subject_of on decisions.subject (room, kind, subject_id);

-- An agreement that the owner of a thing carried over an editorial change: the only way in which it meets another hash.
create table decisions.carried (
  id uuid primary key,
  decision_id uuid not null references decisions.decision (id),
  room text not null,
  kind text not null,
  subject_id text not null,
  from_hash text not null,
  to_hash text not null,
  class text not null check (class in ('editorial', 'minor')),
  reason text,
  day date not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  unique (decision_id, room, kind, subject_id, to_hash)
);

-- The version of a thing that stands now, told by the room that owns it.
create table decisions.subject_version (
  room text not null,
  kind text not null,
  subject_id text not null,
  hash text not null,
  at timestamptz not null,
  primary key (room, kind, subject_id)
);

create table decisions.party (
  id uuid primary key,
  decision_id uuid not null references decisions.decision (id),
  letter char(1) not null check (letter in ('R', 'A', 'P', 'I', 'D')),
  person_id uuid,
  group_id uuid,
  -- as they were on the day of opening
  name text not null,
  members uuid[] not null,
  -- nobody was left in the group: it fell to its lead
  fell_to_lead boolean not null default false,
  position int not null,
  check ((person_id is null) <> (group_id is null)),
  check (letter <> 'D' or person_id is not null)
);
create index party_decision on decisions.party (decision_id, position);
create index party_members on decisions.party using gin (members);
create unique index party_once on decisions.party (decision_id, letter, coalesce(person_id, group_id));

-- Answers are never changed: the last one of a person counts.
create table decisions.answer (
  id uuid primary key,
  decision_id uuid not null references decisions.decision (id),
  party_id uuid not null references decisions.party (id),
  person_id uuid,
  person_name text not null,
  -- who stood in for whom
  for_person uuid,
  stance text not null check (stance in ('support', 'concern', 'oppose', 'no_view', 'agree', 'object', 'silence')),
  text text,
  text_no int not null,
  round int not null,
  at timestamptz not null,
  source text not null check (source in ('given', 'silence'))
);
create index answer_decision on decisions.answer (decision_id, id);
create index answer_party on decisions.answer (party_id);

-- Who is told, and which text they have read.
create table decisions.informed (
  decision_id uuid not null references decisions.decision (id),
  person_id uuid not null,
  read_no int,
  read_at timestamptz,
  primary key (decision_id, person_id)
);
create index informed_person on decisions.informed (person_id);

create table decisions.effect (
  id uuid primary key,
  decision_id uuid not null references decisions.decision (id),
  kind text not null check (kind in ('stop', 'cap', 'target', 'owner')),
  -- {"room", "kind", "id", "title", "href"} or {"metric"}
  about jsonb not null,
  about_key text not null,
  value text,
  from_day date not null,
  until_day date
);
create index effect_about on decisions.effect (about_key, from_day);
create index effect_decision on decisions.effect (decision_id);

create table decisions.action (
  id uuid primary key,
  number text not null unique,
  text text not null,
  dri uuid not null,
  due date not null,
  first_due date not null,
  moves int not null default 0,
  state text not null check (state in ('open', 'done', 'dropped')),
  reason text,
  -- {"room", "kind", "id", "title", "href"}
  origin jsonb not null,
  origin_kind text not null,
  origin_id text not null,
  audience text not null check (audience in ('internal', 'restricted')),
  opened_at timestamptz not null,
  opened_day date not null,
  opened_by text not null,
  opened_by_name text not null,
  closed_at timestamptz,
  closed_day date,
  closed_by text,
  -- the day on which whoever is responsible was told that it is late
  told_late date,
  version int not null default 1,
  check ((state = 'open') = (closed_at is null))
);
create index action_dri on decisions.action (dri, due, id) where state = 'open';
create index action_due on decisions.action (due, id) where state = 'open';
create index action_opened on decisions.action (opened_at desc, id desc);
create index action_origin on decisions.action (origin_kind, origin_id);
create index action_words on decisions.action using gin (kernel.fold(number || ' ' || text) gin_trgm_ops);
create trigger words_kept after insert or update of text on decisions.action
  for each row execute function kernel.keep_words('text');

-- How the house decides; one row.
create table decisions.policy (
  id int primary key check (id = 1),
  type1_role text not null,
  off_cycle_limit_minor bigint not null check (off_cycle_limit_minor >= 0),
  window_days int not null check (window_days between 1 and 60),
  version int not null default 1
);
insert into decisions.policy (id, type1_role, off_cycle_limit_minor, window_days) values (1, 'executive', 10000000, 5);

-- what figures may stand on: ids, days, states and amounts, nothing of persons and no text
create view decisions.public_decisions as
  select id, number, kind, state, type, method, opened_day, need_by, decided_day, outcome, spend_minor, spend_currency, review_on, ended_on,
    extract(epoch from decided_at - opened_at)::bigint as open_seconds
  from decisions.decision;
select kernel.watch_view('decisions.public_decisions', 'decisions.decision', 'id', 'r.id');
select kernel.publish('decisions.public_decisions');

create view decisions.public_actions as
  select id, number, state, due, first_due, moves, opened_day, closed_day, origin_kind from decisions.action;
select kernel.watch_view('decisions.public_actions', 'decisions.action', 'id', 'r.id');
select kernel.publish('decisions.public_actions');
