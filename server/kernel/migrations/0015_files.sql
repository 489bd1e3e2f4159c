-- Bytes lie once under their hash; a file is a name for them, and what it belongs to.
create table kernel.file_bytes (
  sha256 char(64) primary key,
  size int not null,
  bytes bytea not null,
  -- how many files name them; triggers count
  refs int not null check (refs >= 0),
  unused_since timestamptz
);
create index file_bytes_unused on kernel.file_bytes (unused_since) where refs = 0;

insert into kernel.file_bytes (sha256, size, bytes, refs, unused_since)
select sha256, octet_length((array_agg(bytes))[1]), (array_agg(bytes))[1], count(*), null from kernel.file group by sha256;

alter table kernel.file
  drop column bytes,
  add column room text,
  add column kind text,
  add column subject text,
  add column audience text not null default 'internal' check (audience in ('public', 'internal', 'restricted')),
  add foreign key (sha256) references kernel.file_bytes (sha256);
create index file_sha256 on kernel.file (sha256);
create index file_subject on kernel.file (kind, subject) where subject is not null;

create function kernel.count_file() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update kernel.file_bytes set refs = refs + 1, unused_since = null where sha256 = new.sha256;
  else
    update kernel.file_bytes set refs = refs - 1, unused_since = case when refs = 1 then now() end where sha256 = old.sha256;
  end if;
  return null;
end $$;
create trigger file_counted after insert or delete on kernel.file for each row execute function kernel.count_file();
-- what is signed or evidence keeps its bytes: a file is another file, never the same one changed
create trigger file_same before update on kernel.file for each row when (old.sha256 is distinct from new.sha256) execute function kernel.refuse_change();
create trigger file_bytes_same before update on kernel.file_bytes
  for each row when (old.bytes is distinct from new.bytes) execute function kernel.refuse_change();
