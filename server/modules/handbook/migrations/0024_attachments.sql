-- Files that texts of a page show or lead to, by what the texts call them; of each name the newest one up to the text that is shown counts.
create table handbook.attachment (
  page_id uuid not null references handbook.page (id),
  called text not null check (called <> '' and length(called) <= 400),
  -- the text of now when it came
  no integer not null,
  file_id uuid not null,
  sha256 text not null,
  type text not null,
  size integer not null,
  -- dots of a picture
  width integer,
  height integer,
  -- of the bytes as they came, before what they tell beside the picture was taken out
  came_sha256 text not null,
  origin text not null check (origin in ('tree', 'written')),
  at timestamptz not null,
  primary key (page_id, called, no)
);
create index attachment_sha on handbook.attachment (sha256);
