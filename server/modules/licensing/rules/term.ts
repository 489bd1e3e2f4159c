import { addDays, type Day, startOfDay } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** The instants of a licence. `terminateAt` is absent when the profile never ends the free use of data. */
type Term = { startsAt: Date; expiresAt: Date; graceUntil: Date; terminateAt: Date | null }

/**
 * Contract days [startsOn, endsOn) in the contract's zone become instants at 00:00 of each day in that zone: calendar days,
 * not steps of 86,400 s, so that summer time moves the instant and not the day.
 */
export function termOf(
  days: { startsOn: Day; endsOn: Day; zone: string },
  profile: { graceDays: number; terminateDays: number | null },
): Term {
  if (days.startsOn >= days.endsOn) {
    throw new Refusal('invalid', 'licence.window_empty', `A licence needs at least one day; ${days.startsOn} to ${days.endsOn} has none.`)
  }
  return {
    startsAt: startOfDay(days.startsOn, days.zone),
    expiresAt: startOfDay(days.endsOn, days.zone),
    graceUntil: startOfDay(addDays(days.endsOn, profile.graceDays), days.zone),
    terminateAt: profile.terminateDays === null ? null : startOfDay(addDays(days.endsOn, profile.terminateDays), days.zone),
  }
}
