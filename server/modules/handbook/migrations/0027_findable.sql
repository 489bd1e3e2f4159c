-- What keeps a page for everyone from being found: one row a check that fails now, and since when it does.
create table handbook.unfindable (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  "check" text not null,
  says text not null,
  since date not null,
  at timestamptz not null,
  unique (page_id, "check")
);
create index unfindable_since on handbook.unfindable (since, id);

-- How many checks each page for everyone failed at the end of a day.
create table handbook.findable (
  day date not null,
  page_id uuid not null references handbook.page (id),
  procedure boolean not null,
  failing int not null check (failing >= 0),
  at timestamptz not null,
  primary key (day, page_id)
);
create index findable_page on handbook.findable (page_id, day);

-- figures add them up
create view handbook.public_findability as
  select day, page_id, (failing = 0)::int as findable, failing, procedure::int as procedure from handbook.findable;
select kernel.watch_view('handbook.public_findability', 'handbook.findable', 'page_id', 'r.page_id');
select kernel.publish('handbook.public_findability');

-- An error that nobody answered in time counts: noted by a job, so that figures hear of it.
alter table handbook.error add column silent boolean not null default false;
update handbook.error set silent = true where state = 'reported' and counts_from <= current_date;
create index error_unanswered on handbook.error (counts_from) where state = 'reported' and not silent;

create view handbook.public_runs_ended as
  select run.id, run.page_id, page.number as procedure, text.label as version, run.finished_day as day, run."by" as done_by, run.state,
    (exists (select from handbook.error e where e.run_id = run.id and (e.state = 'confirmed' or e.state = 'reported' and e.silent)))::int as wrong
  from handbook.run run join handbook.page page on page.id = run.page_id
    join handbook.page_version text on text.page_id = run.page_id and text.no = run.no
  where page.audience <> 'restricted' and run.finished_day is not null and (run.state <> 'aborted' or run.abort_reason = 'error');
select kernel.watch_view('handbook.public_runs_ended', 'handbook.run', 'id', 'r.id');
select kernel.watch_view('handbook.public_runs_ended', 'handbook.error', 'id', 'r.run_id');
select kernel.watch_view('handbook.public_runs_ended', 'handbook.page', 'page_id', 'r.id', '{id, audience, number}', false);
select kernel.publish('handbook.public_runs_ended');

-- Whether somebody agreed to the text in force within a year, and how many of those who have to know it have proven that they do.
alter table handbook.standing add column signed_off boolean not null default false, add column trained int not null default 0,
  add column required int not null default 0, add check (trained between 0 and required);
create or replace view handbook.public_standings as
  select day, page_id, aligned::int as aligned, listed::int as listed, fresh::int as fresh, signed_off::int as signed_off, trained, required
  from handbook.standing;

alter table handbook.gap drop constraint gap_kind_check, drop constraint if exists gap_component_check;
alter table handbook.gap add constraint gap_component_check check (component in
  ('outside', 'retired_but_used', 'promised', 'stub', 'locked', 'candidate', 'link_broken', 'conflict', 'fact'));
alter table handbook.gap add constraint gap_kind_check check (kind in ('unlisted', 'undocumented', 'broken_link', 'conflict'));

-- How often the search was asked on a day, and how often no page held the half of it; nothing of who asked or what.
create table handbook.searched (
  day date not null,
  tier text not null check (tier in ('house', 'public')),
  asked int not null check (asked > 0),
  missed int not null check (missed between 0 and asked),
  primary key (day, tier)
);
create view handbook.public_asked as select day, tier, asked, missed from handbook.searched;
select kernel.watch_view('handbook.public_asked', 'handbook.searched', 'day', 'r.day');
select kernel.publish('handbook.public_asked');

-- A question that somebody has come upon and given.
alter table handbook.question drop constraint question_source_check;
alter table handbook.question add constraint question_source_check check (source in ('chat', 'search', 'flag', 'request', 'given'));

-- figures ask how often somebody answered with the page that has it
create or replace view handbook.public_candidates as
  select id, raised_day, state, accepted_as, items, askers, best_cover, linked from handbook.candidate where readers is null;
