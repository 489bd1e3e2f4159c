import type { Context } from '../../../kernel/context.ts'
import { addMonths, type Day } from '../../../kernel/period.ts'
import type { Attention } from '../../../kernel/room.ts'
import { companyCalendar } from '../../people/index.ts'
import { isLive } from '../rules/kinds.ts'
import { missingFor } from '../rules/reminding.ts'
import { dueInMonthOf } from '../rules/updates.ts'
import { getEdition, listItems } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import { coveredBy, overdueEditions } from '../store/reminding.ts'
import type { EditionRow } from '../tables.ts'
import { standingOf } from './standing.ts'

/** What of an edition waits for an update of a due day: its measures, and the plan as a whole. */
export async function owedBy(ctx: Context, edition: EditionRow, due: Day): Promise<{ key: string | null; text: string }[]> {
  const live = new Set((await listMeasures(ctx.tx, edition.id)).flatMap(({ kind, item_key }) => (isLive(kind) ? [item_key] : [])))
  const items = (await listItems(ctx.tx, edition.id)).filter(({ item_key, struck }) => live.has(item_key) && !struck)
  const subjects = [...items.map(({ item_key: key, text }) => ({ key, text })), { key: null, text: edition.title_core }]
  return missingFor(subjects, await coveredBy(ctx.tx, edition.id, [...live]), due)
}

/** Since when an edition is reported on. */
export function begunOf({ period_start, vetted_on }: Pick<EditionRow, 'period_start' | 'vetted_on'>): Day {
  return (
    [period_start, vetted_on]
      .filter((day) => day !== null)
      .toSorted()
      .at(-1) ?? '0001-01-01'
  )
}

/** Plans whose updates are overdue, each with whoever answers for it, until the last of them is posted. */
export async function overdueUpdates(ctx: Context): Promise<Attention[]> {
  const calendar = await companyCalendar(ctx)
  if (!calendar) return []
  const own = dueInMonthOf(ctx.today, calendar)
  const due = own < ctx.today ? own : dueInMonthOf(addMonths(`${ctx.today.slice(0, 7)}-01`, -1), calendar)
  const found: Attention[] = []
  for (const { edition_id, at } of await overdueEditions(ctx.tx, due, 20)) {
    const edition = await getEdition(ctx.tx, edition_id)
    const missing = await owedBy(ctx, edition, due)
    if (missing.length === 0) continue
    const { dris, plan } = await standingOf(ctx, edition)
    const title = plan.audience === 'restricted' ? 'A plan' : edition.title_core
    for (const { id } of dris)
      found.push({
        ...{ kind: 'update', title, detail: `${missing.length} ${missing.length === 1 ? 'update' : 'updates'} overdue` },
        ...{ href: `/strategy/editions/${edition_id}?tab=updates`, act: 'Update', at, assignee: id, due },
      })
  }
  return found
}
