import { type Decimal, decimal } from '../../../kernel/money.ts'
import { type Day, daysBetween, dayWords } from '../../../kernel/period.ts'
import type { Unmet } from '../../../kernel/refusal.ts'
import { type Pledged, pledgedBeside } from './editorial.ts'
import { fiscalQuarter, fiscalYearOf } from './fiscal.ts'

/** Days before the end of a fiscal quarter in which no target is lowered any more, and tags of metrics whose target never is. */
const lowerLockDays = 20
const lockedTags: readonly string[] = ['revenue', 'pipeline']

/** A measure's promise before and after an amendment. `place` is what people call it; `tags` are those of the metric that was promised on. */
export type Repledged = { key: string; place: string; before: Pledged; after: Pledged | undefined; tags: readonly string[] }

/** A tolerance that nobody wrote down. */
const usualTolerance = '0.05'

/**
 * Whether less is promised than before: a target nearer, a day later, another number or none. Another beginning, another definition of the
 * number and a wider tolerance make the same target another promise: nobody can say that it is not a lesser one. So do
 * other steps on the way, other milestones, another rubric or judge.
 */
export function isLowered({ before, after }: Pick<Repledged, 'before' | 'after'>): boolean {
  if (before.kind === 'tbd') return false
  if (after?.kind !== before.kind || after.metric_id !== before.metric_id || after.direction !== before.direction) return true
  if (JSON.stringify(after.filter) !== JSON.stringify(before.filter) || after.window !== before.window) return true
  if (after.metric_version !== before.metric_version) return true
  if ((after.baseline === null) !== (before.baseline === null) || order(after.baseline, before.baseline) !== 0) return true
  if (order(after.tolerance ?? usualTolerance, before.tolerance ?? usualTolerance) > 0) return true
  if (JSON.stringify(pledgedBeside(after)) !== JSON.stringify(pledgedBeside(before))) return true
  if (before.due !== null && (after.due === null || after.due > before.due)) return true
  const moved = order(after.target, before.target)
  if (before.direction === 'decrease' || before.direction === 'at_most') return moved > 0
  return moved < 0 || (before.direction === 'between' && order(after.target_high, before.target_high) > 0)
}

/** Below zero where the first is the smaller one; what is missing is no change. */
function order(one: string | null, other: string | null): number {
  if (one === null || other === null) return 0
  const [a, b] = [decimal(one), decimal(other)]
  const scale = Math.max(a.scale, b.scale)
  const raised = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own)
  const gap = raised(a) - raised(b)
  return gap < 0n ? -1 : gap > 0n ? 1 : 0
}

/** Last day of the fiscal quarter that holds a day. */
export function quarterEnd(day: Day, fiscalYearEnd: string): Day {
  const year = fiscalYearOf(day, fiscalYearEnd)
  const ends = [1, 2, 3, 4].map((n) => fiscalQuarter(n, year, fiscalYearEnd).to)
  return ends.find((end) => day <= end) ?? day
}

export type Amendment = {
  /** the edition that it amends is in force still */
  inForce: boolean
  /** what it alters beyond its writing; nothing: it is editorial */
  altered: readonly string[]
  /** a decision in force of a leadership meeting says so */
  decided: boolean
  measures: readonly Repledged[]
  today: Day
  fiscalYearEnd: string
}

/** What is in the way of putting an amendment in the place of the edition that it amends. */
export function amendmentUnmet({ inForce, altered, decided, measures, today, fiscalYearEnd }: Amendment): Unmet[] {
  const unmet: Unmet[] = []
  if (!inForce)
    unmet.push({
      code: 'plan.amends_nothing',
      text: 'The edition that it amends is no longer in force. Withdraw it and begin from the one that is.',
    })
  if (altered.length > 0 && !decided)
    unmet.push({
      code: 'plan.amendment_undecided',
      text: `It changes ${listed(altered)}. A leadership meeting decides on that first: whoever leads it enters the decision there, and says that it changes this plan.`,
    })
  const end = quarterEnd(today, fiscalYearEnd)
  const left = daysBetween(today, end)
  for (const one of measures) {
    if (!isLowered(one)) continue
    const locked = lockedTags.find((tag) => one.tags.includes(tag))
    if (locked)
      unmet.push({
        code: 'measure.target_locked',
        text: `${one.place} promises less than before, and what is promised on ${locked} is never lowered. Put back what was promised.`,
        item: one.key,
      })
    else if (left < lowerLockDays)
      unmet.push({
        code: 'measure.too_late_to_lower',
        text: `${one.place} promises less than before, and the quarter ends in ${left} days, on ${dayWords(end)}. Until ${lowerLockDays} days before it could be lowered.`,
        item: one.key,
      })
  }
  return unmet
}

/** "A", "A and B", "A, B and 4 more". */
function listed(words: readonly string[]): string {
  const most = 5
  const shown = words.slice(0, most)
  const rest = words.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
