-- Procedures: pages that are followed step by step, once somebody has agreed to their very text; and the contents by function.

-- SOP-0042 of a page that is a procedure; never another's
alter table handbook.page add column number text;
create unique index page_number on handbook.page (number) where number is not null;

create sequence handbook.procedure_number;

create table handbook.procedure (
  page_id uuid primary key references handbook.page (id),
  tier int not null check (tier in (1, 2, 3)),
  months int not null check (months between 1 and 36),
  promise text,
  -- the text that is followed; nothing while nobody has agreed to any
  in_force_no int,
  in_force_since date,
  -- when somebody agreed to it, or said that it is still right
  reviewed_on date,
  review_on date,
  check ((in_force_no is null) = (in_force_since is null)),
  check ((in_force_no is null) = (review_on is null)),
  foreign key (page_id, in_force_no) references handbook.page_version (page_id, no)
);
create index procedure_review on handbook.procedure (review_on, page_id);

-- The lasting keys of the steps of each text, in its order: a step that goes on in a later text keeps its key.
create table handbook.step (
  page_id uuid not null,
  no int not null,
  place int not null,
  key uuid not null,
  primary key (page_id, no, place),
  unique (page_id, no, key),
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);

-- A text that was put forward for agreement; the ledger of decisions says what came of it.
create table handbook.proposal (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  base int not null,
  source text not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  class text not null check (class in ('first', 'editorial', 'minor', 'material')),
  note text not null,
  decision_id uuid not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('published', 'replaced', 'withdrawn')),
  check ((ended_at is null) = (ended_as is null)),
  foreign key (page_id, base) references handbook.page_version (page_id, no)
);
create unique index proposal_open on handbook.proposal (page_id) where ended_at is null;
create index proposal_page on handbook.proposal (page_id, base);
create trigger immutable before update of page_id, base, source, content_hash, class, at on handbook.proposal
  for each row execute function kernel.refuse_change();

-- What the company does, and below it what is written about it.
create table handbook.function (
  id uuid primary key,
  name text not null,
  position int not null,
  owner uuid not null,
  version int not null default 1
);
create unique index function_name on handbook.function (lower(name));
create index function_owner on handbook.function (owner);

-- A line of the contents: a page, or what is still to be written.
create table handbook.entry (
  function_id uuid not null references handbook.function (id),
  place int not null,
  page_id uuid references handbook.page (id),
  -- how it is called where it is not the page's own title, and outside
  label text not null,
  blurb text not null,
  primary key (function_id, place)
);
create unique index entry_page on handbook.entry (page_id) where page_id is not null;
