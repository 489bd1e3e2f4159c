import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { Level, PlanAudience } from '../tables.ts'
import { tables } from './tables.ts'

/** An edition that was vetted, of a published plan. */
export type PublicEdition = {
  id: string
  slug: string
  plan_title: string
  level: Level
  no: number
  title: string
  state: 'vetted' | 'superseded' | 'expired'
  period_start: Day | null
  period_end: Day | null
  vetted_on: Day
  updated: Date
}

/** The published plan with this slug, or the one that once had it; all its vetted editions, newest first. */
export async function publicEditions(tx: Tx, slug: string): Promise<PublicEdition[]> {
  const { rows } = await sql<PublicEdition>`
    select e.id, p.slug, p.title as plan_title, p.level, e.no, e.title_core as title, e.state, e.period_start::text as period_start,
      e.period_end::text as period_end, e.vetted_on::text as vetted_on, coalesce(e.signed_at, e.created_at) as updated
    from strategy.plan p join strategy.edition e on e.plan_id = p.id
    where p.audience = 'public' and e.state in ('vetted', 'superseded', 'expired') and e.vetted_on is not null and not e.stub
      and p.id = (select one.id from strategy.plan one where one.slug = ${slug} or ${slug} = any(one.former_slugs) order by one.slug = ${slug} desc limit 1)
    order by e.vetted_on desc, e.no desc limit 200`.execute(tx)
  return rows
}

/** Published plans with the edition that stands for each: the one in force, else the newest; by slug, one more than asked for. */
export async function listPublic(tx: Tx, today: Day, after: string | undefined, limit: number): Promise<PublicEdition[]> {
  const { rows } = await sql<PublicEdition>`
    select distinct on (p.slug) e.id, p.slug, p.title as plan_title, p.level, e.no, e.title_core as title, e.state,
      e.period_start::text as period_start, e.period_end::text as period_end, e.vetted_on::text as vetted_on, coalesce(e.signed_at, e.created_at) as updated
    from strategy.plan p join strategy.edition e on e.plan_id = p.id
    where p.audience = 'public' and e.state in ('vetted', 'superseded', 'expired') and e.vetted_on is not null and not e.stub
      and (${after ?? null}::text is null or p.slug > ${after ?? null})
    order by p.slug, (e.state = 'vetted' and e.period_start <= ${today}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date) desc nulls last,
      (coalesce(e.period_start, ${today}::date) <= ${today}::date) desc, e.vetted_on desc, e.no desc
    limit ${limit + 1}`.execute(tx)
  return rows
}

/** Every version of every published plan, for those who list addresses. */
export async function publicVersions(
  tx: Tx,
  limit: number,
): Promise<{ slug: string; plan_title: string; title: string; vetted_on: Day; updated: Date }[]> {
  const { rows } = await sql<{ slug: string; plan_title: string; title: string; vetted_on: Day; updated: Date }>`
    select p.slug, p.title as plan_title, max(e.title_core) as title, e.vetted_on::text as vetted_on, max(coalesce(e.signed_at, e.created_at)) as updated
    from strategy.plan p join strategy.edition e on e.plan_id = p.id
    where p.audience = 'public' and e.state in ('vetted', 'superseded', 'expired') and e.vetted_on is not null and not e.stub
    group by p.slug, p.title, e.vetted_on order by p.slug, e.vetted_on desc limit ${limit}`.execute(tx)
  return rows
}

export async function savePlanAudience(tx: Tx, id: string, audience: PlanAudience): Promise<void> {
  await tables(tx).updateTable('plan').set({ audience }).where('id', '=', id).execute()
}
