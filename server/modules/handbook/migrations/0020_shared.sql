-- That the text of now of one page takes a passage from another, on which it is kept.
create table handbook.page_include (
  from_page uuid not null references handbook.page (id),
  to_page uuid not null references handbook.page (id),
  primary key (from_page, to_page),
  check (from_page <> to_page)
);
create index page_include_to on handbook.page_include (to_page);
