-- What search compares: one spelling for all spellings of a word. `Müller`, `MULLER` and `Ｍüller` are one; `Straße` is `strasse`;
-- an apostrophe, straight or curled, is as good as none. The three extensions are trusted: the owner of a database may add them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists fuzzystrmatch;

-- the body is kept parsed, so that indexes on it hold whatever search path a restore has
create function kernel.fold(value text) returns text language sql immutable strict parallel safe
return replace(lower(unaccent('unaccent'::regdictionary, normalize(value, nfkc)) collate pg_catalog.pg_c_utf8), '''', '') collate pg_catalog."default";
