import { allocate } from '../../../kernel/money.ts'
import { addMonths, type Day } from '../../../kernel/period.ts'
import { fiscalYear, fiscalYearOf } from './fiscal.ts'

/** What a line costs, in minor units of one currency; both days are included, a line without a last one goes on. */
export type Costs = {
  starts_on: Day
  ends_on: Day | null
  paid_per: 'month' | 'quarter' | 'year'
  recurring_minor: bigint
  per_seat_minor: bigint
  seats: number | null
  one_time_minor: bigint
  implementation_minor: bigint
  heads: number | null
  cost_per_year_minor: bigint
}
export type Span = { from: Day; to: Day }

const amounts = ['one_time_minor', 'recurring_minor', 'per_seat_minor', 'implementation_minor', 'cost_per_year_minor'] as const
type Amounts<T> = Record<(typeof amounts)[number], T>

/** The amounts of a line as they are counted with. */
export function countedAmounts(line: Amounts<number>): Amounts<bigint> {
  return Object.fromEntries(amounts.map((name) => [name, BigInt(line[name])])) as Amounts<bigint>
}

/** The amounts of a line as they are told; no line is so large that a number would not hold them (`largest`). */
export function toldAmounts(line: Amounts<bigint>): Amounts<number> {
  return Object.fromEntries(amounts.map((name) => [name, Number(line[name])])) as Amounts<number>
}

/** For which days an edition’s budget is summed: its period, else the fiscal year of today. */
export function budgetPeriod(edition: { period_start: Day | null; period_end: Day | null }, today: Day, fiscalYearEnd: string): Span {
  const { period_start: own, period_end: last } = edition
  if (own !== null && last !== null) return { from: own, to: last }
  const { from, to } = fiscalYear(fiscalYearOf(today, fiscalYearEnd), fiscalYearEnd)
  return { from, to }
}

/** months of one payment; a century of them is more than any plan looks ahead */
const monthsOf = { month: 1, quarter: 3, year: 12 }
const furthest = 1200

/**
 * What of a line falls into a period. Payments and colleagues are spread over the months from the line's first day on, to the smallest unit;
 * a month counts where its first day lies, and one that has begun by the last day counts whole. What is paid once counts on the first day.
 */
export function costIn(line: Costs, { from, to }: Span): bigint {
  const { starts_on, ends_on, paid_per } = line
  const once = starts_on >= from && starts_on <= to ? line.one_time_minor + line.implementation_minor : 0n
  const last = ends_on !== null && ends_on < to ? ends_on : to
  const each = allocate(line.recurring_minor + BigInt(line.seats ?? 0) * line.per_seat_minor, evenly(monthsOf[paid_per]))
  const people = allocate(BigInt(line.heads ?? 0) * line.cost_per_year_minor, evenly(12))
  let sum = once
  for (let month = 0; month < furthest; month += 1) {
    const first = addMonths(starts_on, month)
    if (first > last) break
    if (first >= from) sum += (each[month % each.length] ?? 0n) + (people[month % 12] ?? 0n)
  }
  return sum
}

function evenly(parts: number): bigint[] {
  return Array.from({ length: parts }, () => 1n)
}

/** The largest sum that is counted exactly, here and by whoever reads it. */
export const largest = BigInt(Number.MAX_SAFE_INTEGER)

/** All that a line may ever cost: what falls into any period, however long, is no more. */
export function costEver({ paid_per, one_time_minor, implementation_minor, ...line }: Costs): bigint {
  const each = line.recurring_minor + BigInt(line.seats ?? 0) * line.per_seat_minor
  const people = BigInt(line.heads ?? 0) * line.cost_per_year_minor
  return one_time_minor + implementation_minor + (each * BigInt(furthest)) / BigInt(monthsOf[paid_per]) + (people * BigInt(furthest)) / 12n
}

const costly = [
  ...(['starts_on', 'ends_on', 'paid_per', 'recurring_minor', 'per_seat_minor', 'seats'] as const),
  ...(['one_time_minor', 'implementation_minor', 'heads', 'cost_per_year_minor', 'currency'] as const),
]

/** Whether a line costs something else than before, or in other days. */
export function costsOtherwise(before: Costs & { currency: string }, after: Costs & { currency: string }): boolean {
  return costly.some((field) => before[field] !== after[field])
}

/** Whether anything is to be paid at all. */
export function costsNothing(line: Costs): boolean {
  const people = BigInt(line.heads ?? 0) * line.cost_per_year_minor
  const seats = BigInt(line.seats ?? 0) * line.per_seat_minor
  return line.recurring_minor + line.one_time_minor + line.implementation_minor + seats + people === 0n
}

export type Total = { currency: string; now: bigint; next: bigint }

/** Sums for each currency, which are never mixed, by what a line belongs to. */
export function totalsBy<L extends Costs & { currency: string }>(
  lines: readonly L[],
  keyOf: (line: L) => string,
  spans: { now: Span; next: Span },
): (Total & { key: string })[] {
  return [...Map.groupBy(lines, (line) => `${keyOf(line)} ${line.currency}`).values()].map((same) => {
    const [first] = same as [L, ...L[]]
    const sum = (span: Span) => same.reduce((all, line) => all + costIn(line, span), 0n)
    return { key: keyOf(first), currency: first.currency, now: sum(spans.now), next: sum(spans.next) }
  })
}
