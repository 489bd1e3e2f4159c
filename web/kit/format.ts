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

/** Minor units to text: `moneyText(390000, 'EUR')` → "€3,900.00". `short` → "€3.9K". `whole` drops the cents. */
export function moneyText(minor: number, currency: string, more: { short?: boolean; whole?: boolean; sign?: boolean } = {}): string {
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
      minimumFractionDigits: 0,
      ...sign,
    }).format(value)
  }
  if (more.whole) return numbers({ style: 'currency', currency, maximumFractionDigits: 0, ...sign }).format(value)
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

const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const monthFormat = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' })
const shortDayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const instantFormat = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })
const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** Periods are half-open in the data; people read the last day. */
export function lastDay(exclusive: string): string {
  return new Date(Date.parse(`${exclusive}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** A day has no clock and no zone: it is read as it is written. */
export function dayText(day: string, as: 'day' | 'month' | 'short' = 'day'): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  if (as === 'month') return monthFormat.format(at)
  return (as === 'short' ? shortDayFormat : dayFormat).format(at)
}

/** A sentence of the server's, its days as the reader writes them: "from 2026-11-24" → "from Nov 24, 2026". */
export function withDays(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayText(day))
}

export function instantText(instant: string, as: 'instant' | 'full' | 'clock' = 'instant'): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  if (as === 'clock') return clockFormat.format(at)
  return (as === 'full' ? fullFormat : instantFormat).format(at)
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'long' })
const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** "3 hours ago", "in 2 days", "just now". */
export function agoText(instant: string, now: Date = new Date()): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  }
  return 'just now'
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
