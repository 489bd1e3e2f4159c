import type { Calendar, Hours } from '../../../kernel/calendar/calendar.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { fitZone } from './guards.ts'

/** What a new company works by: Monday to Friday, nine to five. */
export const officeHours: readonly Hours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))

/**
 * A calendar that clocks can run on: a known zone, hours that run forwards and do not meet, each holiday once, closures that run
 * forwards. Refuses `company.zone_unknown`, `calendar.no_hours`, `calendar.hours`, `holiday.twice`, `calendar.closure`.
 */
export function fitCalendar(calendar: Calendar): void {
  fitZone(calendar.zone)
  if (calendar.weekly.length === 0) throw new Refusal('invalid', 'calendar.no_hours', 'A calendar has open hours on one weekday at least.')
  const hours = calendar.weekly.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1))
  for (const [at, one] of hours.entries()) {
    const before = hours[at - 1]
    const meets = before?.weekday === one.weekday && one.from < before.to
    if (one.from >= one.to || meets) {
      throw new Refusal(
        'invalid',
        'calendar.hours',
        `The hours ${one.from} to ${one.to} end before they begin, or meet others of that weekday.`,
      )
    }
  }
  const days = calendar.holidays.map((holiday) => holiday.date)
  if (new Set(days).size < days.length) throw new Refusal('invalid', 'holiday.twice', 'A day stands twice in the list of holidays.')
  const back = calendar.closures.find((closure) => closure.to < closure.from)
  if (back) throw new Refusal('invalid', 'calendar.closure', `The closure from ${back.from} ends before it begins.`)
}

/** In the order in which people read them. */
export function sorted(calendar: Calendar): Calendar {
  return {
    zone: calendar.zone,
    weekly: calendar.weekly.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1)),
    holidays: calendar.holidays.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    closures: calendar.closures.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }
}
