import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { roundedRatio } from '../../../kernel/money.ts'
import { addDays, type Day, daysBetween } from '../../../kernel/period.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { companyPlanGet, EditionPage, editionsGet, editionsPageCheck, ItemShape } from '../contract.ts'
import { type Item, underItem } from '../rules/reading.ts'
import { getEdition, getRevision, listItems, planOf } from '../store/editions.ts'
import { listMeasures, recentReadings } from '../store/measures.ts'
import { listLines } from '../store/plans.ts'
import { takenOver } from '../store/taken-over.ts'
import { sparkPoints } from '../rules/measure-status.ts'
import type { EditionRow, ItemRow, MeasureRow, ReadingRow } from '../tables.ts'
import { agesNow } from '../../data/index.ts'
import { personOf } from '../../people/index.ts'
import { isLive } from '../rules/kinds.ts'
import { assessorNames } from './assessors.ts'
import { measureOf } from './measures.ts'
import { mayBeSeen } from './seen.ts'
import { isAuthor, editionNow } from './edition-now.ts'
import { goalpostsOf } from '../store/goalposts.ts'
import { checkOf, defectOf, headerOf, hintOf, titleOf } from './shapes.ts'

export async function edition(ctx: Context, input: InputOf<typeof editionsGet>): Promise<OutputOf<typeof editionsGet>> {
  return editionPage(ctx, input.id)
}

/** The plan page: eight statements, however many items and measures it has. */
export async function editionPage(ctx: Context, id: string): Promise<EditionPage> {
  const row = await getEdition(ctx.tx, id)
  const plan = await planOf(ctx.tx, row)
  mayBeSeen(ctx, plan)
  const revision = await getRevision(ctx.tx, row.id, row.head_rev)
  const items = await listItems(ctx.tx, row.id)
  const measures = new Map((await listMeasures(ctx.tx, row.id)).map((measure) => [measure.item_key, measure]))
  const readings = Map.groupBy(await recentReadings(ctx.tx, row.id, sparkPoints), (reading) => reading.item_key)
  const moved = Map.groupBy(await goalpostsOf(ctx.tx, [...measures.keys()]), ({ item_key }) => item_key)
  const { reading } = revision
  const ageNow = await agesNow(ctx)
  const names = await assessorNames(ctx, measures.values())
  const bySection = Map.groupBy(items, (item) => item.section)
  const shaped = reading.sections.map((section) => ({
    name: section.name,
    label: section.label,
    qualifier: section.qualifier,
    lead: section.lead.map((note) => note.raw),
    notes: section.notes.map((note) => ({ kind: note.kind, text: note.raw })),
    items: (bySection.get(section.name) ?? []).map((item, index) =>
      itemOf(item, section.items[index], measures.get(item.item_key), row, readings.get(item.item_key) ?? [], {
        ...{ today: ctx.today, ageNow, names, moved: moved.get(item.item_key) ?? [] },
      }),
    ),
  }))
  const bound = shaped.flatMap((section) =>
    section.items.flatMap((item) => (item.measure && isLive(item.measure.kind) ? [item.measure.status] : [])),
  )
  return {
    plan: {
      id: plan.id,
      slug: plan.slug,
      title: plan.title,
      level: plan.level,
      framework: reading.framework,
      audience: plan.audience,
      parent: plan.parent_slug ? { slug: plan.parent_slug, title: plan.parent_title ?? plan.parent_slug } : null,
    },
    edition: {
      id: row.id,
      no: row.no,
      rev: row.head_rev,
      state: row.state,
      legacy: row.legacy,
      counts: plan.current_edition_id === row.id || isInForce(row, ctx.today),
      period_from: row.period_start,
      period_to: row.period_end,
      vetted_on: row.vetted_on,
      content_hash: revision.content_hash,
      changed_at: revision.at.toISOString(),
      changed_by: revision.actor_name,
    },
    title: titleOf(reading, row.vetted_on !== null),
    preface: reading.preface.map((note) => note.raw),
    header: headerOf(reading.header),
    taken_over_by: await takerOf(ctx, row.id),
    sections: shaped,
    sketches: reading.sketches.length,
    defects: reading.defects.map(defectOf),
    check: checkOf(reading, (section, index) => bySection.get(section as ItemRow['section'])?.[index]?.item_key ?? ''),
    today: ctx.today,
    elapsed: elapsedOf(row, ctx.today),
    tally: [...Map.groupBy(bound, (status) => status)].map(([status, all]) => ({ status, count: all.length })),
    may: [...mayOf(ctx, row), ...(await reports(ctx, row, [...measures.values()]))],
  }
}

/** Who answers for it in place of the one whom the text names. */
async function takerOf(ctx: Context, editionId: string): Promise<EditionPage['taken_over_by']> {
  const id = (await takenOver(ctx.tx, [editionId])).get(editionId)
  const person = id === undefined ? undefined : await personOf(ctx, id)
  return person ? { id: person.id, name: person.name } : null
}

function itemOf(
  row: ItemRow,
  read: Item | undefined,
  measure: MeasureRow | undefined,
  edition: EditionRow,
  readings: ReadingRow[],
  look: Parameters<typeof measureOf>[3],
): ItemShape {
  return {
    key: row.item_key,
    depth: row.depth,
    parent_key: row.parent_key,
    rank: row.rank,
    text: row.text,
    label: row.label,
    sep: row.sep,
    gloss: row.gloss,
    raw: row.raw,
    struck: row.struck,
    placeholder: row.placeholder,
    audience: row.audience,
    hint: hintOf(read?.hint ?? null),
    measure: measure ? measureOf(measure, edition, readings, look) : null,
    under: read ? underItem(read) : [],
  }
}

function isInForce(row: EditionRow, today: Day): boolean {
  return (
    row.state === 'vetted' && row.period_start !== null && row.period_start <= today && (row.period_end === null || row.period_end >= today)
  )
}

/** Share of the period's days that have begun, both ends counted, to 4 places. */
function elapsedOf(row: EditionRow, today: Day): string | null {
  if (!row.period_start || !row.period_end) return null
  const all = daysBetween(row.period_start, addDays(row.period_end, 1))
  const gone = Math.min(all, Math.max(0, daysBetween(row.period_start, today) + 1))
  const rounded = roundedRatio(BigInt(gone) * 10_000n, BigInt(all))
    .toString()
    .padStart(5, '0')
  return `${rounded.slice(0, -4)}.${rounded.slice(-4)}`
}

function mayOf(ctx: Context, row: EditionRow): string[] {
  const may: string[] = []
  const writes = mayDo(ctx.actor, 'strategy.write') !== undefined
  if (writes && (row.state === 'draft' || row.state === 'input')) may.push('edit')
  if (writes && (row.state === 'draft' || (row.state === 'vetted' && row.legacy))) may.push('bind')
  if (mayDo(ctx.actor, 'strategy.import')) may.push('import', 'make_current')
  return may
}

/** Whether whoever looks says how milestones go; looked up only where there are some. */
async function reports(ctx: Context, row: EditionRow, measures: readonly MeasureRow[]): Promise<string[]> {
  if (row.state !== 'vetted' || mayDo(ctx.actor, 'strategy.take_part') === undefined) return []
  if (!measures.some(({ kind }) => kind === 'milestones')) return []
  return isAuthor(ctx, await editionNow(ctx, row)) ? ['report'] : []
}

/** The page of the company's plan that counts today; before one counts, the newest one there is. */
export async function companyPlan(ctx: Context): Promise<OutputOf<typeof companyPlanGet>> {
  const lines = await listLines(ctx.tx, ctx.today, { level: 'company' }, { limit: 20 })
  const best = lines.find((line) => line.edition?.counts) ?? lines.find((line) => line.edition && !line.edition.stub)
  return { page: best?.edition ? await editionPage(ctx, best.edition.id) : null }
}

export async function pageCheck(ctx: Context, input: InputOf<typeof editionsPageCheck>): Promise<OutputOf<typeof editionsPageCheck>> {
  const row = await getEdition(ctx.tx, input.id)
  mayBeSeen(ctx, await planOf(ctx.tx, row))
  const { reading } = await getRevision(ctx.tx, row.id, row.head_rev)
  const bySection = Map.groupBy(await listItems(ctx.tx, row.id), (item) => item.section)
  return checkOf(reading, (section, index) => bySection.get(section as ItemRow['section'])?.[index]?.item_key ?? '')
}
