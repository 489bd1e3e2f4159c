import { type Calendar, nextWorkingDay } from '../../../kernel/calendar/calendar.ts'
import { addDays, addMonths, type Day, later } from '../../../kernel/period.ts'
import type { Unmet } from '../../../kernel/refusal.ts'
import { fiscalQuarter, fiscalYearOf } from './fiscal.ts'
import type { Status } from './measures.ts'

export type Stated = 'green' | 'yellow' | 'red' | 'unreachable' | 'data_needed'

/** The second Tuesday of a day's month, or the working day after it. */
export function dueInMonthOf(day: Day, calendar: Calendar): Day {
  const first = `${day.slice(0, 7)}-01`
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay()
  return nextWorkingDay(addDays(first, ((2 - weekday + 7) % 7) + 7), calendar)
}

/** For which day an update is: the last one that is over and has none, else the next one. */
export function dueFor(today: Day, covered: Day | null, begun: Day, calendar: Calendar): { due_on: Day; late: boolean } {
  const own = dueInMonthOf(today, calendar)
  const last = own <= today ? own : dueInMonthOf(addMonths(`${today.slice(0, 7)}-01`, -1), calendar)
  if (last >= begun && (covered === null || covered < last)) return { due_on: last, late: last < today }
  return { due_on: own > today ? own : dueInMonthOf(addMonths(`${today.slice(0, 7)}-01`, 1), calendar), late: false }
}

const agreeing: Record<Status, readonly Stated[]> = {
  green: ['green'],
  reached: ['green'],
  yellow: ['yellow'],
  red: ['red'],
  missed: ['red', 'unreachable'],
  data_needed: ['data_needed'],
}

/** The word of an update that says no more than what was worked out. */
export function statedBy(computed: Status): Stated {
  return agreeing[computed][0] ?? 'data_needed'
}

export function differs(stated: Stated, computed: Status): boolean {
  return !agreeing[computed].includes(stated)
}

/** Quarters of the fiscal year that end after a day and by the end of a period: what can still be said of it beforehand. */
export function quartersLeft(
  today: Day,
  period: { from: Day | null; to: Day | null },
  fiscalYearEnd: string,
): { quarter: string; ends: Day }[] {
  const { from, to } = period
  if (to === null || to < today) return []
  const years: number[] = []
  for (let year = fiscalYearOf(later(today, from ?? today), fiscalYearEnd); year <= fiscalYearOf(to, fiscalYearEnd); year += 1)
    years.push(year)
  return years
    .flatMap((year) => [1, 2, 3, 4].map((n) => fiscalQuarter(n, year, fiscalYearEnd)))
    .filter(({ to: end }) => end >= today && end <= to)
    .map(({ label, to: ends }) => ({ quarter: label, ends }))
}

type LookAhead = { by_name: string; value: string | null; value_day: Day | null; forecasts: readonly { quarter: string; value: string }[] }

/** What an update says of the days ahead: from the value that was seen to each quarter's end that is still to come. */
export function foretoldBy(
  said: LookAhead | undefined,
  left: readonly { quarter: string; ends: Day }[],
): { by: string; points: { day: Day; value: string }[] } | null {
  if (!said || said.value === null || said.value_day === null) return null
  const values = new Map(said.forecasts.map(({ quarter, value }) => [quarter, value]))
  const ahead = left.flatMap(({ quarter, ends }) => {
    const value = values.get(quarter)
    return value === undefined ? [] : [{ day: ends, value }]
  })
  return ahead.length === 0 ? null : { by: said.by_name, points: [{ day: said.value_day, value: said.value }, ...ahead] }
}

/** Whoever looks ahead names quarters that are still to end, each once. */
export function forecastsUnmet(said: readonly { quarter: string }[], left: readonly { quarter: string }[]): Unmet[] {
  const wrong = said.find(
    ({ quarter }, at) => !left.some((one) => one.quarter === quarter) || said.findIndex((one) => one.quarter === quarter) !== at,
  )
  if (!wrong) return []
  const text =
    left.length === 0
      ? 'No quarter of its period is left to look ahead to.'
      : `Look ahead to each of ${left.map(({ quarter }) => quarter).join(', ')} once.`
  return [{ code: 'gnn.forecast_unfit', text, path: 'forecasts' }]
}

type Update = {
  /** nothing is worked out of a plan as a whole */
  computed: Status | null
  status: Stated
  difference: string | undefined
  /** a promise that can be reached: whoever reports says how sure they are */
  promised: boolean
  confidence: number | undefined
  /** actions that the update before this one named */
  before: readonly { id: string; number: string }[]
  outcomes: readonly { action_id: string; result: string }[]
}

/** What is missing in an update before it is posted. */
export function updateUnmet({ computed, status, difference, promised, confidence, before, outcomes }: Update): Unmet[] {
  const unmet: Unmet[] = []
  if (computed !== null && differs(status, computed) && !difference?.trim())
    unmet.push({
      code: 'gnn.difference_unexplained',
      text: 'It is said to stand otherwise than the figure does. Say in a sentence why.',
      path: 'difference',
    })
  if (promised && confidence === undefined)
    unmet.push({ code: 'gnn.confidence_missing', text: 'Say how sure you are that the target is reached by its day.', path: 'confidence' })
  const told = new Set(outcomes.filter(({ result }) => result.trim() !== '').map(({ action_id }) => action_id))
  for (const { id, number } of before)
    if (!told.has(id)) unmet.push({ code: 'gnn.outcomes_missing', text: `Say what came of ${number}.`, path: 'outcomes' })
  return unmet
}
