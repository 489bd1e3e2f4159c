-- `fold` is asked for every row that a trigram index offers. Most text is plain ASCII, which has no marks to take away and no second
-- form to bring into line; only the rest goes the long way. The values are the same as before, so that indexes on `fold` stay true.
create function kernel.fold_marks(value text) returns text language sql immutable strict parallel safe
return replace(lower(unaccent('unaccent'::regdictionary, normalize(value, nfkc)) collate pg_catalog.pg_c_utf8), '''', '') collate pg_catalog."default";

-- kept as text, so every name in it says its schema; the cost lets the planner know that a row compared is dearer than a row read
create or replace function kernel.fold(value text) returns text language plpgsql immutable strict parallel safe cost 400 as $$ begin
  if pg_catalog.octet_length(value) = pg_catalog.char_length(value) then
    return pg_catalog.replace(pg_catalog.lower(value collate pg_catalog.pg_c_utf8), '''', '');
  end if;
  return kernel.fold_marks(value);
end $$;
