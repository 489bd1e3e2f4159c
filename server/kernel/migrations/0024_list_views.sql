-- Ways of looking at a list that a person keeps: what must hold, the order, the columns. Shared with all, or the keeper's alone.
create table kernel.list_view (
  id uuid primary key,
  list text not null,
  title text not null,
  conditions text[] not null,
  sort text,
  columns text[],
  shared boolean not null,
  owner text not null,
  owner_name text not null,
  at timestamptz not null,
  version int not null
);
create unique index list_view_once on kernel.list_view (owner, list, lower(title));
create index list_view_shared on kernel.list_view (list, id) where shared;

-- Which view a person begins with; the word of one that the room has, or the id of a kept one.
create table kernel.list_view_default (
  person text not null,
  list text not null,
  view text not null,
  primary key (person, list)
);
