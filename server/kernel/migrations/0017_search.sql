-- The words that names are made of, once each: a slip of the hand is put right here, among some ten thousands of short words, and then
-- looked for as it stands. Asking every name of every list for what is near to a word reads what no index can tell apart.
create table kernel.name_word (word text not null);
-- no key: two who bring the same new word need not wait for each other, and the sweep takes twins away
create index name_word_word on kernel.name_word (word);
create index name_word_near on kernel.name_word using gin (word gin_trgm_ops) with (fastupdate = off);

create function kernel.words_in(value text) returns setof text language sql immutable strict parallel safe as $$
  select distinct held from regexp_split_to_table(kernel.fold(value), '[^[:alnum:]]+') held
  where char_length(held) between 3 and 40 and held ~ '[[:alpha:]]';
$$;

-- a trigger of tables with names: its arguments are the columns
create function kernel.keep_words() returns trigger language plpgsql as $$
declare held jsonb := to_jsonb(new);
begin
  insert into kernel.name_word (word)
  select w from kernel.words_in((select string_agg(held ->> name, ' ') from unnest(tg_argv) name)) w
  where not exists (select from kernel.name_word known where known.word = w);
  return null;
end $$;

-- all words anew, from the tables that have the trigger: after names were taken away, and once a night
create function kernel.gather_words() returns void language plpgsql as $$
declare source record;
begin
  create temporary table gathered (word text) on commit drop;
  for source in
    select t.tgrelid::regclass as name, array_to_string(array(
      select format('%I::text', a) from unnest(string_to_array(encode(t.tgargs, 'escape'), '\000')) a where a <> ''), ', ') as columns
    from pg_trigger t where t.tgfoid = 'kernel.keep_words'::regproc
  loop
    execute format('insert into gathered select w from %s t, kernel.words_in(concat_ws('' '', %s)) w', source.name, source.columns);
  end loop;
  delete from kernel.name_word k where not exists (select from gathered g where g.word = k.word);
  delete from kernel.name_word a using kernel.name_word b where a.word = b.word and a.ctid > b.ctid;
  insert into kernel.name_word select distinct word from gathered g where not exists (select from kernel.name_word k where k.word = g.word);
  drop table gathered;
end $$;

-- What has a text and is found by it (plans, definitions, pages), as its room hands it over in the transaction that saves it.
create table kernel.search_document (
  room text not null,
  kind text not null,
  id text not null,
  title text not null,
  aliases text[] not null,
  headings text[] not null,
  body text not null,
  href text not null,
  audience text not null check (audience in ('public', 'internal', 'restricted')),
  -- for `restricted`: ids of groups of people, or rights; whoever has one of them sees it
  groups text[] not null,
  updated_at timestamptz not null,
  primary key (kind, id)
);
create function kernel.document_words(title text, aliases text[], headings text[], body text) returns text language sql immutable parallel safe as $$
  select kernel.fold(title || ' ' || array_to_string(aliases, ' ') || ' ' || array_to_string(headings, ' ') || ' ' || body);
$$;
create index search_document_words on kernel.search_document using gin (kernel.document_words(title, aliases, headings, body) gin_trgm_ops);
create trigger words_kept after insert or update on kernel.search_document
  for each row execute function kernel.keep_words('title', 'aliases', 'headings');
