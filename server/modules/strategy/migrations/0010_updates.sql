-- What is said of a measure, or of a plan, from month to month: how it goes, how sure somebody is, what is done next. Only ever added to.
create table strategy.status_update (
  id uuid primary key,
  edition_id uuid not null references strategy.edition (id),
  -- nothing: of the plan as a whole
  item_key uuid,
  previous uuid references strategy.status_update (id),
  due_on date not null,
  status text not null check (status in ('green', 'yellow', 'red', 'unreachable', 'data_needed')),
  -- the colour that was worked out at that moment
  computed text not null,
  -- how sure that the target is reached by its day, in percent
  confidence int check (confidence between 0 and 100),
  value numeric,
  value_day date,
  difference text,
  going_well text,
  not_going_well text,
  outcomes jsonb not null default '[]',
  by_id uuid not null,
  by_name text not null,
  posted_at timestamptz not null
);
create index status_update_edition on strategy.status_update (edition_id, id);

create table strategy.update_read (
  update_id uuid not null references strategy.status_update (id),
  person_id uuid not null,
  person_name text not null,
  at timestamptz not null,
  primary key (update_id, person_id)
);

-- A period that is over is closed once: what was learned, and which methods go on.
create table strategy.closing (
  edition_id uuid primary key references strategy.edition (id),
  lessons text not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create table strategy.closing_method (
  edition_id uuid not null references strategy.closing (edition_id),
  item_key uuid not null,
  verdict text not null check (verdict in ('continue', 'drop')),
  primary key (edition_id, item_key)
);
