-- Who wants to be told when a page has another text; it is theirs alone.
create table handbook.watch (
  person uuid not null,
  page_id uuid not null references handbook.page (id),
  at timestamptz not null,
  primary key (person, page_id)
);
create index watch_page on handbook.watch (page_id);
create index watch_at on handbook.watch (person, at);
