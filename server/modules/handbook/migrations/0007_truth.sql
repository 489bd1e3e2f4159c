-- What is not right in the texts of now: links that lead nowhere, copies, values that disagree, what is still to be written, what reads badly.

-- What a text of now was read as; a page whose number is another one is read again.
create table handbook.checked (
  page_id uuid primary key references handbook.page (id),
  no int not null,
  -- ids at which a link into the page arrives
  anchors text[] not null,
  at timestamptz not null
);

-- Each link of a text of now, with the place of its address in the source.
create table handbook.link (
  page_id uuid not null references handbook.page (id),
  place int not null,
  url text not null,
  words text not null,
  -- the page's address to which it leads; nothing for a link out of the handbook
  path text,
  anchor text not null,
  line int not null,
  from_at int,
  to_at int,
  -- it stands in a part that is not for all who may open the page
  narrow boolean not null,
  primary key (page_id, place)
);
create index link_path on handbook.link (path) where path is not null;

-- Passages of the texts of now, by what they say without their values.
create table handbook.passage (
  page_id uuid not null references handbook.page (id),
  place int not null,
  line int not null,
  from_at int not null,
  to_at int not null,
  heading text not null,
  words text not null,
  narrow boolean not null,
  -- hashes of three words in a row
  shingles int[] not null,
  primary key (page_id, place)
);
create index passage_shingles on handbook.passage using gin (shingles);

create table handbook.finding (
  id uuid primary key,
  rule text not null,
  level text not null check (level in ('error', 'warn', 'info')),
  page_id uuid not null references handbook.page (id),
  line int,
  from_at int,
  to_at int,
  -- the passage, and what of it is meant
  says text not null,
  what text not null,
  narrow boolean not null,
  -- what it disagrees with: a passage of another page, or what a room says
  other_page uuid references handbook.page (id),
  other_line int,
  other_says text,
  other_what text,
  other_href text,
  -- pages that may have been meant, the nearest first
  near uuid[] not null,
  -- of the rule and the texts: another text is another finding
  key text not null,
  first_seen timestamptz not null,
  judged_as text check (judged_as in ('both_meant', 'this_right', 'other_right')),
  judged_reason text,
  judged_by text,
  judged_by_name text,
  judged_at timestamptz,
  version int not null default 1,
  unique (page_id, key),
  check ((judged_as is null) = (judged_reason is null))
);
create index finding_seen on handbook.finding (first_seen, id);
create index finding_rule on handbook.finding (rule, first_seen, id);
create index finding_other on handbook.finding (other_page) where other_page is not null;

-- Questions that found nothing, by their words and the day: nothing of who asked.
create table handbook.missed (
  id uuid primary key,
  words text not null,
  tier text not null check (tier in ('house', 'public')),
  first_day date not null,
  last_day date not null,
  times int not null check (times > 0),
  answer text check (answer in ('alias', 'to_write', 'nothing')),
  page_id uuid references handbook.page (id),
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  version int not null default 1,
  unique (words, tier)
);
create index missed_last on handbook.missed (last_day, id);
