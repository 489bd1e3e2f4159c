-- What moved in the views that rooms publish, since it was last read. Whoever reads takes the rows away; a row is visible exactly when
-- the change that it tells of is.
create table kernel.view_change (
  id bigint generated always as identity primary key,
  view text not null,
  -- the view's column by which the rows that moved are found, and its value; '*' stands for the whole view
  col text not null,
  key text not null
);

-- Makes a table tell of its changes: `col` is the view's column, `key` the expression over a row of the table that gives its value.
-- `columns`: an update tells only when one of these moved (null: always). A table that the view only looks up need not tell of inserts.
create function kernel.watch_view(view text, base regclass, col text, key text, columns text[] default null, inserts boolean default true)
returns void language plpgsql as $watch$
declare
  name text := 'moved_' || substr(md5(view || '/' || base::text || '/' || col), 1, 16);
  taken text := case when columns is null then 'r.*' else array_to_string(array(select 'r.' || quote_ident(c) from unnest(columns) c), ', ') end;
  picked text := case when col = '*' then $$''::text$$ else '(' || key || ')::text' end;
  old_side text := format('select %s as key_ from old_rows r', picked);
  new_side text := format('select %s as key_ from new_rows r', picked);
  sides text := format('select key_ from (select %1$s as key_, %2$s from old_rows r except select %1$s, %2$s from new_rows r) gone
    union select key_ from (select %1$s as key_, %2$s from new_rows r except select %1$s, %2$s from old_rows r) come', picked, taken);
  source text;
  event text;
begin
  -- without a list of columns there is nothing to compare: every touched row has moved
  if columns is null then sides := old_side || ' union ' || new_side; end if;
  foreach event in array array['insert', 'update', 'delete', 'truncate'] loop
    continue when event = 'insert' and not inserts;
    source := case event when 'insert' then new_side when 'update' then sides when 'delete' then old_side else $$select ''::text as key_$$ end;
    execute format('create function kernel.%I() returns trigger language plpgsql security definer set search_path = pg_catalog as $body$ begin
      insert into kernel.view_change (view, col, key) select distinct %L, %L, key_ from (%s) told where key_ is not null; return null; end $body$',
      name || '_' || event, view, case when event = 'truncate' then '*' else col end, source);
    execute format('create trigger %I after %s on %s %s for each statement execute function kernel.%I()', name || '_' || event, event, base,
      case event when 'insert' then 'referencing new table as new_rows' when 'update' then 'referencing old table as old_rows new table as new_rows'
        when 'delete' then 'referencing old table as old_rows' else '' end, name || '_' || event);
  end loop;
end $watch$;

select kernel.watch_view('kernel.fx_rate', 'kernel.fx_rate', '*', '');
