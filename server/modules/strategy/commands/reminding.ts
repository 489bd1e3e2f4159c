import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { endNotices, notify } from '../../../kernel/notices.ts'
import { addMonths, type Day } from '../../../kernel/period.ts'
import { companyCalendar } from '../../people/index.ts'
import { editionNow } from '../queries/edition-now.ts'
import { begunOf, owedBy } from '../queries/owed.ts'
import { tellingOn, type Told } from '../rules/reminding.ts'
import { dueInMonthOf } from '../rules/updates.ts'
import { takeEdition } from '../store/editions.ts'
import { addUpdateNotice, editionsToRemind, toldOf } from '../store/reminding.ts'
import type { EditionRow } from '../tables.ts'
import { labelOf } from './steps.ts'

const batch = 100
const reasons = ['strategy.update.due', 'strategy.update.overdue'] as const

/** Tells whoever answers for a plan which updates are due, on their day, and what is overdue, the day after; each edition in its own transaction. */
export async function remindOfUpdates(open: Open): Promise<{ due: number; overdue: number }> {
  const count = { due: 0, overdue: 0 }
  for (let after: string | undefined; ; ) {
    const page = await open(async (ctx) => {
      const due = await lastDue(ctx)
      return due === undefined ? [] : editionsToRemind(ctx.tx, ctx.today, due, after, batch)
    })
    for (const id of page) {
      const told = await open((ctx) => remindOf(ctx, id))
      if (told) count[told] += 1
    }
    after = page.at(-1)
    if (page.length < batch) return count
  }
}

/** The due day that is today or was the last one; none before there is a company. */
async function lastDue(ctx: Context): Promise<Day | undefined> {
  const calendar = await companyCalendar(ctx)
  if (!calendar) return undefined
  const own = dueInMonthOf(ctx.today, calendar)
  return own <= ctx.today ? own : dueInMonthOf(addMonths(`${ctx.today.slice(0, 7)}-01`, -1), calendar)
}

async function remindOf(ctx: Context, id: string): Promise<Told | null> {
  const edition = await takeEdition(ctx.tx, id)
  const due = await lastDue(ctx)
  if (due === undefined) return null
  const missing = await owedBy(ctx, edition, due)
  const telling = tellingOn(ctx.today, { due, begun: begunOf(edition), missing: missing.length, told: await toldOf(ctx.tx, id, due) })
  if (telling === null) return null
  const { plan, dris } = await editionNow(ctx, edition)
  const few = plan.audience === 'restricted'
  const what = missing.length === 1 && !few ? `“${missing[0]?.text}”` : missing.length === 1 ? 'One update' : `${missing.length} updates`
  const said =
    telling === 'due' ? (missing.length === 1 ? 'is due today' : 'are due today') : `${missing.length === 1 ? 'was' : 'were'} due on ${due}`
  if (telling === 'overdue') await endNotices(ctx, { reason: reasons[0], kind: 'edition', id, key: due })
  await notify(ctx, {
    to: dris.map((one) => one.id),
    reason: `strategy.update.${telling}`,
    rule: telling === 'due' ? 'assigned' : 'overdue',
    key: due,
    subject: {
      ...{
        room: 'strategy',
        kind: 'edition',
        id,
        title: few ? 'A plan' : edition.title_core,
        href: `/strategy/editions/${id}?tab=updates`,
      },
      audience: few ? 'restricted' : 'internal',
    },
    text: few ? `${what} of a plan ${said}` : `${edition.title_core}: ${what} ${said}`,
    due,
  })
  await addUpdateNotice(ctx.tx, { edition_id: id, due_on: due, told: telling, at: ctx.now })
  if (telling === 'due') return telling
  await record(ctx, { action: 'strategy.update.overdue', subject: labelOf(edition), after: { due_on: due, missing: missing.length } })
  for (const { key } of missing) await ctx.announce('strategy.update.overdue', { edition_id: id, item_key: key, due_on: due }, { key: id })
  return telling
}

/** Nothing of a due day waits any more: nobody is reminded of it. */
export async function endReminders(ctx: Context, edition: EditionRow, due: Day): Promise<void> {
  if ((await owedBy(ctx, edition, due)).length > 0) return
  await endNotices(ctx, { reason: reasons, kind: 'edition', id: edition.id, key: due })
}
