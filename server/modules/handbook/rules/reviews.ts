import { addMonths, type Day, daysBetween } from '../../../kernel/period.ts'

type Freshness = 'fresh' | 'due_soon' | 'due' | 'overdue'

/** The day on which a procedure is read again: the same day of a later month, else the last of that month. */
export function nextReview(reviewedOn: Day, months: number): Day {
  return addMonths(reviewedOn, months)
}

const days = 30

/** `due_soon` within thirty days before the day of the review, `due` from then on, `overdue` when thirty days have passed. */
export function freshness(reviewOn: Day, today: Day): Freshness {
  const left = daysBetween(today, reviewOn)
  if (left > days) return 'fresh'
  if (left > 0) return 'due_soon'
  return left >= -days ? 'due' : 'overdue'
}
