import { roundedRatio } from '../../../kernel/money.ts'

/** An exact fraction, always with a positive denominator in lowest terms. */
export type Exact = { num: bigint; den: bigint }

export function exact(num: bigint | number, den: bigint | number = 1n): Exact {
  return lowest(BigInt(num), BigInt(den))
}

/** Reads `12`, `-0.5` exactly. */
export function exactOf(text: string): Exact {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const value = BigInt(`${whole}${fraction}`)
  return lowest(text.startsWith('-') ? -value : value, 10n ** BigInt(fraction.length))
}

export const plus = (a: Exact, b: Exact): Exact => lowest(a.num * b.den + b.num * a.den, a.den * b.den)
export const minus = (a: Exact, b: Exact): Exact => lowest(a.num * b.den - b.num * a.den, a.den * b.den)
export const times = (a: Exact, b: Exact): Exact => lowest(a.num * b.num, a.den * b.den)
/** x/0 has no value: there is no base, and 0 would be a lie. */
export const over = (a: Exact, b: Exact): Exact | null => (b.num === 0n ? null : lowest(a.num * b.den, a.den * b.num))
export const compare = (a: Exact, b: Exact): number => {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const absolute = (a: Exact): Exact => ({ num: a.num < 0n ? -a.num : a.num, den: a.den })

/** Rounds once, half away from zero, to `places`; drops trailing zeros beyond `least` places. */
export function decimalText(value: Exact, places = 12, least = 0): string {
  const scaled = roundedRatio(value.num * 10n ** BigInt(places), value.den)
  const sign = scaled < 0n ? '-' : ''
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  let fraction = places === 0 ? '' : digits.slice(-places)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`
}

function lowest(num: bigint, den: bigint): Exact {
  if (den === 0n) throw new RangeError('a fraction over zero')
  if (den === 1n) return { num, den }
  let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den]
  while (b !== 0n) [a, b] = [b, a % b]
  const sign = den < 0n ? -1n : 1n
  return a === 0n ? { num: 0n, den: 1n } : { num: (sign * num) / a, den: (sign * den) / a }
}
