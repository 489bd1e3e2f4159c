-- Whoever keeps the views elsewhere is told when one moved, once a transaction, and need not look each second.
create function kernel.ring_view_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_notify('quarterdeck_views', '');
  return null;
end $$;

create trigger view_change_bell after insert on kernel.view_change for each statement execute function kernel.ring_view_change();
