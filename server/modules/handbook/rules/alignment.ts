import { addDays, type Day } from '../../../kernel/period.ts'

/** For so many days a procedure may be followed without a plan. */
const longest = 90

/** Whether somebody may say on a day that no plan is needed until another. */
export function mayWaiveUntil(until: Day, today: Day): boolean {
  return until >= today && until <= addDays(today, longest)
}
