import { addBusinessDays, type Calendar, isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import { occurrences, parseRecurrence } from '../../../kernel/calendar/recurrence.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'

/** What becomes of a day on which nobody works. */
export type ClosedDay = 'keep' | 'skip' | 'next' | 'previous'
type Rhythm = { rule: string; start: Day; closedDay: ClosedDay }

/** So far a closed day moves at most, and what is looked at around the days that are asked. */
const around = 20
const mostDays = 400

/** Refuses `schedule.rule_invalid` for what is no rule that we read, and `schedule.rule_empty` for one without a day in its first year. */
export function fitRhythm({ rule, start, closedDay }: Rhythm, calendar: Calendar): void {
  try {
    parseRecurrence(rule)
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw refused('schedule.rule_invalid', error.message)
  }
  if (daysOf({ rule, start, closedDay }, { after: addDays(start, -around), to: addDays(start, 366), calendar }).length === 0)
    throw refused('schedule.rule_empty', 'It has no day in the year after it begins. Choose another rhythm, or another first day.')
}

function refused(code: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path: 'rule' }] })
}

/**
 * The days in (after, to] on which a rhythm falls, each once, in order. A closed day is kept, left out, or is the working day behind or before
 * it; never before the first day.
 */
export function daysOf({ rule, start, closedDay }: Rhythm, { after, to, calendar }: { after: Day; to: Day; calendar: Calendar }): Day[] {
  const range = { from: addDays(after, -around), before: addDays(to, around), limit: mostDays + 2 * around }
  const planned = occurrences(parseRecurrence(rule), { day: start, time: '12:00', zone: 'UTC' }, range).map(({ day }) => day)
  const days = planned.flatMap((day): Day[] => {
    if (closedDay === 'keep' || isWorkingDay(day, calendar)) return [day]
    if (closedDay === 'skip') return []
    return [addBusinessDays(day, closedDay === 'next' ? 0 : -1, calendar)]
  })
  return [...new Set(days)].filter((day) => day > after && day <= to && day >= start).toSorted()
}
