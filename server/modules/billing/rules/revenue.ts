import { allocate, roundedRatio } from '../../../kernel/money.ts'
import { civil, civilNumber, type DayNumber, dayNumber } from './engine/days.ts'
import type { Day } from './engine/shapes.ts'

/** A promise that is earned evenly by the day over [from, to); `total` in minor units, negative for credits. */
type Schedule = { from: Day; to: Day; total: bigint }
export type MonthAmount = { month: string; amount: bigint }
type Method = 'daily' | 'on_delivery'

/** Recognition by obligation (ASC 606 / IFRS 15): access and support over time, work when it is delivered. */
export function methodOf(obligation: string): Method {
  return obligation === 'training' || obligation === 'services' ? 'on_delivery' : 'daily'
}

/** Recognised to the start of a day: `R(total × days elapsed/days)`; nothing before, everything after. */
export function recognisedTo(schedule: Schedule, day: Day): bigint {
  return recognised(schedule.total, dayNumber(schedule.from), dayNumber(schedule.to), dayNumber(day))
}

/** What one month [1st, 1st of the next) earns: the difference of two recognised-to-date sums, so the last month closes exactly. */
export function monthlyAmounts(schedule: Schedule): MonthAmount[] {
  const from = dayNumber(schedule.from)
  const to = dayNumber(schedule.to)
  const months: MonthAmount[] = []
  let done = 0n
  for (let first = from; first < to; ) {
    const { year, month } = civil(first)
    const next = month === 12 ? civilNumber(year + 1, 1, 1) : civilNumber(year, month + 1, 1)
    const sum = recognised(schedule.total, from, to, next)
    months.push({ month: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`, amount: sum - done })
    done = sum
    first = next
  }
  return months
}

/** Months before `issued` are caught up in its month: revenue of a true-up that is known late never goes into a closed period. */
export function caughtUp(months: readonly MonthAmount[], issued: Day): MonthAmount[] {
  const current = issued.slice(0, 7)
  const late = months.filter(({ month }) => month < current).reduce((sum, { amount }) => sum + amount, 0n)
  const rest = months.filter(({ month }) => month >= current)
  if (late === 0n) return [...rest]
  const first = rest[0]
  if (first?.month === current) return [{ month: current, amount: first.amount + late }, ...rest.slice(1)]
  return [{ month: current, amount: late }, ...rest]
}

/** Splits an amount given back without taking time away: by progress, `R(amount × earned/total)` of it was already earned. */
export function splitByProgress(amount: bigint, schedule: Schedule, day: Day): { earned: bigint; unearned: bigint } {
  if (schedule.total === 0n) return { earned: amount, unearned: 0n }
  const earned = roundedRatio(amount * recognisedTo(schedule, day), schedule.total)
  return { earned, unearned: amount - earned }
}

/** Splits a credit for the days [from, to) at the issue day: days that have passed were earned. */
export function splitByTime(credit: Schedule, day: Day): { earned: bigint; unearned: bigint } {
  const earned = recognisedTo(credit, day)
  return { earned, unearned: credit.total - earned }
}

/**
 * Only what a run has recognised can leave income again: whatever else of a credit would count as earned is still deferred, and goes back
 * from there. `posted` is what stands on 4000 for the line.
 */
export function splitByPosted(split: { earned: bigint; unearned: bigint }, posted: bigint): { earned: bigint; unearned: bigint } {
  const earned = split.earned < posted ? split.earned : posted
  return { earned, unearned: split.unearned + split.earned - earned }
}

/** What is left of a schedule from a day on, after an unearned part was given back; it begins on that day. */
export function remainingSchedule(schedule: Schedule, day: Day, givenBack: bigint): Schedule {
  const from = day > schedule.from ? day : schedule.from
  return { from, to: schedule.to, total: schedule.total - recognisedTo(schedule, day) - givenBack }
}

/** A bundle's net by stand-alone selling price, largest remainder. */
export function allocatedBySsp(net: bigint, ssps: readonly bigint[]): bigint[] {
  return allocate(net, ssps)
}

function recognised(total: bigint, from: DayNumber, to: DayNumber, day: DayNumber): bigint {
  if (day <= from) return 0n
  if (day >= to) return total
  return roundedRatio(total * BigInt(day - from), BigInt(to - from))
}
