import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { dayIn } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { HeardEvent } from '../../../kernel/room.ts'
import { calendarOf, companyZone } from '../../people/index.ts'
import { knownEvents } from '../facts.ts'
import { thingIn, triggerOf, triggers } from '../rules/triggers.ts'
import { addExpected, answerExpected, pagesWaitingFor, waitsFor } from '../store/expected.ts'
import type { PageTable, RunTable } from '../tables.ts'

/** Something happened because of which procedures are to be followed: each that names it waits for a run from now on. */
export async function expectRuns(ctx: Context, event: HeardEvent): Promise<void> {
  const pages = await pagesWaitingFor(ctx.tx, event.name)
  if (pages.length === 0) return
  const meant = pages.flatMap((page) => {
    const all = page.triggers.map((line) => triggerOf(line, knownEvents()))
    const one = all.find((trigger) => 'event' in trigger && triggers(trigger, event))
    return one && 'event' in one ? [{ page, within: one.within }] : []
  })
  if (meant.length === 0) return
  const [calendar, zone] = await Promise.all([calendarOf(ctx), companyZone(ctx.tx)])
  const on = dayIn(zone, event.at)
  const thing = thingIn(event)
  await addExpected(
    ctx.tx,
    meant.map(({ page, within }) => ({
      ...{ id: newId(), page_id: page.id, source: 'event', ref: event.id, event: event.name },
      ...{ thing_kind: thing?.kind ?? null, thing: thing?.id ?? null, label: thing?.number ?? null },
      ...{ on_day: on, by_day: addBusinessDays(on, within, calendar), at: ctx.now, run_id: null, state: 'open', settled_day: null },
    })),
  )
}

/** A run is begun: it answers what waited for it. Refuses `expected.unknown`. */
export async function answerWaiting(
  ctx: Context,
  page: PageTable & { waits: boolean },
  run: Pick<RunTable, 'id' | 'about'>,
  named: string | undefined,
): Promise<void> {
  if (named !== undefined && !(await waitsFor(ctx.tx, page.id, named)))
    throw new Refusal('missing', 'expected.unknown', 'Nothing of the kind waits for a run of this procedure.')
  if (named !== undefined || page.waits)
    await answerExpected(ctx.tx, { page: page.id, run: run.id, about: run.about, today: ctx.today }, named)
}
