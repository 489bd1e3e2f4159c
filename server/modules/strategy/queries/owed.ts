import type { Context } from '../../../kernel/context.ts'
import { addMonths, type Day } from '../../../kernel/period.ts'
import type { Attention } from '../../../kernel/room.ts'
import { companyCalendar, partiesMeant } from '../../people/index.ts'
import { isLive } from '../rules/kinds.ts'
import { missingFor } from '../rules/reminding.ts'
import { signsOf } from '../rules/signs.ts'
import { dueInMonthOf } from '../rules/updates.ts'
import { listItems } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import { coveredBy, coveredIn, overdueEditions, subjectsOf } from '../store/reminding.ts'
import { takenOver } from '../store/taken-over.ts'
import type { EditionRow } from '../tables.ts'
import { answering, takers } from './edition-now.ts'

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

/** Plans whose updates are overdue, each with whoever answers for it, until the last of them is posted: a few reads, however many plans. */
export async function overdueUpdates(ctx: Context): Promise<Attention[]> {
  const calendar = await companyCalendar(ctx)
  if (!calendar) return []
  const own = dueInMonthOf(ctx.today, calendar)
  const due = own < ctx.today ? own : dueInMonthOf(addMonths(`${ctx.today.slice(0, 7)}-01`, -1), calendar)
  const editions = await overdueEditions(ctx.tx, due, 20)
  const ids = editions.map(({ id }) => id)
  const [subjects, covered, taken] = await Promise.all([subjectsOf(ctx.tx, ids), coveredIn(ctx.tx, ids), takenOver(ctx.tx, ids)])
  const [known, people] = await Promise.all([
    partiesMeant(
      ctx,
      editions.flatMap(({ dri, reading }) => [...signsOf(reading), ...(dri === null ? [] : [dri])]),
      ctx.today,
    ),
    takers(ctx, taken),
  ])
  return editions.flatMap((edition) => {
    const { id, at, title_core, audience, reading } = edition
    const own = subjects.filter(({ edition_id, kind }) => edition_id === id && isLive(kind))
    const asked = [...own.map(({ key }) => ({ key })), { key: null }]
    const missing = missingFor(asked, covered.get(id) ?? new Map(), due).length
    if (missing === 0) return []
    const parties = reading.header.parties.flatMap(({ name, letters }) => {
      const party = letters.includes('R') ? known.get(name) : undefined
      return party?.kind === 'person' ? [{ id: party.person.id, name: party.person.name }] : []
    })
    return answering(edition, people, { parties, known }).map(
      (who): Attention => ({
        ...{ kind: 'update', title: audience === 'restricted' ? 'A plan' : title_core },
        ...{ detail: `${missing} ${missing === 1 ? 'update' : 'updates'} overdue`, href: `/strategy/editions/${id}?tab=updates` },
        ...{ act: 'Update', at, assignee: who.id, due },
      }),
    )
  })
}
