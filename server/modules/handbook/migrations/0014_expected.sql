-- When a procedure is to be followed: by a rhythm, or because something happened; and whether it was.

alter table handbook.procedure add column triggers text[] not null default '{}';
create index procedure_triggers on handbook.procedure (page_id) where triggers <> '{}';

-- That a procedure is followed on certain days, and by whom.
create table handbook.schedule (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  -- RFC 5545
  rule text not null check (length(rule) <= 500),
  start_day date not null,
  closed_day text not null check (closed_day in ('keep', 'skip', 'next', 'previous')),
  about text,
  runner uuid not null,
  runner_name text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  -- no day up to this one is looked at again
  done_to date not null,
  paused_at timestamptz,
  ended_at timestamptz
);
create index schedule_page on handbook.schedule (page_id, at);
create index schedule_due on handbook.schedule (done_to, id) where ended_at is null and paused_at is null;
create index schedule_runner on handbook.schedule (runner) where ended_at is null;

-- That a procedure was to be followed once: on which day, until when somebody had to begin, and what came of it.
create table handbook.expected (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  source text not null check (source in ('schedule', 'event')),
  -- the id of the event, or the schedule with its day: nothing is expected twice
  ref text not null,
  -- what happened, and to what: its kind and id, and its number where it has one
  event text,
  thing_kind text,
  thing text,
  label text,
  on_day date not null,
  by_day date not null,
  at timestamptz not null,
  run_id uuid references handbook.run (id),
  state text not null check (state in ('open', 'followed', 'missed', 'void')),
  settled_day date,
  unique (page_id, ref),
  check ((state = 'open') = (settled_day is null)),
  check (on_day <= by_day)
);
create index expected_page on handbook.expected (page_id, by_day);
create index expected_open on handbook.expected (by_day, id) where state = 'open';
create index expected_at on handbook.expected (at, id);
create index expected_run on handbook.expected (run_id) where run_id is not null;

create view handbook.public_expected as
  select x.id, x.page_id, x.source, x.by_day as day, x.state as "is"
  from handbook.expected x join handbook.page page on page.id = x.page_id
  where page.audience <> 'restricted' and x.state in ('followed', 'missed');
select kernel.watch_view('handbook.public_expected', 'handbook.expected', 'id', 'r.id');
select kernel.publish('handbook.public_expected');
