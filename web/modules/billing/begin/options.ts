import { todayHere } from '../../../kit/days.ts'
import type { Option } from '../../../kit/index.ts'

/** The currencies that a company may sell in: all that the browser knows, by code. */
export function currencyOptions(): Option[] {
  const names = new Intl.DisplayNames(undefined, { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
}

export function zoneOptions(held: string | undefined): Option[] {
  const zones = Intl.supportedValuesOf('timeZone')
  return [...new Set([...(held ? [held] : []), 'UTC', ...zones])].map((value) => ({ value, label: value }))
}

export const registrationKinds: Option[] = [
  { value: 'vat', label: 'VAT or GST' },
  { value: 'oss', label: 'EU OSS' },
  { value: 'sales', label: 'US sales tax' },
]

/** Member states of the EU, the rest of the EEA, the United Kingdom and Switzerland. */
export const europe = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO GB CH'.split(' ')

export const productClasses: Option[] = [
  { value: 'self_hosted', label: 'Software on the customer’s servers' },
  { value: 'saas', label: 'Software on our servers' },
  { value: 'support', label: 'Support' },
  { value: 'training', label: 'Training' },
  { value: 'services', label: 'Services' },
]

export const productUnits: Option[] = [
  { value: 'seat', label: 'Seat' },
  { value: 'flat', label: 'Flat' },
  { value: 'each', label: 'Piece' },
]

/** The first day of this month, or of one after it. */
export function firstDay(monthsOn = 0): string {
  const [year = 0, month = 1] = todayHere().split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + monthsOn, 1)).toISOString().slice(0, 10)
}
