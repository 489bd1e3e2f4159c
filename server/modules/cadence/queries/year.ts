import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import { companyOf, personsOf } from '../../people/index.ts'
import { fiscalYear, fiscalYearOf } from '../../strategy/index.ts'
import { readerOf } from './book.ts'
import type { yearsRead } from '../contract.ts'
import { numbersOf, places, suggestionOf, wholeMinutes } from '../rules/numbers.ts'
import { datesBetween } from '../store/meetings.ts'
import { seriesIn } from '../store/series.ts'
import type { MeetingTable, SeriesTable } from '../tables.ts'
import { heldOf } from './numbers.ts'
import { rhythmIn } from './series.ts'

type Year = OutputOf<typeof yearsRead>

/** The year of every series that the reader may see: a handful of reads. Held dates count what was used, others what is booked. */
export async function readYear(ctx: Context, input: InputOf<typeof yearsRead>): Promise<Year> {
  const { fiscal_year_end } = await companyOf(ctx)
  const year = input.year ?? fiscalYearOf(ctx.today, fiscal_year_end)
  const { from, to, label } = fiscalYear(year, fiscal_year_end)
  const series = await seriesIn(ctx.tx, readerOf(ctx), from, to)
  const dates = await datesBetween(
    ctx.tx,
    series.map(({ id }) => id),
    from,
    addDays(to, 1),
  )
  const held = await heldOf(ctx, dates)
  const closed = dates.filter(({ state }) => state === 'closed')
  const heldBy = new Map(closed.map(({ id }, at) => [id, held[at]]))
  const by = Map.groupBy(dates, ({ series_id }) => series_id)
  const rows = series.map((one) => {
    const own = by.get(one.id) ?? []
    const came = own.flatMap(({ id }) => heldBy.get(id) ?? [])
    return {
      id: one.id,
      title: one.title,
      rhythm: rhythmIn(one),
      minutes: one.minutes,
      people: one.participants.length,
      leadership: one.leadership,
      planned_hours: hours(own.reduce((sum, date) => sum + bookedSeconds(date, one), 0)),
      numbers: numbersOf(came),
      suggestion: one.ended_on === null ? suggestionOf(came.toReversed(), one.minutes) : null,
      dates: own.map(({ id, day, state, minutes, used_seconds }) => ({
        id,
        day,
        state,
        minutes,
        used_minutes: state === 'closed' ? wholeMinutes(used_seconds) : null,
      })),
    }
  })
  const planned = dates.reduce((sum, date) => sum + bookedSeconds(date, seriesOf(series, date)), 0)
  return {
    year,
    label,
    from,
    to,
    today: ctx.today,
    series: rows,
    planned_hours: hours(planned),
    held_hours: numbersOf(held).person_hours,
    busiest: await busiest(ctx, series, by),
    numbers: numbersOf(held),
  }
}

/** Person-seconds that a date books: of one that was held who was there, else who belongs to it. A cancelled one books none. */
function bookedSeconds({ state, minutes, people }: MeetingTable, series: SeriesTable | undefined): number {
  if (state === 'cancelled') return 0
  return minutes * 60 * (state === 'closed' ? (people ?? 0) : (series?.participants.length ?? 0))
}

function seriesOf(series: readonly SeriesTable[], { series_id }: MeetingTable): SeriesTable | undefined {
  return series.find(({ id }) => id === series_id)
}

async function busiest(
  ctx: Context,
  series: readonly SeriesTable[],
  by: ReadonlyMap<string, readonly MeetingTable[]>,
): Promise<Year['busiest']> {
  const seconds = new Map<string, number>()
  for (const { id, participants } of series) {
    const booked = (by.get(id) ?? []).filter(({ state }) => state !== 'cancelled').reduce((sum, { minutes }) => sum + minutes * 60, 0)
    for (const person of participants) seconds.set(person, (seconds.get(person) ?? 0) + booked)
  }
  const first = [...seconds]
    .filter(([, booked]) => booked > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 10)
  const names = await personsOf(
    ctx,
    first.map(([id]) => id),
  )
  return first.map(([id, booked]) => ({ id, name: names.get(id) ?? 'Somebody who left', hours: hours(booked) }))
}

function hours(seconds: number): string {
  return places(BigInt(seconds), 3600n, 1)
}
