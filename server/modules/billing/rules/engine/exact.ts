import { type Decimal, decimal } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { Dec } from './shapes.ts'

/** Decimals as scaled integers: quantities in millionths, prices and percentages in 10^-12. Every ratio stays exact until its one rounding. */
export const quantityScale = 1_000_000n
export const priceScale = 1_000_000_000_000n
/** The scale of a percentage seen as a factor: "19" is 19 / 100. */
export const percentScale = priceScale * 100n

/** A quantity in millionths; refuses more than 6 decimals and anything below 0. */
export function quantityOf(text: Dec, what: string): bigint {
  const value = signedQuantityOf(text, what)
  if (value < 0n) throw new Refusal('refused', 'quantity.invalid', `The quantity ${text} of ${what} is below 0.`)
  return value
}

/** A quantity change in millionths; may be negative. */
export function signedQuantityOf(text: Dec, what: string): bigint {
  const value = trimmed(read(text, 'quantity.invalid', what))
  if (value.scale > 6) throw new Refusal('refused', 'quantity.invalid', `The quantity ${text} of ${what} has more than 6 decimals.`)
  return value.digits * 10n ** BigInt(6 - value.scale)
}

/** A price in 10^-12 of the major unit; may be negative here. */
export function priceOf(text: Dec, what: string): bigint {
  const value = read(text, 'price.invalid', what)
  return value.digits * 10n ** BigInt(12 - value.scale)
}

/** A percentage between 0 and 100 in 10^-12; `code` is the refusal's. */
export function percentOf(text: Dec, code: string, what: string): bigint {
  const value = priceOf(text, what)
  if (value < 0n || value > 100n * priceScale) throw new Refusal('refused', code, `${text} % of ${what} is not between 0 and 100.`)
  return value
}

/** 84·10^12 with 2 decimals at least → "84.00"; never further trailing zeros. */
export function priceText(price: bigint, decimals: number): Dec {
  return scaledText(price, 12, decimals)
}

/** 15·10^6 → "15". */
export function quantityText(quantity: bigint): Dec {
  return scaledText(quantity, 6, 0)
}

/** The smaller of two amounts; Math.min does not take bigints. */
export function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}

/** A decimal text without trailing zeros: "19.00" and "19" are one rate. */
export function plainDecimal(text: Dec): Dec {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function scaledText(value: bigint, scale: number, decimals: number): Dec {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, -scale)
  let end = scale
  while (end > decimals && digits[digits.length - scale + end - 1] === '0') end--
  return end === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - scale, digits.length - scale + end)}`
}

function trimmed(value: Decimal): Decimal {
  let { digits, scale } = value
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale--
  }
  return { digits, scale }
}

function read(text: Dec, code: string, what: string): Decimal {
  if (typeof text !== 'string' || text.length > 26) throw new Refusal('refused', code, `"${text}" of ${what} is not a decimal.`)
  return decimal(text)
}
