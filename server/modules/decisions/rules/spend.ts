import { exponentOf } from '../../../kernel/money.ts'

/** More than any limit: what cannot be reckoned is never taken for nothing. */
const unknown = 2n ** 62n

/** A sum in another currency at a rate (units of `to` for one of `from`), minor units, rounded up; without a rate above every limit. */
export function convertOrUnknown(minor: bigint, from: string, to: string, rate: string | undefined): bigint {
  if (rate === undefined) return unknown
  const [whole = '0', part = ''] = rate.split('.')
  const scaled = minor * BigInt(whole + part) * 10n ** BigInt(exponentOf(to))
  const scale = 10n ** BigInt(part.length) * 10n ** BigInt(exponentOf(from))
  return (scaled + scale - 1n) / scale
}
