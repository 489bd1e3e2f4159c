-- Plans are found as documents of the house; those that are there already are handed over once.
insert into kernel.search_document (room, kind, id, title, aliases, headings, body, href, audience, groups, updated_at)
select 'strategy', 'plan', p.id::text, p.title, case when e.title_core = p.title then '{}'::text[] else array[e.title_core] end,
  array(select i.text from strategy.item i where i.edition_id = e.id and not i.struck order by i.place), '',
  '/strategy/plans/' || p.slug, p.audience, '{}', r.at
from strategy.plan p
join lateral (select * from strategy.edition e where e.plan_id = p.id order by e.no desc limit 1) e on true
join strategy.revision r on r.edition_id = e.id and r.rev = e.head_rev;
