-- What a reader or whoever follows a procedure says is wrong with its text, and what whoever keeps it answered.
create table handbook.flag (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  -- the text that was read
  no int not null,
  -- of the step, and as it was called; nothing: of the page as a whole
  key uuid,
  step text,
  -- the run in which it was noticed, and the error that it counts as there
  run_id uuid references handbook.run (id),
  error_id uuid references handbook.error (id),
  note text,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  day date not null,
  state text not null check (state in ('open', 'fixed', 'not_so')),
  -- the text in which it is put right
  fixed_no int,
  answer text,
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  check ((state = 'open') = (answered_at is null)),
  check ((state = 'fixed') = (fixed_no is not null)),
  check ((key is null) = (step is null)),
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);
create trigger immutable before update of page_id, no, key, step, run_id, error_id, at, day on handbook.flag
  for each row execute function kernel.refuse_change();
-- one tap twice is one flag
create unique index flag_once on handbook.flag (page_id, by_id, coalesce(key, page_id)) where state = 'open';
create index flag_page on handbook.flag (page_id, at);
create index flag_text on handbook.flag (page_id, no);
create index flag_at on handbook.flag (at, id);
create index flag_by on handbook.flag (by_id, at);
create index flag_run on handbook.flag (run_id) where run_id is not null;
create index flag_error on handbook.flag (error_id) where error_id is not null;
