import { Refusal } from './refusal.ts'

/** An exact decimal: value = digits / 10^scale. */
export type Decimal = { digits: bigint; scale: number }

/** Minor-unit exponents that differ from 2 (ISO 4217 list one, amendment 177). */
export const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}
const known = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG`.split(
    ' ',
  ),
)

export function isCurrency(code: string): boolean {
  return known.has(code)
}

/** Digits after the point in the currency's major unit; refuses a code that ISO 4217 does not list. */
export function exponentOf(currency: string): number {
  if (!known.has(currency)) throw new Refusal('refused', 'currency.unknown', `${currency} is not an ISO 4217 currency code.`)
  return exponents[currency] ?? 2
}

/** Reads "84.00" or "-7.35" exactly. */
export function decimal(text: string): Decimal {
  const match = /^(-?)(\d{1,24})(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) throw new Refusal('invalid', 'decimal.invalid', `"${text}" is not a decimal number such as 84.00.`)
  const fraction = match[3] ?? ''
  const digits = BigInt(`${match[2]}${fraction}`)
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length }
}

/** num / den rounded half away from zero: the one rounding of the house. */
export function roundedRatio(num: bigint, den: bigint): bigint {
  if (den === 0n) throw new RangeError('division by zero')
  const negative = num < 0n !== den < 0n
  const top = num < 0n ? -num : num
  const bottom = den < 0n ? -den : den
  const rounded = (top * 2n + bottom) / (bottom * 2n)
  return negative ? -rounded : rounded
}

/** Splits `total` in proportion to `weights` by largest remainder; ties go to the earlier part; zero weights get nothing. */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const sign = total < 0n !== sum < 0n ? -1n : 1n
  const whole = total < 0n ? -total : total
  const size = sum < 0n ? -sum : sum
  const parts = weights.map((weight) => {
    const scaled = whole * (sum < 0n ? -weight : weight)
    const floor = scaled >= 0n ? scaled / size : -((-scaled + size - 1n) / size)
    return { floor, rest: scaled - floor * size }
  })
  let left = whole - parts.reduce((a, part) => a + part.floor, 0n)
  const order = parts.map((_, index) => index).filter((index) => weights[index] !== 0n)
  order.sort((a, b) => compareBig(parts[b]?.rest ?? 0n, parts[a]?.rest ?? 0n) || a - b)
  for (const index of order) {
    if (left === 0n) break
    const part = parts[index]
    if (part) part.floor += 1n
    left -= 1n
  }
  return parts.map((part) => part.floor * sign)
}

/** 77326n EUR → "773.26"; for wires and documents, never for a reader's locale. */
export function majorText(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency)
  const sign = minor < 0n ? '-' : ''
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** As people read it: 464100n EUR → "€4,641.00", always with the decimals of the currency. */
export function moneyWords(minor: bigint, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(majorText(minor, currency) as `${number}`)
}

/** "4999.99" USD → 499999n; refuses more decimals than the currency has. */
export function minorOf(text: string, currency: string): bigint {
  const value = decimal(text)
  const exponent = exponentOf(currency)
  if (value.scale > exponent) throw new Refusal('invalid', 'money.too_precise', `${currency} has ${exponent} decimals; "${text}" has more.`)
  return value.digits * 10n ** BigInt(exponent - value.scale)
}

/** bigint → JSON number; refuses what a double cannot hold exactly. */
export function safeNumber(minor: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER)
  if (minor > limit || minor < -limit) throw new Refusal('refused', 'money.too_large', 'An amount is above 2^53 − 1 minor units.')
  return Number(minor)
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Decimals with which a figure is written in full: amounts and counts in whole ones, shares in tenths of a percent, others in hundredths. */
function placesOf(unit: string | null): number {
  if (unit === 'ratio' || unit === 'share') return 3
  return unit === 'count' || (unit !== null && isCurrency(unit)) ? 0 : 2
}

/** A figure as it is written in full, as decimal text; rounded half away from zero. What stands beside it is worked out from this. */
export function asWritten(value: string, unit: string | null): string {
  return decimalText(written(value, unit), placesOf(unit))
}

/** value − other, both as they are written in full: whoever takes one from the other on the screen gets the same. */
export function gapOf(value: string, other: string, unit: string | null): string {
  return decimalText(written(value, unit) - written(other, unit), placesOf(unit))
}

function written(value: string, unit: string | null): bigint {
  const { digits, scale } = decimal(value)
  return roundedRatio(digits * 10n ** BigInt(placesOf(unit)), 10n ** BigInt(scale))
}

/** digits / 10^scale without noughts at the end. */
export function decimalText(digits: bigint, scale: number): string {
  const figures = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const [whole, part] = [figures.slice(0, figures.length - scale), figures.slice(figures.length - scale).replace(/0+$/, '')]
  return `${digits < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}
