-- Months of a company's books that finance has closed, and that somebody opened again. Closed is everything up to the latest month closed.
create table billing.period_closing (
  id uuid primary key,
  entity_id uuid not null references billing.legal_entity (id),
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  checks jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  reopened_at timestamptz,
  reopened_by text,
  reopened_by_name text,
  reason text,
  check ((reopened_at is null) = (reason is null))
);
create unique index period_closed on billing.period_closing (entity_id, period) where reopened_at is null;

-- The last word on every door: nothing is posted into a closed month. It runs after the reference to the company was checked, which waits
-- for whoever is closing (who holds the company's row), so that it sees what was closed meanwhile.
create function billing.posts_open() returns trigger language plpgsql as $$
declare hit record;
begin
  select e.code, a.period, c.through into hit
  from (select distinct entity_id, period from added) a
  join lateral (select max(p.period) as through from billing.period_closing p where p.entity_id = a.entity_id and p.reopened_at is null) c
    on a.period <= c.through
  join billing.legal_entity e on e.id = a.entity_id
  limit 1;
  if found then
    raise exception 'period.closed' using errcode = 'QD001',
      detail = json_build_object('entity', hit.code, 'period', hit.period, 'through', hit.through)::text;
  end if;
  return null;
end $$;
create trigger posts_open after insert on billing.journal referencing new table as added
  for each statement execute function billing.posts_open();
