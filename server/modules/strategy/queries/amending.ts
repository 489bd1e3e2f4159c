import type { Context } from '../../../kernel/context.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { inForce } from '../../decisions/index.ts'
import { definitionOf } from '../../data/index.ts'
import { type Amendment, isLowered, type Repledged } from '../rules/amending.ts'
import { alteredBy, predecessorOf } from '../rules/life.ts'
import { placeWord } from '../rules/life-text.ts'
import { altered } from '../rules/editorial.ts'
import { getEdition, getRevision, listItems } from '../store/editions.ts'
import { vettedBeside } from '../store/life.ts'
import { listMeasures } from '../store/measures.ts'
import type { EditionRow, ItemRow, MeasureRow, RevisionRow } from '../tables.ts'

type Own = { edition: EditionRow; revision: RevisionRow; rows: readonly ItemRow[]; measures: readonly MeasureRow[]; fiscalYearEnd: string }

type Amending = Amendment & {
  edition: EditionRow
  decision: { id: string; number: string; title: string } | null
}

/** What an edition alters of the one in whose place it is to come, and the decision of leadership that says so. Nothing where it alters none. */
export async function amendingOf(ctx: Context, own: Own): Promise<Amending | undefined> {
  const { edition, revision, rows, measures, fiscalYearEnd } = own
  const beside = await vettedBeside(ctx.tx, edition.plan_id, edition.id)
  const before = beside.find(({ id }) => id === predecessorOf(edition, beside))
  const amended = alteredBy({ amends: edition.amends, period: revision.reading.header.period }, before)
  if (amended === null) return undefined
  const old = await getEdition(ctx.tx, amended)
  const text = await getRevision(ctx.tx, old.id, old.head_rev)
  const oldRows = await listItems(ctx.tx, old.id)
  const pledges = await listMeasures(ctx.tx, old.id)
  const now = new Map(measures.map((one) => [one.item_key, one]))
  const places = new Map(oldRows.map((row) => [row.item_key, placeWord(row)]))
  const lowered = pledges
    .map(
      (one): Repledged => ({
        key: one.item_key,
        place: places.get(one.item_key) ?? '',
        before: one,
        after: now.get(one.item_key),
        tags: [],
      }),
    )
    .filter(isLowered)
  const tagged: Repledged[] = []
  for (const one of lowered) tagged.push({ ...one, tags: await tagsOf(ctx, one.before.metric_id) })
  const decision = await decisionOn(ctx, old)
  return {
    edition: old,
    inForce: old.state === 'vetted',
    altered: altered({ reading: text.reading, rows: oldRows, measures: pledges }, { reading: revision.reading, rows, measures }),
    decided: decision !== undefined,
    decision: decision ? { id: decision.id, number: decision.number, title: decision.title } : null,
    measures: tagged,
    today: ctx.today,
    fiscalYearEnd,
  }
}

/** A metric that is gone has no tags any more. */
async function tagsOf(ctx: Context, metric: string | null): Promise<string[]> {
  if (metric === null) return []
  try {
    return (await definitionOf(ctx, metric)).tags
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

/** Taken in a leadership meeting since the edition came into force, about that very edition. */
async function decisionOn(ctx: Context, { id, vetted_on }: EditionRow) {
  const found = await inForce(ctx, { room: 'strategy', kind: 'edition', id })
  return found.find(
    (one) => one.kind === 'decision' && one.made_in?.leadership === true && (vetted_on === null || one.decided_day >= vetted_on),
  )
}
