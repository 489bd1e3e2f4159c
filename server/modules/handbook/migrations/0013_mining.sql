-- What people ask for and nobody wrote: chats that came in, questions with what was said to them, and what becomes of those asked again and again.

-- An export of a chat, from its listing to its end. The file lies sealed until it was read, and thirty days at most.
create table handbook.chat_import (
  id uuid primary key,
  name text not null,
  format text not null check (format in ('mattermost_bulk', 'mattermost_answer', 'mattermost_table', 'slack')),
  state text not null check (state in ('listed', 'mining', 'mined', 'discarded')),
  channels jsonb not null,
  bad_count int not null,
  bad jsonb not null,
  -- why channels are read that are not open
  reason text,
  raw bytea,
  delete_after date not null,
  created_at timestamptz not null,
  by_id text not null,
  by_name text not null,
  asked_kind text check (asked_kind in ('person', 'key')),
  asked_id text,
  begun_at timestamptz,
  ended_at timestamptz,
  -- what was found in it, once it was read
  found jsonb,
  check ((asked_kind is null) = (asked_id is null)),
  check (state in ('listed', 'mining') or raw is null)
);
create index chat_import_created on handbook.chat_import (created_at, id);

create table handbook.candidate (
  id uuid primary key,
  title text not null,
  state text not null check (state in ('raised', 'known', 'accepted', 'dismissed')),
  accepted_as text check (accepted_as in ('page', 'alias')),
  -- the page that was begun, or whose name it is
  page_id uuid references handbook.page (id),
  alias text,
  reason text,
  judged_by text,
  judged_by_name text,
  judged_at timestamptz,
  -- how often it was asked when somebody set it aside
  items_then int,
  items int not null,
  askers int not null,
  answers int not null,
  -- answers that led to the page that has it
  linked int not null,
  last_at timestamptz not null,
  best_page uuid references handbook.page (id),
  best_cover numeric not null,
  held_by text,
  terms text[] not null,
  -- persons and groups who may see what it is made of; nothing: all colleagues
  readers text[],
  raised_at timestamptz not null,
  raised_day date not null,
  version int not null default 1,
  check ((state = 'accepted') = (accepted_as is not null))
);
create index candidate_state on handbook.candidate (state, last_at, id);
create index candidate_page on handbook.candidate (page_id) where page_id is not null;
create index candidate_best on handbook.candidate (best_page) where best_page is not null;

-- A question, and the reply from which something can be learned: cut, and without what tells a person.
create table handbook.question (
  id uuid primary key,
  source text not null check (source in ('chat', 'search', 'flag', 'request')),
  ref text not null,
  -- the channel, the number of the request, the page
  place text not null,
  import_id uuid references handbook.chat_import (id),
  at timestamptz not null,
  excerpt text not null,
  asker text not null,
  replies int not null,
  answer text,
  -- the answer says how it is done; else it is what was said first
  solid boolean not null,
  answerer text,
  thanked boolean not null,
  -- addresses to which the answers lead
  links text[] not null,
  readers text[],
  candidate_id uuid references handbook.candidate (id) on delete set null,
  unique (source, ref)
);
create index question_at on handbook.question (at, id);
create index question_candidate on handbook.question (candidate_id, at) where candidate_id is not null;
create index question_import on handbook.question (import_id) where import_id is not null;

-- What figures may stand on: what is for some is left out.
create view handbook.public_candidates as
  select id, raised_day, state, accepted_as, items, askers, best_cover from handbook.candidate where readers is null;
select kernel.watch_view('handbook.public_candidates', 'handbook.candidate', 'id', 'r.id');
select kernel.publish('handbook.public_candidates');

alter table handbook.gap drop constraint if exists gap_component_check;
alter table handbook.gap add constraint gap_component_check
  check (component in ('outside', 'retired_but_used', 'promised', 'stub', 'locked', 'candidate'));
