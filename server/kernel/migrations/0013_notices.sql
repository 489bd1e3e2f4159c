-- What waits for one person, told once for a reason, a thing and a key, until it is done.
create table kernel.notice (
  id uuid primary key,
  person text not null,
  reason text not null,
  key text not null,
  room text not null,
  kind text not null,
  subject text not null,
  title text not null,
  href text not null,
  text text not null,
  due_day date,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  done_at timestamptz,
  done_by text
);
create unique index notice_once on kernel.notice (person, reason, kind, subject, key) where done_at is null;
create index notice_open on kernel.notice (person, id desc) where done_at is null;
create index notice_all on kernel.notice (person, id desc);
create index notice_subject on kernel.notice (kind, subject) where done_at is null;

-- What people say about a thing. A text is changed by its writer for a while only; what it was before is nobody's.
create table kernel.comment (
  id uuid primary key,
  room text not null,
  kind text not null,
  subject text not null,
  version_hash text,
  text text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  edited_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  resolved_by_name text
);
create index comment_subject on kernel.comment (kind, subject, id);
