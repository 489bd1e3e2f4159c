-- Texts are found by the ranker in the memory of each process: what changed since it last looked is read by the transaction that wrote it.
alter table kernel.search_document
  -- `public`: as everybody sees it; one thing may be there for the house and for everybody
  add column tier text not null default 'house' check (tier in ('house', 'public')),
  add column path text not null default '',
  -- [{"to": path, "text": words}] of its body
  add column links jsonb not null default '[]',
  add column changed_in xid8 not null default pg_current_xact_id(),
  drop constraint search_document_pkey,
  add primary key (tier, kind, id);
create index search_document_changed on kernel.search_document (changed_in);

create table kernel.search_gone (
  tier text not null,
  kind text not null,
  id text not null,
  changed_in xid8 not null,
  primary key (tier, kind, id)
);
create index search_gone_changed on kernel.search_gone (changed_in);

create function kernel.search_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into kernel.search_gone values (old.tier, old.kind, old.id, pg_current_xact_id())
      on conflict (tier, kind, id) do update set changed_in = excluded.changed_in;
    return old;
  end if;
  new.changed_in := pg_current_xact_id();
  if tg_op = 'INSERT' then delete from kernel.search_gone where tier = new.tier and kind = new.kind and id = new.id; end if;
  return new;
end $$;
create trigger changed before insert or update or delete on kernel.search_document for each row execute function kernel.search_changed();

-- words of names are for what is found by trigrams: a text is not any more
drop trigger words_kept on kernel.search_document;
drop index kernel.search_document_words;
drop function kernel.document_words(text, text[], text[], text);
