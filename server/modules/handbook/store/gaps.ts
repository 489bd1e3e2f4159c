import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { GapTable } from '../tables.ts'

/** So few letters of a source are a heading and next to nothing. */
const stubLength = 120
/** Days of runs after which a retired procedure is used no more. */
const usedDays = 90

/** What is missing today, in place of what was missing earlier today; of what is for the few nothing. Whether anything is another. */
export async function saveGaps(tx: Tx, day: string): Promise<boolean> {
  const now = sql`
    select 'unlisted' as kind, 'outside' as component, page.id::text as thing, page.id as page_id
      from handbook.procedure join handbook.page page on page.id = procedure.page_id
      where page.retired_on is null and page.audience <> 'restricted' and not exists (select from handbook.entry e where e.page_id = page.id)
    union all select 'unlisted', 'retired_but_used', page.id::text, page.id from handbook.page page
      where page.number is not null and page.retired_on is not null and page.audience <> 'restricted'
        and exists (select from handbook.run r where r.page_id = page.id and r.started_at > ${day}::date - ${usedDays}::int)
    union all select 'undocumented', 'promised', 'line ' || e.function_id || ' ' || md5(e.label), null::uuid
      from handbook.entry e where e.page_id is null
    union all select 'undocumented', 'candidate', page.id::text, page.id from handbook.candidate c
      join handbook.page page on page.id = c.page_id join handbook.procedure p on p.page_id = page.id
      where c.accepted_as = 'page' and c.readers is null and p.in_force_no is null and page.retired_on is null and page.audience <> 'restricted'
    union all select 'undocumented', case when page.mark in ('tba', 'wip') then 'promised' else 'stub' end, page.id::text, page.id
      from handbook.entry e join handbook.page page on page.id = e.page_id
      join handbook.page_version text on text.page_id = page.id and text.no = page.no
      where page.retired_on is null and page.audience <> 'restricted' and (page.mark in ('tba', 'wip') or length(text.source) < ${stubLength})
    union all select case finding.rule when 'link_broken' then 'broken_link' else 'conflict' end, finding.rule, finding.id::text, page.id
      from handbook.finding finding join handbook.page page on page.id = finding.page_id
      left join handbook.page other on other.id = finding.other_page
      where finding.rule in ('link_broken', 'conflict', 'fact') and finding.judged_as is null
        and page.retired_on is null and page.audience <> 'restricted' and coalesce(other.audience, '') <> 'restricted'`
  const gone = await sql`delete from handbook.gap where day = ${day}::date
    and (kind, component, thing) not in (select kind, component, thing from (${now}) now)`.execute(tx)
  const come = await sql`insert into handbook.gap (day, kind, component, thing, page_id)
    select distinct on (kind, thing) ${day}::date, kind, component, thing, page_id from (${now}) now order by kind, thing, component
    on conflict (day, kind, thing) do nothing`.execute(tx)
  return Number(gone.numAffectedRows ?? 0n) + Number(come.numAffectedRows ?? 0n) > 0
}

type Counted = Pick<GapTable, 'day' | 'kind' | 'component'> & { count: number }

/** How much was missing, by day, kind and part; a day on which nobody counted is not there. */
export async function gapsSince(tx: Tx, day: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select day::text as day, kind, component, count(*)::int as count from handbook.gap
    where kind in ('unlisted', 'undocumented') and day >= ${day}::date group by 1, 2, 3 order by 1 limit 1000`.execute(tx)
  return rows
}
