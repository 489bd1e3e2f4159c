import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

type Run = { role: string; from_day: Day; until_day: Day | null; ended_at?: Date | null }

/** A grant for some days ends after it begins and not before today, and nobody holds the same role twice: `grant.days`, `grant.overlap`. */
export function fitGrant(held: readonly Run[], wanted: Run & { until_day: Day }, today: Day): void {
  if (wanted.until_day < wanted.from_day || wanted.until_day < today) {
    throw new Refusal('invalid', 'grant.days', 'The last day of a role is not before its first, and not in the past. Choose later days.')
  }
  const open = held.find((one) => one.role === wanted.role && !one.ended_at && (one.until_day === null || one.until_day >= today))
  if (open) {
    const until = open.until_day ? ` until ${open.until_day}` : ''
    throw new Refusal('conflict', 'grant.overlap', `This person has the role from ${open.from_day}${until} already. End that first.`)
  }
}
