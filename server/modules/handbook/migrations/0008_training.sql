-- Who has to know a procedure, by which proof, and who does.

create table handbook.training_rule (
  page_id uuid primary key references handbook.page (id),
  groups uuid[] not null,
  mode text not null check (mode in ('ack', 'quiz', 'observed', 'runs')),
  pass_mark int not null check (pass_mark between 1 and 100),
  runs_needed int not null check (runs_needed between 1 and 50),
  due_days int not null check (due_days between 1 and 250)
);

-- Questions on a procedure with their right answers: each text of them for good, apart from the page, so that no reader of it sees them.
create table handbook.quiz (
  page_id uuid not null references handbook.page (id),
  seq int not null,
  source text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (page_id, seq)
);
create trigger immutable before update of page_id, seq, source, at on handbook.quiz
  for each row execute function kernel.refuse_change();

-- That somebody has to know the texts of a procedure from one material change to the next, and how they proved it.
create table handbook.training (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  person uuid not null,
  -- material changes so far: the first part of the version
  major int not null,
  mode text not null check (mode in ('ack', 'quiz', 'observed', 'runs')),
  assigned_on date not null,
  due_on date not null,
  -- answers of a quiz
  passed_at timestamptz,
  -- what was signed: the text by its number and hash, under which name, and when
  signed_no int,
  signed_hash text,
  printed_name text,
  signed_at timestamptz,
  assessor text,
  assessor_name text,
  observed_at timestamptz,
  observed_note text,
  proven_at timestamptz,
  waived_until date,
  waived_reason text,
  waived_by text,
  waived_by_name text,
  -- a material change came after it
  invalidated_on date,
  -- whoever it was is not among those who have to know it any more
  ended_on date,
  overdue_told boolean not null default false,
  unique (page_id, person, major),
  check ((signed_at is null) = (signed_hash is null))
);
create trigger immutable before update of page_id, person, major, assigned_on on handbook.training
  for each row execute function kernel.refuse_change();
create index training_person on handbook.training (person, due_on);
create index training_due on handbook.training (due_on, id);
create index training_page on handbook.training (page_id, major);

-- Each try at a quiz.
create table handbook.quiz_try (
  training_id uuid not null references handbook.training (id),
  seq int not null,
  quiz_seq int not null,
  right_count int not null,
  question_count int not null,
  passed boolean not null,
  at timestamptz not null,
  day date not null,
  primary key (training_id, seq)
);
create trigger immutable before update on handbook.quiz_try for each row execute function kernel.refuse_change();

-- Whether whoever began a run had proven that they know it; nothing where nobody has to. And who stood beside them.
alter table handbook.run add column trained boolean;
alter table handbook.run add column supervisor uuid;
