-- Published views are read under a role of their own: it may read those views and nothing else. Where the house's user may not make
-- roles, `open_reader` says so, and readers are left with a transaction that is read-only.
create table kernel.published_view (name text primary key);

-- lets the role read one view, as soon as there are both
create function kernel.let_read(view text) returns void language plpgsql as $$
declare
  place regclass := to_regclass(view);
  space text := split_part(view, '.', 1);
begin
  if place is null or not exists (select from pg_roles where rolname = 'quarterdeck_reader') then return; end if;
  if not has_schema_privilege('quarterdeck_reader', space, 'usage') then execute format('grant usage on schema %I to quarterdeck_reader', space); end if;
  if not has_table_privilege('quarterdeck_reader', place, 'select') then execute format('grant select on %s to quarterdeck_reader', place); end if;
end $$;

-- what a room's migration says of each view that it publishes
create function kernel.publish(view text) returns void language plpgsql as $$
begin
  perform view::regclass;
  insert into kernel.published_view values (view) on conflict do nothing;
  perform kernel.let_read(view);
end $$;

-- Makes the role where there is none and gives it to the house's own user; whether that user may take it on. Roles are the whole server's:
-- another database may be doing the same in this moment.
create function kernel.open_reader() returns boolean language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = 'quarterdeck_reader') then
    begin
      create role quarterdeck_reader nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(current_user, 'quarterdeck_reader', 'SET') then
    execute format('grant quarterdeck_reader to %I with inherit false, set true', current_user);
  end if;
  perform kernel.let_read(name) from kernel.published_view;
  return pg_has_role(current_user, 'quarterdeck_reader', 'SET');
exception when insufficient_privilege or internal_error then return false;
end $$;

select kernel.open_reader();

-- exchange rates are published like everything else: by a view
create view kernel.public_rates as select base, quote, month, rate, source from kernel.fx_rate;
do $$
declare one regprocedure;
begin
  for one in select tgfoid from pg_trigger where tgrelid = 'kernel.fx_rate'::regclass and tgname like 'moved\_%' loop
    execute format('drop function %s cascade', one);
  end loop;
end $$;
select kernel.watch_view('kernel.public_rates', 'kernel.fx_rate', '*', '');
select kernel.publish('kernel.public_rates');
