import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { EditionRow, Level, PlanRow } from '../tables.ts'
import { tables } from './tables.ts'

/** A plan with the edition that counts today, else its newest. */
export type Line = {
  plan: PlanRow
  parent_slug: string | null
  edition: (EditionRow & { counts: boolean; items: number; measures: number; errors: number; warnings: number }) | null
}

type Filter = { level?: Level; parent?: string; slugs?: string[] }
type LineRow = Line & { id: string; slug: string; title: string; level: Level; framework: string; audience: string }

/** Defects that are open and that no waiver covers on a day. */
function openOn(today: Day): RawBuilder<unknown> {
  return sql`(
    select d.level, d.few, d.edition_ids from strategy.defect d where d.cleared_at is null and not exists (
      select 1 from strategy.waiver w where w.finding_key = d.finding_key and w.text_hash = d.text_hash and w.until >= ${today}::date
    ))`
}

/** Every plan with an edition: the one vetted for the day, else the one marked as current, else the newest. */
export function linesOn(today: Day): RawBuilder<LineRow> {
  return sql<LineRow>`(
    select p.id, p.slug, p.title, p.level, p.framework, p.audience, p.parent_id, to_jsonb(p) as plan, parent.slug as parent_slug,
      to_jsonb(e) as edition
    from strategy.plan p
    left join strategy.plan parent on parent.id = p.parent_id
    left join lateral (
      select one.*, (one.in_force or one.id = p.current_edition_id) is true as counts,
        (select count(*)::int from strategy.item i where i.edition_id = one.id) as items,
        (select count(*)::int from strategy.measure m where m.edition_id = one.id and m.kind <> 'tbd') as measures,
        (select count(*)::int from ${openOn(today)} d where d.edition_ids && array[one.id] and d.level = 'error' and (not d.few or p.audience = 'restricted')) as errors,
        (select count(*)::int from ${openOn(today)} d where d.edition_ids && array[one.id] and d.level = 'warn' and (not d.few or p.audience = 'restricted')) as warnings
      from (
        select ed.*, (ed.state = 'vetted' and ed.period_start <= ${today}::date and coalesce(ed.period_end, ${today}::date) >= ${today}::date) is true as in_force
        from strategy.edition ed where ed.plan_id = p.id
      ) one
      order by one.in_force desc, case when one.in_force then one.vetted_on end desc nulls last, (one.id = p.current_edition_id) is true desc, one.stub, one.no desc
      limit 1
    ) e on true)`
}

/**
 * A plan is called VPMOM or V2MOM as the edition is that counts on a day; with no plan named all are looked at. Goals keep their own
 * name: their texts are read by it.
 */
export async function followEditions(tx: Tx, today: Day, planId: string | null): Promise<void> {
  await sql`
    update strategy.plan p set framework = said.framework
    from (
      select line.id, r.reading ->> 'framework' as framework
      from ${linesOn(today)} line
      join strategy.revision r on r.edition_id = (line.edition ->> 'id')::uuid and r.rev = (line.edition ->> 'head_rev')::int
      where line.edition is not null and (${planId}::uuid is null or line.id = ${planId}::uuid)
    ) said
    where p.id = said.id and p.framework <> said.framework
      and p.framework in ('vpmom', 'v2mom') and said.framework in ('vpmom', 'v2mom')`.execute(tx)
}

/** Plans by slug, at most `limit`. */
export async function listLines(tx: Tx, today: Day, { level, parent, slugs }: Filter, { limit }: { limit: number }): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select line.plan, line.parent_slug, line.edition from ${linesOn(today)} line
    where (${level ?? null}::text is null or line.level = ${level ?? null})
      and (${parent ?? null}::uuid is null or line.parent_id = ${parent ?? null}::uuid)
      and (${slugs ? sql`line.slug = any(${slugs})` : sql`true`})
    order by line.slug limit ${limit}`.execute(tx)
  return rows
}

/** The plan with this slug, or the one that once had it. */
async function findPlan(tx: Tx, slug: string): Promise<PlanRow | undefined> {
  return tables(tx)
    .selectFrom('plan')
    .selectAll()
    .where((where) => where.or([where('slug', '=', slug), where(sql<boolean>`${slug} = any(former_slugs)`, '=', true)]))
    .orderBy(sql`slug = ${slug}`, 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function getPlan(tx: Tx, slug: string): Promise<PlanRow> {
  const plan = await findPlan(tx, slug)
  if (!plan) throw new Refusal('missing', 'plan.unknown', `There is no plan "${slug}".`)
  return plan
}

/** Locks a plan, so that editions get their numbers one after the other. */
export async function takePlan(tx: Tx, id: string): Promise<PlanRow> {
  return tables(tx).selectFrom('plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

/** Plans that bear one of these names, for an import that may add to them. */
export async function plansNamed(tx: Tx, names: string[]): Promise<PlanRow[]> {
  if (names.length === 0) return []
  return tables(tx)
    .selectFrom('plan')
    .selectAll()
    .where(
      sql<string>`lower(title)`,
      'in',
      names.map((name) => name.toLowerCase()),
    )
    .limit(1000)
    .execute()
}

export async function plansOfEditions(tx: Tx, editionIds: string[]): Promise<PlanRow[]> {
  if (editionIds.length === 0) return []
  return tables(tx)
    .selectFrom('plan')
    .selectAll()
    .where('id', 'in', (query) => query.selectFrom('edition').select('plan_id').where('id', 'in', editionIds))
    .limit(500)
    .execute()
}

/** All slugs, old ones too, that begin with one of these: none of them may be given again. */
export async function slugsLike(tx: Tx, wishes: string[]): Promise<Set<string>> {
  if (wishes.length === 0) return new Set()
  const { rows } = await sql<{ slug: string }>`
    select s.slug from (
      select slug from strategy.plan union all select unnest(former_slugs) from strategy.plan
    ) s where exists (select 1 from unnest(${wishes}::text[]) w where s.slug = w or s.slug like w || '-%')
    limit 20000`.execute(tx)
  return new Set(rows.map((row) => row.slug))
}

export async function idsOfSlugs(tx: Tx, slugs: string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map()
  const rows = await tables(tx).selectFrom('plan').select(['id', 'slug']).where('slug', 'in', slugs).limit(500).execute()
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

export async function savePlan(tx: Tx, plan: PlanRow): Promise<void> {
  await tables(tx).insertInto('plan').values(plan).execute()
}

export async function saveParents(tx: Tx, pairs: { id: string; parent: string }[]): Promise<void> {
  if (pairs.length === 0) return
  await sql`
    update strategy.plan p set parent_id = pair.parent
    from unnest(${pairs.map((pair) => pair.id)}::uuid[], ${pairs.map((pair) => pair.parent)}::uuid[]) as pair(id, parent)
    where p.id = pair.id and p.id <> pair.parent and p.parent_id is null`.execute(tx)
}

export async function saveCurrent(tx: Tx, planId: string, editionId: string, at: Date, by: string): Promise<void> {
  await tables(tx)
    .updateTable('plan')
    .set({ current_edition_id: editionId, current_since: at, current_by: by })
    .where('id', '=', planId)
    .execute()
}

/** The plan of an edition, if that is its newest one: older texts are read by whoever looks for them there. */
export async function newestText(tx: Tx, editionId: string): Promise<Pick<PlanRow, 'id' | 'slug' | 'title' | 'audience'> | undefined> {
  return tables(tx)
    .selectFrom('plan')
    .innerJoin('edition', 'edition.plan_id', 'plan.id')
    .select(['plan.id', 'plan.slug', 'plan.title', 'plan.audience'])
    .where('edition.id', '=', editionId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition as later')
            .select('later.id')
            .whereRef('later.plan_id', '=', 'plan.id')
            .whereRef('later.no', '>', 'edition.no'),
        ),
      ),
    )
    .executeTakeFirst()
}

/** Whether there is any plan yet. */
export async function hasPlan(tx: Tx): Promise<boolean> {
  return (await tables(tx).selectFrom('plan').select('id').limit(1).executeTakeFirst()) !== undefined
}
