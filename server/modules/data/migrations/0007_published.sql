-- servers that are excluded are published like everything else: by a view
create view data.public_exclusions as select id, server_id, reason, valid_from, valid_to from data.server_exclusion;
do $$
declare one regprocedure;
begin
  for one in select tgfoid from pg_trigger where tgrelid = 'data.server_exclusion'::regclass and tgname like 'moved\_%' loop
    execute format('drop function %s cascade', one);
  end loop;
end $$;
select kernel.watch_view('data.public_exclusions', 'data.server_exclusion', '*', '');
-- under their new names they are read whole by the next owner of the warehouse
delete from data.view_pull where view in ('data.server_exclusion', 'kernel.fx_rate');

-- what this room publishes, and no table of it, may be read by the reading role
select kernel.publish('data.public_metrics');
select kernel.publish('data.public_sources');
select kernel.publish('data.public_exclusions');
