-- Runs: carryings-out of procedures, each on the text that was in force, and what went wrong in them.

create sequence handbook.run_number;

create table handbook.run (
  id uuid primary key,
  number text not null unique,
  page_id uuid not null references handbook.page (id),
  -- its text never changes after the start
  no int not null,
  -- for whom or what: an order, a customer, a month
  about text,
  runner uuid not null,
  runner_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- the company's day
  finished_day date,
  state text not null check (state in ('started', 'completed', 'completed_with_errors', 'aborted')),
  abort_reason text check (abort_reason in ('error', 'cancelled', 'duplicate', 'not_needed')),
  abort_note text,
  check ((state = 'started') = (finished_at is null)),
  check ((finished_at is null) = (finished_day is null)),
  check ((state = 'aborted') = (abort_reason is not null)),
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);
create trigger immutable before update of number, page_id, no, started_at on handbook.run
  for each row execute function kernel.refuse_change();
create index run_page on handbook.run (page_id, finished_day);
create index run_text on handbook.run (page_id, no);
create index run_started on handbook.run (started_at, id);
create index run_runner on handbook.run (runner, started_at);
create index run_open on handbook.run (started_at) where state = 'started';

-- What was said of a step, each time: the last word counts, and taking one back is another.
create table handbook.run_step (
  run_id uuid not null references handbook.run (id),
  seq int not null,
  key uuid not null,
  state text not null check (state in ('todo', 'done', 'skipped', 'failed')),
  note text,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (run_id, seq)
);
create trigger immutable before update of run_id, seq, key, state, at on handbook.run_step
  for each row execute function kernel.refuse_change();

-- What went wrong: in the run in which it was made, however late it was found.
create table handbook.error (
  id uuid primary key,
  run_id uuid not null references handbook.run (id),
  -- of the step; nothing: of the run as a whole
  key uuid,
  fault text not null check (fault in ('procedure', 'slip', 'system', 'input')),
  severity text not null check (severity in ('harm', 'rework', 'looks')),
  found_by text not null check (found_by in ('self', 'downstream', 'audit')),
  note text,
  reporter text not null,
  reporter_name text not null,
  at timestamptz not null,
  day date not null,
  state text not null check (state in ('reported', 'confirmed', 'rejected', 'merged')),
  -- what nobody answered by then counts
  counts_from date not null,
  judged_by text,
  judged_by_name text,
  judged_at timestamptz,
  judged_note text
);
create index error_run on handbook.error (run_id);
