import { type Decimal, decimal } from '../../../../kernel/money.ts'
import type { Bound } from './model.ts'

type Promise = Pick<Bound, 'direction' | 'target' | 'target_high'>
type Bounds = { low: Decimal | null; high: Decimal | null }

/** Whether two promises on one figure cannot both be kept: one rises where the other falls, or what one allows the other does not. */
export function opposed(a: Promise, b: Promise): boolean {
  const ways = [a.direction, b.direction]
  if (ways.includes('increase') && ways.includes('decrease')) return true
  const [one, other] = [boundsOf(a), boundsOf(b)]
  return above(one.low, other.high) || above(other.low, one.high)
}

/** Where a promise allows the figure to end. */
function boundsOf({ direction, target, target_high }: Promise): Bounds {
  const value = target === null ? null : decimal(target)
  if (direction === 'between') return { low: value, high: target_high === null ? value : decimal(target_high) }
  const down = direction === 'at_most' || direction === 'decrease'
  return direction === null ? { low: null, high: null } : { low: down ? null : value, high: down ? value : null }
}

function above(low: Decimal | null, high: Decimal | null): boolean {
  return low !== null && high !== null && compare(low, high) > 0
}

/** Whether two filters can never hold the same row: on one name they want different values. */
export function disjoint(a: Bound['filter'], b: Bound['filter']): boolean {
  if (!a || !b) return false
  return Object.keys(a).some((name) => {
    if (!(name in b)) return false
    const [mine, theirs] = [valuesOf(a[name]), valuesOf(b[name])]
    return mine.length > 0 && theirs.length > 0 && !mine.some((value) => theirs.includes(value))
  })
}

function valuesOf(wanted: unknown): string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).flatMap((one) => (one === null || one === undefined ? [] : [JSON.stringify(one)]))
}

/**
 * By how much the parts miss what they are to make together: short of a target that is to be reached, above one that is not to be passed.
 * Nothing where they do not add up to one figure: another direction, or filters that may hold the same row.
 */
export function sumGap(
  whole: Promise,
  parts: readonly Pick<Bound, 'direction' | 'target' | 'filter'>[],
): { total: string; gap: string } | null {
  const up = rises(whole)
  if (up === null || whole.target === null || parts.length === 0) return null
  if (parts.some((part) => rises(part) !== up || part.target === null)) return null
  if (parts.some((a, at) => parts.some((b, other) => other > at && !disjoint(a.filter, b.filter)))) return null
  const total = parts.reduce<Decimal>((sum, { target }) => plus(sum, decimal(target ?? '0')), { digits: 0n, scale: 0 })
  const wanted = decimal(whole.target)
  const gap = up ? plus(wanted, minus(total)) : plus(total, minus(wanted))
  return gap.digits > 0n ? { total: textOf(total), gap: textOf(gap) } : null
}

function rises({ direction }: Pick<Promise, 'direction'>): boolean | null {
  if (direction === 'increase' || direction === 'at_least') return true
  return direction === 'decrease' || direction === 'at_most' ? false : null
}

export function compare(a: Decimal, b: Decimal): number {
  const { digits } = plus(a, minus(b))
  return digits > 0n ? 1 : digits < 0n ? -1 : 0
}

function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: a.digits * 10n ** BigInt(scale - a.scale) + b.digits * 10n ** BigInt(scale - b.scale), scale }
}

function minus(a: Decimal): Decimal {
  return { digits: -a.digits, scale: a.scale }
}

function textOf({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? all : `${all.slice(0, -scale)}.${all.slice(-scale)}`
  return sign + (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
}
