-- Methods of plans, as the room of plans told them when an edition came in force; never edited here.
create table handbook.method (
  edition_id uuid not null,
  -- the same in each edition of a plan
  key uuid not null,
  plan_id uuid not null,
  plan text not null,
  title text not null,
  starts date,
  ends date,
  vetted_on date not null,
  -- another edition came in its place, or its period went by
  ended_on date,
  primary key (edition_id, key)
);
create index method_key on handbook.method (key);

-- Which methods a procedure serves.
create table handbook.serves (
  page_id uuid not null references handbook.page (id),
  key uuid not null,
  primary key (page_id, key)
);
create index serves_key on handbook.serves (key);

-- That a procedure is followed without a plan until a day, and why; never changed.
create table handbook.unplanned (
  id uuid primary key,
  page_id uuid not null references handbook.page (id),
  reason text not null,
  until date not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  day date not null,
  check (until between day and day + 90)
);
create index unplanned_page on handbook.unplanned (page_id, at);
create trigger immutable before update of id, page_id, until, by_id, at, day on handbook.unplanned
  for each row execute function kernel.refuse_change();

-- What held of each procedure in force at the end of a day; of those for the few nothing.
create table handbook.standing (
  day date not null,
  page_id uuid not null references handbook.page (id),
  aligned boolean not null,
  listed boolean not null,
  fresh boolean not null,
  primary key (day, page_id)
);

-- figures add them up: of none that holds the sum is 0
create view handbook.public_standings as
  select day, page_id, aligned::int as aligned, listed::int as listed, fresh::int as fresh from handbook.standing;
select kernel.watch_view('handbook.public_standings', 'handbook.standing', 'page_id', 'r.page_id');
select kernel.publish('handbook.public_standings');
