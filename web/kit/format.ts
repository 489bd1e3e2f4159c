import { exponentOf, isCurrency } from '../../server/kernel/money.ts'

/** How values read, in the reader's own locale. Pure; formatters are kept because making one is slow. */
const kept = new Map<string, Intl.NumberFormat>()

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options)
  const found = kept.get(name) ?? new Intl.NumberFormat(undefined, options)
  kept.set(name, found)
  return found
}

/** The signs that the reader's locale writes between thousands and before decimals: `,` and `.` in English, `.` and `,` in German. */
export function signsOfNumbers(locale?: string): { thousands: string; decimals: string } {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(12_345_678.9)
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  return { thousands: of('group') ?? '', decimals: of('decimal') ?? '.' }
}

/** Decimal places of a currency as the server counts them (ISO 4217): browsers have other ones for some, such as 0 for UYW. */
export function placesOf(currency: string): number {
  return isCurrency(currency) ? exponentOf(currency) : 2
}

type MoneyLook = { short?: boolean; whole?: boolean; tidy?: boolean; sign?: boolean }

/**
 * Minor units to text: `moneyText(390000, 'EUR')` → "€3,900.00". `short` → "€3.9K". `whole` drops the cents. `tidy`, for lists and
 * records, has cents only where there are any: "€3,900", "€289.32". Minus is −.
 */
export function moneyText(minor: number, currency: string, more: MoneyLook = {}): string {
  return written(minor, currency, more).replace('-', '−')
}

/** A price of one piece as exact as it is: `amountText('0.0125', 'GBP')` → "£0.0125", `amountText('168.00', 'USD')` → "$168.00". */
export function amountText(amount: string, currency: string): string {
  const places = placesOf(currency)
  const most = Math.max(places, amount.split('.')[1]?.replace(/0+$/, '').length ?? 0)
  const look = { style: 'currency', currency, minimumFractionDigits: places, maximumFractionDigits: most } as const
  return numbers(look).format(Number(amount)).replace('-', '−')
}

function written(minor: number, currency: string, more: MoneyLook): string {
  const places = placesOf(currency)
  const sign: Intl.NumberFormatOptions = more.sign ? { signDisplay: 'exceptZero' } : {}
  const value = minor / 10 ** places
  if (more.short) {
    if (Math.abs(value) < 1000) return numbers({ style: 'currency', currency, maximumFractionDigits: 0, ...sign }).format(value)
    return numbers({
      style: 'currency',
      currency,
      notation: 'compact',
      maximumSignificantDigits: 3,
      minimumSignificantDigits: 3,
      ...sign,
    }).format(value)
  }
  if (more.whole || (more.tidy && Number.isInteger(value))) {
    return numbers({ style: 'currency', currency, maximumFractionDigits: 0, ...sign }).format(value)
  }
  return numbers({ style: 'currency', currency, minimumFractionDigits: places, maximumFractionDigits: places, ...sign }).format(value)
}

export function countText(value: number, more: { short?: boolean; sign?: boolean; places?: number } = {}): string {
  const sign: Intl.NumberFormatOptions = more.sign ? { signDisplay: 'exceptZero' } : {}
  if (more.short && Math.abs(value) >= 10_000) return numbers({ notation: 'compact', maximumFractionDigits: 1, ...sign }).format(value)
  return numbers({ maximumFractionDigits: more.places ?? 2, ...sign }).format(value)
}

/** A share to text: `percentText(0.1234)` → "12.3%". Takes decimals as strings too. */
export function percentText(share: number | string, more: { places?: number; sign?: boolean } = {}): string {
  const sign: Intl.NumberFormatOptions = more.sign ? { signDisplay: 'exceptZero' } : {}
  return numbers({ style: 'percent', maximumFractionDigits: more.places ?? 1, ...sign }).format(Number(share))
}

/** A share as points, for a difference of two shares: `pointsText(0.042)` → "+4.2 points". */
export function pointsText(difference: number): string {
  const value = Math.round(difference * 1000) / 10
  return `${numbers({ maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value)} ${Math.abs(value) === 1 ? 'point' : 'points'}`
}

/** "1 invoice", "9 invoices"; a plural that is more than an s is given. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${countText(value)} ${value === 1 ? one : many}`
}

/** `legal_name` → "Legal name", `newArr` → "New arr". */
export function titleOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const countryNames = new Intl.DisplayNames(undefined, { type: 'region' })

/** `DE` → "Germany", in the reader's language; what is no code stays as it is. */
export function countryText(code: string): string {
  try {
    return countryNames.of(code) ?? code
  } catch {
    return code
  }
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${countText(bytes / 1024, { places: 0 })} KB`
  if (bytes < 1024 ** 3) return `${countText(bytes / 1024 ** 2, { places: 1 })} MB`
  return `${countText(bytes / 1024 ** 3, { places: 1 })} GB`
}
