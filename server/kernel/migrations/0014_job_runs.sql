-- Long work as people see it: how far it is, who stopped it, how it ended. Short jobs leave no row.
create table kernel.job_run (
  id uuid primary key,
  name text not null,
  started_at timestamptz not null,
  told_at timestamptz not null,
  done int not null,
  -- null while nobody knows how much there is
  of int,
  note text not null,
  cancel_asked_at timestamptz,
  cancel_asked_by text,
  finished_at timestamptz,
  -- done, cancelled, failed, or interrupted when its process died
  outcome text,
  check ((finished_at is null) = (outcome is null))
);
create index job_run_newest on kernel.job_run (id desc);
create index job_run_open on kernel.job_run (name) where finished_at is null;
