-- Steps of runs that are somebody's, from the moment on which they can be done: whose, and by when.

create table handbook.turn (
  id uuid primary key,
  run_id uuid not null references handbook.run (id),
  key uuid not null,
  -- as the step is called, for whoever is told
  step text not null,
  people uuid[] not null,
  due_day date,
  at timestamptz not null,
  ended_at timestamptz,
  overdue_told boolean not null default false,
  unique (run_id, key)
);
create index turn_due on handbook.turn (due_day, id) where ended_at is null and not overdue_told;
create index turn_people on handbook.turn using gin (people) where ended_at is null;
