-- A paragraph of several sentences is compared as a whole, for copies, and sentence by sentence, for what they state.
alter table handbook.passage add column kind text not null default 'both' check (kind in ('both', 'block', 'sentence'));
-- every text is read again
delete from handbook.checked;

-- runs are found by what they are for
create index run_about on handbook.run using gin (kernel.fold(coalesce(about, '')) gin_trgm_ops);

-- What a procedure is asked for by, and at which place the search has it; nothing for one that is not among the first twenty.
create table handbook.asked (
  page_id uuid not null references handbook.page (id),
  asked_as text not null check (asked_as in ('title', 'trigger', 'link', 'alias')),
  words text not null,
  place int check (place between 1 and 20),
  -- what is found first in its stead
  first_page uuid references handbook.page (id),
  at timestamptz not null,
  primary key (page_id, asked_as, words)
);
create index asked_first on handbook.asked (first_page) where first_page is not null;

-- What was missing at the end of a day, a row each: procedures in no contents, and what is not written.
create table handbook.gap (
  day date not null,
  kind text not null check (kind in ('unlisted', 'undocumented')),
  component text not null check (component in ('outside', 'retired_but_used', 'promised', 'stub', 'locked')),
  -- a page, or a line of the contents
  thing text not null,
  page_id uuid references handbook.page (id),
  primary key (day, kind, thing)
);

create view handbook.public_gaps as select day, kind, component, thing, page_id from handbook.gap;
select kernel.watch_view('handbook.public_gaps', 'handbook.gap', 'thing', 'r.thing');
select kernel.publish('handbook.public_gaps');
