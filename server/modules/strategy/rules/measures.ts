import { type Decimal, decimal, decimalText, roundedRatio } from '../../../kernel/money.ts'
import { type Day, daysBetween } from '../../../kernel/period.ts'

export type Direction = 'increase' | 'decrease' | 'at_least' | 'at_most' | 'between'
export type Curve = 'linear' | { date: Day; value: string }[]
/** Computed colour; `data_needed` when there is no value or it is older than promised, never a zero. */
export type Status = 'green' | 'yellow' | 'red' | 'reached' | 'missed' | 'data_needed'

/** What a measure promises. Numbers are decimal texts. */
export type Pledge = {
  direction: Direction
  baseline: string | null
  target: string
  target_high: string | null
  /** share of the bound that still counts as yellow; null means 5 % */
  tolerance: string | null
  curve: Curve
  from: Day
  due: Day
}

export type MeasureStatus = {
  /** decimal texts, rounded half away from zero to 4 places; null where the direction has none */
  progress: string | null
  expected: string | null
  pace: string | null
  /** what the day should have brought, in the measure's unit, to a millionth; null where the direction has no way to go */
  planned: string | null
  status: Status
}

/** Of what has no way to go. */
export const noWay = { progress: null, expected: null, pace: null, planned: null }

type Ratio = { num: bigint; den: bigint }

const green: Ratio = { num: 9n, den: 10n }
const yellow: Ratio = { num: 7n, den: 10n }
const usualTolerance: Decimal = { digits: 5n, scale: 2 }

/** Where a measure stands on a day. `value` null or `fresh` false gives `data_needed`. */
export function statusOf(promise: Pledge, value: string | null, day: Day, fresh = true): MeasureStatus {
  const none: MeasureStatus = { ...noWay, status: 'data_needed' }
  if (value === null) return none
  const status =
    promise.direction === 'increase' || promise.direction === 'decrease' ? onTheWay(promise, value, day) : inBounds(promise, value)
  return fresh ? status : { ...status, status: 'data_needed' }
}

/** progress = (value − baseline) / (target − baseline); pace = progress / expected, taken as 1 while nothing is expected yet. */
function onTheWay(promise: Pledge, value: string, day: Day): MeasureStatus {
  const base = decimal(promise.baseline ?? '0')
  const progress = ratio(minus(decimal(value), base), minus(decimal(promise.target), base))
  if (!progress) return { ...noWay, status: 'data_needed' }
  const expected = expectedOn(promise, base, day)
  const pace = expected.num === 0n ? { num: 1n, den: 1n } : over(progress, expected)
  const status: Status = atLeast(progress, { num: 1n, den: 1n })
    ? 'reached'
    : day > promise.due
      ? 'missed'
      : atLeast(pace, green)
        ? 'green'
        : atLeast(pace, yellow)
          ? 'yellow'
          : 'red'
  return { progress: text(progress), expected: text(expected), pace: text(pace), planned: plannedAt(promise, base, expected), status }
}

/** baseline + (target − baseline) × expected, rounded once. */
function plannedAt({ target }: Pledge, base: Decimal, { num, den }: Ratio): string {
  const way = minus(decimal(target), base)
  const scale = Math.max(base.scale, way.scale)
  const at = (one: Decimal) => one.digits * 10n ** BigInt(scale - one.scale)
  return decimalText(roundedRatio((at(base) * den + at(way) * num) * 1_000_000n, den * 10n ** BigInt(scale)), 6)
}

/** Share of the way that the day should have brought: elapsed days ÷ all days, first and last both counted, or the step curve between its points. */
function expectedOn(promise: Pledge, base: Decimal, day: Day): Ratio {
  const one: Ratio = { num: 1n, den: 1n }
  if (day >= promise.due) return one
  if (day < promise.from) return { num: 0n, den: 1n }
  if (promise.curve === 'linear') {
    return { num: BigInt(daysBetween(promise.from, day) + 1), den: BigInt(daysBetween(promise.from, promise.due) + 1) }
  }
  const points = [{ date: promise.from, value: base }, ...promise.curve.map(({ date, value }) => ({ date, value: decimal(value) }))]
  points.push({ date: promise.due, value: decimal(promise.target) })
  points.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const next = points.findIndex(({ date }) => date > day)
  const [left, right] = [points[next - 1], points[next]]
  if (!left || !right) return one
  const share: Ratio = { num: BigInt(daysBetween(left.date, day)), den: BigInt(daysBetween(left.date, right.date)) }
  const rise = minus(right.value, left.value)
  const done = ratio(minus(left.value, base), minus(decimal(promise.target), base)) ?? { num: 0n, den: 1n }
  const extra = ratio(rise, minus(decimal(promise.target), base)) ?? { num: 0n, den: 1n }
  return { num: done.num * extra.den * share.den + extra.num * share.num * done.den, den: done.den * extra.den * share.den }
}

/** Inside the bounds green, within the tolerance of the bound yellow, else red. */
function inBounds(promise: Pledge, value: string): MeasureStatus {
  const seen = decimal(value)
  const low = promise.direction === 'at_most' ? null : decimal(promise.target)
  const high =
    promise.direction === 'at_most'
      ? decimal(promise.target)
      : promise.direction === 'between'
        ? decimal(promise.target_high ?? promise.target)
        : null
  const missing = [low ? minus(low, seen) : null, high ? minus(seen, high) : null]
  const bounds = [low, high]
  const by = promise.tolerance === null ? usualTolerance : decimal(promise.tolerance)
  let status: Status = 'green'
  missing.forEach((gap, index) => {
    if (!gap || gap.digits <= 0n) return
    const bound = bounds[index] as Decimal
    const allowed = { digits: absolute(bound.digits) * by.digits, scale: bound.scale + by.scale }
    status = minus(gap, allowed).digits <= 0n ? 'yellow' : 'red'
  })
  return { ...noWay, status }
}

function minus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale), scale }
}

function ratio(a: Decimal, b: Decimal): Ratio | null {
  if (b.digits === 0n) return null
  const num = a.digits * 10n ** BigInt(b.scale)
  const den = b.digits * 10n ** BigInt(a.scale)
  return den < 0n ? { num: -num, den: -den } : { num, den }
}

function over(a: Ratio, b: Ratio): Ratio {
  const num = a.num * b.den
  const den = a.den * b.num
  return den < 0n ? { num: -num, den: -den } : { num, den }
}

function atLeast(a: Ratio, b: Ratio): boolean {
  return a.num * b.den >= b.num * a.den
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

function text({ num, den }: Ratio): string {
  const rounded = roundedRatio(num * 10_000n, den)
  const digits = absolute(rounded).toString().padStart(5, '0')
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
