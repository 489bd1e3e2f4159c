import { sql } from 'kysely'
import type { Tx } from '../../../../kernel/database.ts'
import type { Day } from '../../../../kernel/period.ts'
import type { EditionRow, ItemRow, MeasureRow, PlanRow } from '../../tables.ts'
import { tables } from '../tables.ts'

/** A plan by an edition: the one that counts today, else the newest that is not over (`face`), or the newest that is being written beside it. */
export type SideRow = Pick<PlanRow, 'slug' | 'title' | 'level' | 'parent_id' | 'audience' | 'lang' | 'framework'> &
  Pick<EditionRow, 'id' | 'plan_id' | 'no' | 'state' | 'legacy' | 'period_start' | 'period_end' | 'dri'> & {
    content_hash: string
    face: boolean
    taker: string | null
    /** whom the header names with D, and with R, as it names them */
    deciders: string[]
    recommenders: string[]
  }

/** The sides of these plans; of all of them where none are named. */
export async function sidesOf(tx: Tx, today: Day, planIds?: readonly string[]): Promise<SideRow[]> {
  const { rows } = await sql<SideRow>`
    with placed as (
      select e.*, row_number() over (partition by e.plan_id order by
          (e.state = 'vetted' and e.period_start <= ${today}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date) is true desc,
          (e.id = p.current_edition_id) is true desc, e.state in ('superseded', 'expired', 'withdrawn'), e.stub, e.no desc) as place,
        row_number() over (partition by e.plan_id order by e.state in ('draft', 'input', 'agreed') desc, e.no desc) as newest,
        p.slug, p.title, p.level, p.parent_id, p.audience, p.lang, p.framework
      from strategy.edition e join strategy.plan p on p.id = e.plan_id
      where ${planIds === undefined ? sql`true` : sql`e.plan_id = any(${[...planIds]}::uuid[])`}
    )
    select e.id, e.plan_id, e.no, e.state, e.legacy, e.period_start::text as period_start, e.period_end::text as period_end, e.dri,
      e.slug, e.title, e.level, e.parent_id, e.audience, e.lang, e.framework, r.content_hash, e.place = 1 as face, t.person_id as taker,
      coalesce(y.deciders, '{}') as deciders, coalesce(y.recommenders, '{}') as recommenders
    from placed e
    join strategy.revision r on r.edition_id = e.id and r.rev = e.head_rev
    left join strategy.taken_over t on t.edition_id = e.id
    left join lateral (
      select array_agg(name order by position) filter (where 'D' = any(letters)) as deciders,
        array_agg(name order by position) filter (where 'R' = any(letters)) as recommenders
      from strategy.party where edition_id = e.id
    ) y on true
    where e.place = 1 or (e.newest = 1 and e.state in ('draft', 'input', 'agreed'))
    order by e.plan_id, e.place
    limit 10000`.execute(tx)
  return rows
}

export type SideItem = Pick<
  ItemRow,
  | 'edition_id'
  | 'item_key'
  | 'section'
  | 'depth'
  | 'rank'
  | 'raw'
  | 'text'
  | 'item_hash'
  | 'struck'
  | 'placeholder'
  | 'external'
  | 'systems'
> &
  Pick<MeasureRow, 'metric_id' | 'filter' | 'direction' | 'target' | 'target_high' | 'unit' | 'resolve_by'> & {
    measure_kind: MeasureRow['kind'] | null
  }

/** The lines of these editions with what hangs on them, in the order of their texts. */
export async function linesOf(tx: Tx, editionIds: readonly string[]): Promise<SideItem[]> {
  if (editionIds.length === 0) return []
  const { rows } = await sql<SideItem>`
    select i.edition_id, i.item_key, i.section, i.depth, i.rank, i.raw, i.text, i.item_hash, i.struck, i.placeholder, i.external, i.systems,
      m.kind as measure_kind, m.metric_id, m.filter, m.direction, m.target::text as target, m.target_high::text as target_high, m.unit,
      m.resolve_by::text as resolve_by
    from strategy.item i
    left join strategy.measure m on m.edition_id = i.edition_id and m.item_key = i.item_key
    where i.edition_id = any(${[...editionIds]}::uuid[]) and i.section <> 'commentary'
    order by i.edition_id, i.place
    limit 200000`.execute(tx)
  return rows
}

/** Methods of these editions, for their words alone. */
export async function methodsOf(tx: Tx, editionIds: readonly string[]): Promise<Pick<ItemRow, 'edition_id' | 'item_key' | 'raw'>[]> {
  if (editionIds.length === 0) return []
  return tables(tx)
    .selectFrom('item')
    .select(['edition_id', 'item_key', 'raw'])
    .where('edition_id', 'in', [...editionIds])
    .where('section', '=', 'methods')
    .where('depth', '=', 0)
    .where('struck', '=', false)
    .limit(100_000)
    .execute()
}

/** Of these items those that an edition holds which is over. */
export async function passedKeys(tx: Tx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('item')
    .innerJoin('edition', 'edition.id', 'item.edition_id')
    .select('item.item_key')
    .distinct()
    .where('item.item_key', 'in', [...keys])
    .where('edition.state', 'in', ['superseded', 'expired', 'withdrawn'])
    .limit(100_000)
    .execute()
  return rows.map(({ item_key }) => item_key)
}

/** Where an item stands, by its key: in the edition that counts, else in the newest that has it. */
export async function placeOf(tx: Tx, key: string, today: Day) {
  const { rows } = await sql<
    Pick<ItemRow, 'edition_id' | 'item_key' | 'section' | 'depth' | 'rank' | 'text' | 'item_hash'> & { plan_id: string }
  >`
    select i.edition_id, i.item_key, i.section, i.depth, i.rank, i.text, i.item_hash, e.plan_id
    from strategy.item i join strategy.edition e on e.id = i.edition_id
    where i.item_key = ${key}::uuid
    order by (e.state = 'vetted' and e.period_start <= ${today}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date) is true desc,
      e.state in ('superseded', 'expired', 'withdrawn'), e.no desc
    limit 1`.execute(tx)
  return rows[0]
}
