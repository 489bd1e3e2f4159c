-- Texts that files of a repository had, on their way in: with the person who wrote one, where that is one of ours.
create table handbook.import_past (
  import_id uuid not null references handbook.import (id),
  file text not null,
  n integer not null,
  source text not null,
  note text not null,
  author text,
  author_name text not null,
  at timestamptz not null,
  primary key (import_id, file, n)
);
