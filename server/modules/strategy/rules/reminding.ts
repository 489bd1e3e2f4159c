import type { Day } from '../../../kernel/period.ts'

export type Told = 'due' | 'overdue'

/**
 * What whoever answers for a plan is told today of the updates of a due day: that they are due on the day itself, that they are overdue from
 * the day after. Each once, the second only of what is still missing; nothing of a plan that came into force after that day.
 */
export function tellingOn(
  today: Day,
  { due, begun, missing, told }: { due: Day; begun: Day; missing: number; told: readonly Told[] },
): Told | null {
  if (due > today || begun > due || missing === 0) return null
  const now: Told = due < today ? 'overdue' : 'due'
  return told.includes(now) || told.includes('overdue') ? null : now
}

/** Which of these have no update for a due day. `covered`: subject → the due day of its newest update. */
export function missingFor<Subject extends { key: string | null }>(
  subjects: readonly Subject[],
  covered: ReadonlyMap<string | null, Day>,
  due: Day,
): Subject[] {
  return subjects.filter(({ key }) => (covered.get(key) ?? '') < due)
}
