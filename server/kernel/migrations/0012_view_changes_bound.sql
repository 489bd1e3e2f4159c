-- Where nobody reads what moved, it must not grow for ever: past fifty thousand notes a view is noted as moved in whole. The new note takes
-- the place of an older one of the view, and never counts on it: a reader may have read that one already. What another transaction holds
-- is left alone, so that no writer waits.
create index view_change_whole on kernel.view_change (view) where col = '*';

create function kernel.bound_view_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.id - coalesce((select min(id) from kernel.view_change), new.id) < 50000 then return new; end if;
  -- our own note of the whole view is seen exactly when this change is
  if exists (select 1 from kernel.view_change where view = new.view and col = '*' and xmin = pg_current_xact_id()::xid) then return null; end if;
  delete from kernel.view_change where id in (
    select id from kernel.view_change where view = new.view and col = '*' for update skip locked);
  new.col := '*';
  new.key := '';
  return new;
end $$;

create trigger view_change_bound before insert on kernel.view_change for each row execute function kernel.bound_view_change();
