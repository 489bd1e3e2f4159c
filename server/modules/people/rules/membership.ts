import { addDays, type Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** A run of days in a group, [valid_from, valid_to). */
export type Run = { valid_from: Day; valid_to: Day | null }

export function holdsOn(run: Run, day: Day): boolean {
  return run.valid_from <= day && (run.valid_to === null || day < run.valid_to)
}

/** One person is once in a group on any day: `membership.overlap`. */
export function fitRun(runs: readonly Run[], wanted: Run): void {
  if (wanted.valid_to !== null && wanted.valid_to <= wanted.valid_from) {
    throw new Refusal('invalid', 'membership.reversed', 'The first day without the membership comes after the first day with it.')
  }
  const meets = runs.find(
    (run) => (wanted.valid_to === null || run.valid_from < wanted.valid_to) && (run.valid_to === null || wanted.valid_from < run.valid_to),
  )
  if (!meets) return
  const until = meets.valid_to ? ` until ${addDays(meets.valid_to, -1)}` : ''
  throw new Refusal(
    'conflict',
    'membership.overlap',
    `This person is in the group from ${meets.valid_from}${until} already. Choose other days.`,
  )
}

/** Who was a member stays one in the past: a membership ends today at the earliest (`membership.past`), and after it began. */
export function fitEnd(run: Run, validTo: Day, today: Day): void {
  if (run.valid_to !== null && run.valid_to <= today) throw new Refusal('conflict', 'membership.over', 'This membership is over already.')
  if (validTo < today) throw new Refusal('refused', 'membership.past', 'Nobody is taken out of the past. Choose today or a later day.')
}
