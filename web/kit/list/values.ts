import { type Column, valueAt, valueField } from '../../../server/kernel/list/list.ts'
import { csvCell } from '../csv.ts'
import { agoText, dayText } from '../days.ts'
import { countryText, countText, moneyText, percentText, placesOf } from '../format.ts'

/** What a row holds in a column. */
export function valueIn(row: unknown, name: string, column: Column): unknown {
  return valueAt(row, valueField(name, column))
}

/** The currency of an amount in a row. */
export function currencyOf(row: unknown, column: Column): string {
  const value = column.currency === undefined ? undefined : valueAt(row, column.currency)
  return typeof value === 'string' ? value : 'EUR'
}

/** An amount of a row in minor units, whichever way it travels. */
export function minorOf(row: unknown, name: string, column: Column): number | null {
  const value = valueIn(row, name, column)
  if (value === null || value === undefined || value === '') return null
  if (valueField(name, column).endsWith('_minor')) return Number(value)
  return Math.round(Number(value) * 10 ** placesOf(currencyOf(row, column)))
}

/** A value in a few words, for a phone's second line. */
export function briefOf(row: unknown, name: string, column: Column): string {
  const value = valueIn(row, name, column)
  if (value === null || value === undefined || value === '') return ''
  switch (column.kind) {
    case 'money':
      return moneyText(minorOf(row, name, column) ?? 0, currencyOf(row, column), { tidy: true })
    case 'count':
      return `${countText(Number(value))} ${ofMany(column.title.toLowerCase(), Number(value))}`
    case 'percent':
      return percentText(Number(value))
    case 'day':
      return dayText(String(value))
    case 'instant':
      return agoText(String(value))
    case 'choice':
      return choicesText(value, column)
    case 'yes':
      return value ? column.title : `not ${column.title.toLowerCase()}`
    case 'country':
      return countryText(String(value))
    default:
      return [value].flat().map(nameOf).filter(Boolean).join(', ')
  }
}

/** A value that is more than one has its name, or nothing that words could say. */
function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return 'name' in value ? String(value.name) : ''
}

/** A choice, or several, as they are called. */
export function choicesText(value: unknown, column: Column): string {
  return [value]
    .flat()
    .map((one) => column.choices?.[String(one)] ?? String(one))
    .join(', ')
}

/** A value as a file holds it: days as written, amounts as decimals. */
function plainOf(row: unknown, name: string, column: Column): string {
  const value = valueIn(row, name, column)
  if (value === null || value === undefined) return ''
  if (column.kind === 'money') {
    const places = placesOf(currencyOf(row, column))
    return ((minorOf(row, name, column) ?? 0) / 10 ** places).toFixed(places)
  }
  if (Array.isArray(value)) return value.map((one) => plainText(one)).join(', ')
  return plainText(value)
}

/** A value that is more than one: by its name. */
function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return 'name' in value ? String(value.name) : JSON.stringify(value)
}

/** Chosen rows as a file: the columns that are shown, ids of nothing. A cell that a spreadsheet would calculate is quoted as text. */
export function csvOf(rows: readonly unknown[], names: readonly string[], columns: Readonly<Record<string, Column>>): string {
  const known = names.flatMap((name) => {
    const column = columns[name]
    return column ? [{ name, column }] : []
  })
  const lines = rows.map((row) => known.map(({ name, column }) => csvCell(plainOf(row, name, column))).join(','))
  return `${[known.map(({ name }) => name).join(','), ...lines].join('\r\n')}\r\n`
}

/** What the chosen rows come to, one sum a currency. */
export function sumsOf(rows: readonly unknown[], name: string, column: Column): { currency: string; minor: number }[] {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const minor = minorOf(row, name, column)
    if (minor !== null) sums.set(currencyOf(row, column), (sums.get(currencyOf(row, column)) ?? 0) + minor)
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => b.minor - a.minor)
}

/** A column that counts is named for many: of one it says so. */
function ofMany(title: string, count: number): string {
  if (count !== 1) return title
  return title === 'people' ? 'person' : title.replace(/([^s])s$/, '$1')
}
