import { decimal } from '../../../kernel/money.ts'
import type { Day } from '../../../kernel/period.ts'
import type { Curve, Direction } from './measures.ts'

type Stepped = {
  direction: Direction | undefined
  baseline: string | null
  target: string
  curve: Curve
  from: Day | null
  due: Day
}

/** What is wrong with a path of steps; null where it can be followed: on the way from the beginning to the target, day after day, never back. */
export function stepsFault({ direction, baseline, target, curve, from, due }: Stepped): string | null {
  if (curve === 'linear') return null
  if (direction !== 'increase' && direction !== 'decrease')
    return 'Only what grows or shrinks from a beginning to a target has steps on its way.'
  const days = curve.map(({ date }) => date)
  if (days.some((day, at) => at > 0 && day <= (days[at - 1] ?? ''))) return 'Each step has a later day than the one before it.'
  if (days.some((day) => day >= due || (from !== null && day <= from)))
    return 'Steps lie between the first day of the plan and the day of the target.'
  const path = [baseline ?? '0', ...curve.map(({ value }) => value), target].map(scaled)
  const sign = direction === 'increase' ? 1n : -1n
  if (path.some((value, at) => at > 0 && (value - (path[at - 1] ?? 0n)) * sign < 0n))
    return direction === 'increase'
      ? 'Each step is at least as high as the one before it.'
      : 'Each step is at most as high as the one before it.'
  return null
}

/** All in one scale, as integers. */
function scaled(text: string): bigint {
  const { digits, scale } = decimal(text)
  return digits * 10n ** BigInt(12 - scale)
}
