import { decimal, exponentOf, majorText, roundedRatio } from '../../../kernel/money.ts'

type Rates = ReadonlyMap<string, string>
type Part = { currency: string; minor: bigint }

/** An amount in another currency at the rate given, rounded half away from zero; nothing when there is no rate. */
export function inReporting(part: Part, rates: Rates, currency: string): bigint | undefined {
  const rate = rates.get(part.currency)
  if (rate === undefined) return undefined
  const { digits, scale } = decimal(rate)
  const shift = exponentOf(currency) - exponentOf(part.currency)
  const up = shift > 0 ? 10n ** BigInt(shift) : 1n
  const down = 10n ** BigInt(scale) * (shift < 0 ? 10n ** BigInt(-shift) : 1n)
  return roundedRatio(part.minor * digits * up, down)
}

/** The sum in one currency, in minor units; what has no rate is left out and named. */
export function summed(parts: readonly Part[], rates: Rates, currency: string): { minor: bigint; missing: string[] } {
  const missing = new Set<string>()
  let minor = 0n
  for (const part of parts) {
    const worth = inReporting(part, rates, currency)
    if (worth === undefined) missing.add(part.currency)
    else minor += worth
  }
  return { minor, missing: [...missing].sort() }
}

/** The sum as decimal text; null as soon as something in it has no rate: a part is not the whole. */
export function sumText(parts: readonly Part[], rates: Rates, currency: string): string | null {
  const { minor, missing } = summed(parts, rates, currency)
  return missing.length > 0 ? null : majorText(minor, currency)
}

/** Twelve weeks, oldest first, from rows that count them back from today; a week without rows is what nothing adds up to. */
export function weeks<R extends { week: number | null }>(rows: readonly R[], of: (rows: R[]) => number | null): (number | null)[] {
  const byWeek = Map.groupBy(rows, (row) => row.week)
  return Array.from({ length: 12 }, (_, at) => of(byWeek.get(11 - at) ?? []))
}

/** A share to four places; null where there is nothing to share. */
export function share(part: number, whole: number): string | null {
  if (whole === 0) return null
  const text = roundedRatio(BigInt(part) * 10_000n, BigInt(whole))
    .toString()
    .padStart(5, '0')
  return `${text.slice(0, -4)}.${text.slice(-4)}`
}
