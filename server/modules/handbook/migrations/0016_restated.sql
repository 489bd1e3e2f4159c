-- Figures of months that were over and became others by an error that was told late; and who follows: a person or a program.

create table handbook.restatement (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  run_id uuid not null references handbook.run (id),
  -- the error by which it became another, or that counts no more
  fault text not null check (fault in ('procedure', 'slip', 'system', 'input')),
  found_by text not null check (found_by in ('self', 'downstream', 'audit')),
  -- runs that ended, and how many of them had an error before and since
  n int not null,
  was int not null,
  "now" int not null,
  day date not null,
  at timestamptz not null,
  check (was <> "now")
);
create index restatement_page on handbook.restatement (page_id, month, at);
create index restatement_run on handbook.restatement (run_id, at);

alter table handbook.procedure add column breached_on date;
alter table handbook.run add column "by" text not null default 'person' check ("by" in ('person', 'agent'));
