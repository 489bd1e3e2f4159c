import { addMonths, type Day } from '../../../kernel/period.ts'

/** How long minutes are kept after the meeting. */
const keptYears = 7

/** The last day whose minutes are over: what was held on it is as old as minutes may become. */
export function lastDayToDelete(today: Day): Day {
  return addMonths(today, -12 * keptYears)
}
