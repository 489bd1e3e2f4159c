-- An address that leads on: why it does, how sure that is, and whether somebody has said so.
alter table handbook.path
  add column id uuid not null default uuidv7(),
  add column kind text check (kind in ('moved', 'rename', 'imported', 'manual', 'alias', 'inferred')),
  -- how alike both texts are, of one that was inferred
  add column score numeric(5, 4),
  add column at timestamptz,
  add column confirmed_at timestamptz;
create unique index path_id on handbook.path (id);
update handbook.path set kind = 'moved' from handbook.page where page.id = path.page_id and page.path <> path.path;

-- The page that a retired one has likely become: its addresses lead there for now, until somebody confirms it or says otherwise.
alter table handbook.page
  add column heir uuid references handbook.page (id),
  add column heir_score numeric(5, 4),
  add constraint page_heir check (heir is null or retired_on is not null);
create index page_heir on handbook.page (heir) where heir is not null;
-- what came in place of a page and was retired itself leads where that leads
update handbook.page set replaced_by = last.id
  from (
    with recursive hops as (
      select id, replaced_by as at, 1 as n from handbook.page where replaced_by is not null
      union all
      select hops.id, next.replaced_by, hops.n + 1 from hops join handbook.page next on next.id = hops.at
        where next.replaced_by is not null and hops.n < 100
    )
    select distinct on (id) id as of, at as id from hops order by id, n desc
  ) last
  where page.id = last.of and page.replaced_by is distinct from last.id and page.id <> last.id;
