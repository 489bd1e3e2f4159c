import { addDays, type Day, daysBetween } from '../../../kernel/period.ts'

/** In the order in which they come. */
export const reminders = ['half_time', 'day_before', 'overdue'] as const
export type Reminder = (typeof reminders)[number]

/**
 * The newest reminder that a day has brought for a decision that is still open, nothing before half of its time. `dayBefore`: the working
 * day before the last one. Whoever was not reminded on the day, because nothing ran, is on the next.
 */
export function reminderOn(opened: Day, need_by: Day, dayBefore: Day, today: Day): Reminder | undefined {
  if (today > need_by) return 'overdue'
  if (today <= opened) return undefined
  if (today >= dayBefore) return 'day_before'
  return today >= addDays(opened, Math.ceil(daysBetween(opened, need_by) / 2)) ? 'half_time' : undefined
}

/** Whether a reminder is later than the one that was given last. */
export function isNewer(reminder: Reminder, given: Reminder | null): boolean {
  return given === null || reminders.indexOf(reminder) > reminders.indexOf(given)
}
