-- Pages: what the company writes down about how it works, each with every text that it had.

create table handbook.page (
  id uuid primary key,
  -- no other page has or had it: see handbook.path
  path text not null,
  -- what its text of now says of it, as everybody who may open the page sees it
  title text not null,
  summary text not null,
  completeness int check (completeness between 0 and 100),
  mark text check (mark in ('tba', 'wip', 'needs_update')),
  owner uuid not null,
  backup uuid,
  audience text not null check (audience in ('public', 'internal', 'restricted')),
  groups uuid[] not null,
  -- its text of now
  no int not null,
  label text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_name text not null,
  -- of what everyone sees, and since when they see it
  public_hash text,
  public_since timestamptz,
  created_at timestamptz not null,
  -- the company's day
  created_day date not null,
  created_by text not null,
  created_by_name text not null,
  retired_on date,
  retired_reason text,
  replaced_by uuid references handbook.page (id),
  version int not null default 1,
  check (backup is null or backup <> owner),
  check ((audience = 'restricted') = (cardinality(groups) > 0)),
  check ((audience = 'public') = (public_hash is not null)),
  check ((retired_on is null) = (retired_reason is null)),
  check (replaced_by is null or retired_on is not null)
);
create index page_path on handbook.page (path, id);
create index page_changed on handbook.page (changed_at, id);
create index page_owner on handbook.page (owner);
create index page_backup on handbook.page (backup) where backup is not null;
create index page_replaced_by on handbook.page (replaced_by) where replaced_by is not null;
create index page_public on handbook.page (path) where audience = 'public' and retired_on is null;
create index page_words on handbook.page using gin (kernel.fold(title || ' ' || summary || ' ' || path) gin_trgm_ops);
-- a slip of the hand is put right among the words of titles
create trigger words_kept after insert or update of title on handbook.page
  for each row execute function kernel.keep_words('title');

-- Each text that a page had; never changed.
create table handbook.page_version (
  page_id uuid not null references handbook.page (id),
  no int not null,
  label text not null,
  class text not null check (class in ('first', 'editorial', 'minor', 'material')),
  title text not null,
  source text not null,
  -- SHA-256 of RFC 8785 JSON {format, source, attachments}
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  note text not null,
  author text not null,
  author_name text not null,
  published_at timestamptz not null,
  published_day date not null,
  primary key (page_id, no)
);
create trigger immutable before update of page_id, no, label, class, source, content_hash, published_at, published_day on handbook.page_version
  for each row execute function kernel.refuse_change();

-- Every address that a page has or had.
create table handbook.path (
  path text primary key,
  page_id uuid not null references handbook.page (id)
);
create index path_page on handbook.path (page_id);

create table handbook.page_link (
  from_page uuid not null references handbook.page (id),
  to_page uuid not null references handbook.page (id),
  primary key (from_page, to_page)
);
create index page_link_to on handbook.page_link (to_page);

-- What figures may stand on: ids, days and classes; what is for the few is left out.
create view handbook.public_pages as
  select id, created_day, audience, retired_on, completeness from handbook.page where audience <> 'restricted';
select kernel.watch_view('handbook.public_pages', 'handbook.page', 'id', 'r.id');
select kernel.publish('handbook.public_pages');

create view handbook.public_versions as
  select v.page_id, v.no, v.class, v.published_day
  from handbook.page_version v join handbook.page p on p.id = v.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_versions', 'handbook.page_version', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_versions', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_versions');
