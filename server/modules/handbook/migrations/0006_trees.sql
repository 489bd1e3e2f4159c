-- Trees of files on their way in, and where pages and what stands beside them lie in the tree from which they came.

create table handbook.tree_page (
  page_id uuid primary key references handbook.page (id),
  -- which tree: the same name is the same tree again
  tree text not null,
  file text not null,
  encoding text not null check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  -- the text that the file held when it was last taken
  no int not null,
  -- of what the file said then, also where the page says more
  held text not null check (held ~ '^[0-9a-f]{64}$'),
  unique (tree, file),
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);

-- What is no page in a tree, as it came: exported with it, shown to nobody.
create table handbook.tree_file (
  tree text not null,
  file text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  primary key (tree, file)
);

create table handbook.import (
  id uuid primary key,
  tree text not null,
  name text not null,
  -- what it was written for, and what shows it
  parts jsonb not null,
  -- the contents that it says of itself
  contents jsonb not null,
  groups uuid[] not null,
  owner uuid,
  with_contents boolean not null default true,
  -- files in conflict of which the text is taken all the same
  taken text[] not null default '{}',
  state text not null check (state in ('previewed', 'applying', 'applied', 'discarded')),
  created_at timestamptz not null,
  by_id text not null,
  by_name text not null,
  begun_at timestamptz,
  ended_at timestamptz
);
create index import_created on handbook.import (created_at, id);

create table handbook.import_file (
  import_id uuid not null references handbook.import (id),
  place int not null,
  file text not null,
  kind text not null check (kind in ('page', 'rest')),
  verdict text not null check (verdict in ('create', 'update', 'move', 'same', 'skip', 'conflict', 'gone', 'keep')),
  code text,
  says text not null,
  title text not null,
  path text not null,
  page_id uuid references handbook.page (id),
  notes jsonb not null,
  -- what is to be made of it; its text and its bytes go once the import has ended
  wanted jsonb not null,
  encoding text,
  source text,
  bytes bytea,
  state text not null check (state in ('waiting', 'placed', 'done', 'left')),
  primary key (import_id, place)
);
create index import_file_state on handbook.import_file (import_id, state, place);
create index import_file_page on handbook.import_file (page_id) where page_id is not null;
