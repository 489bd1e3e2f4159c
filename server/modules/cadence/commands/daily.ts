import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import { addDays, later } from '../../../kernel/period.ts'
import { calendarOf } from '../../people/index.ts'
import { preworkDay } from '../rules/dates.ts'
import { quarterToAsk } from '../rules/reason.ts'
import { meetingsDue } from '../store/meetings.ts'
import { membersOf, runningSeries, saveSeries, seriesToLookAt, takeSeries } from '../store/series.ts'
import type { SeriesTable } from '../tables.ts'
import { bookOf, house, seriesLabel, seriesRef, seriesTitle } from '../queries/book.ts'
import { cancel } from './dates.ts'
import { participantsOf } from './people.ts'
import { quarterOf } from '../queries/quarter.ts'
import { planAhead } from './plan.ts'
import { open as openAgenda } from './run.ts'

const batch = 100

/**
 * What a day brings to each series: dates are planned ahead, who belongs to it is looked up anew, agendas open, what was not held is
 * cancelled and its items go on, and the reason to be long is asked. Each series is a transaction of its own, so that one that fails keeps no
 * other from its turn.
 */
export async function lookAround(open: Open): Promise<{ series: number; dates: number } & Left> {
  let [after, series, dates]: [string | undefined, number, number] = [undefined, 0, 0]
  const apart = noneFailed()
  for (;;) {
    const page: SeriesTable[] = await open((ctx) => runningSeries(ctx.tx, after, batch))
    for (const { id } of page) {
      const done = await tried(apart, id, async () => {
        dates += await open((ctx) => lookAt(ctx, id))
      })
      if (done) series += 1
    }
    after = page.at(-1)?.id
    if (page.length < batch) return { series, dates, ...apart }
  }
}

async function lookAt(ctx: Context, id: string): Promise<number> {
  const series = await belongingNow(ctx, await takeSeries(ctx.tx, id, house))
  const dates = await planAhead(ctx, await askForReason(ctx, series))
  const calendar = await calendarOf(ctx)
  const due = await meetingsDue(ctx.tx, id, addDays(ctx.today, 60))
  for (const meeting of due) {
    const book = await bookOf(ctx, meeting, house)
    if (meeting.day < ctx.today) await cancel(ctx, book, 'It was not held.')
    else if (meeting.state === 'draft' && preworkDay(meeting.day, series.prework_days, calendar) <= ctx.today) await openAgenda(ctx, book)
  }
  return dates
}

/** Who belongs to it now; nothing is written where nothing changed. */
async function belongingNow(ctx: Context, series: SeriesTable): Promise<SeriesTable> {
  const participants = await participantsOf(ctx, series, await membersOf(ctx.tx, series.id), ctx.today)
  if (participants.join() === [...series.participants].sort().join()) return series
  await saveSeries(ctx.tx, series.id, { participants })
  return { ...series, participants }
}

/** Somebody left, or a group changed: whoever belongs to a series today sees it, and nobody else. */
export async function lookWhoBelongs(ctx: Context, person: string | null): Promise<void> {
  for (const id of await seriesToLookAt(ctx.tx, person)) await belongingNow(ctx, await takeSeries(ctx.tx, id, house))
}

/** The chair says once a quarter why it takes more than 30 minutes; asked two weeks before it, and once. */
async function askForReason(ctx: Context, series: SeriesTable): Promise<SeriesTable> {
  const running = await quarterOf(ctx, ctx.today)
  const next = await quarterOf(ctx, addDays(running.to, 1))
  const ask = quarterToAsk(series, ctx.today, running, next)
  if (ask === null || series.reason_asked === ask) return series
  await saveSeries(ctx.tx, series.id, { reason_asked: ask })
  await notify(ctx, {
    to: [series.chair],
    reason: 'cadence.series.reason_asked',
    subject: seriesRef(series),
    text: `${seriesTitle(series)}: say why it takes ${series.minutes} minutes, or it is planned at 30`,
    due: later(ask, ctx.today),
  })
  await record(ctx, {
    action: 'cadence.series.reason_asked',
    subject: seriesLabel(series),
    after: { quarter: ask, minutes: series.minutes },
  })
  return { ...series, reason_asked: ask }
}
