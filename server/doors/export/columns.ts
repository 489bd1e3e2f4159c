import { readColumns } from '../../kernel/list/where.ts'
import { type Column, type List, valueAt, valueField } from '../../kernel/list/list.ts'
import { isCurrency, majorText } from '../../kernel/money.ts'

export type Row = Readonly<Record<string, unknown>>
/** A value as a file writes it: what it is, and its plain text (days and instants as ISO 8601, amounts in major units, nothing as ''). */
export type Cell = { kind: 'text' | 'number' | 'amount' | 'day' | 'instant' | 'yes'; text: string; said?: string }
/** `width` in characters, as spreadsheets count it. */
export type ExportColumn = { name: string; title: string; width: number; cell: (row: Row) => Cell }

/** The columns of a list's export: all of the list or those that were asked for, each amount beside its currency, ids last. */
export function exportColumns(list: List, holds: (field: string) => boolean, asked?: string): ExportColumn[] {
  const chosen = asked === undefined ? Object.keys(list.columns) : readColumns(list, asked)
  const names = [...new Set(chosen.flatMap((name) => withCurrency(list, name, chosen)))]
  const columns = names.map((name): ExportColumn => columnOf(name, list))
  const ids = ['id', ...names.flatMap((name) => list.columns[name]?.id ?? [])].filter((field) => holds(field) && !names.includes(field))
  return [...columns, ...[...new Set(ids)].map(idColumn)]
}

function idColumn(field: string): ExportColumn {
  const name = field.replaceAll('.', '_')
  return { name, title: idTitle(field), width: 14, cell: (row) => text(valueAt(row, field)) }
}

/** What a value of a kind needs to be read whole. */
const widths: Record<Column['kind'], number> = {
  customer: 36,
  person: 24,
  text: 30,
  count: 10,
  money: 15,
  percent: 10,
  day: 12,
  instant: 20,
  choice: 18,
  yes: 8,
  country: 10,
}

/** `id` is the row's own; `account.id` and `account_id` are the account's. */
function idTitle(field: string): string {
  const of = field
    .replace(/[._]?id$/, '')
    .replaceAll(/[._]/g, ' ')
    .trim()
  return of === '' ? 'Id' : `${of.charAt(0).toUpperCase()}${of.slice(1)} id`
}

function withCurrency(list: List, name: string, chosen: readonly string[]): string[] {
  const currency = list.columns[name]?.currency
  return currency === undefined || chosen.includes(currency) ? [name] : [name, currency]
}

function columnOf(name: string, list: List): ExportColumn {
  const column = list.columns[name] as Column
  const field = valueField(name, column)
  const coin = column.currency === undefined ? undefined : valueField(column.currency, list.columns[column.currency] as Column)
  return {
    name,
    title: column.title,
    width: Math.max(column.title.length + 3, column.long ? 40 : roomFor(column)),
    cell: (row) => cellOf(column, valueAt(row, field), coin === undefined ? undefined : valueAt(row, coin), field),
  }
}

function cellOf(column: Column, value: unknown, currency: unknown, field: string): Cell {
  if (value === null || value === undefined) return text('')
  switch (column.kind) {
    case 'count':
    case 'percent':
      return { kind: 'number', text: String(value) }
    case 'money': {
      if (!field.endsWith('_minor')) return { kind: 'amount', text: String(value) }
      if (typeof currency !== 'string' || !isCurrency(currency)) return { kind: 'number', text: String(value) }
      return { kind: 'amount', text: majorText(BigInt(value as number), currency) }
    }
    case 'day':
      return { kind: 'day', text: String(value) }
    case 'instant':
      return { kind: 'instant', text: value instanceof Date ? value.toISOString() : String(value) }
    case 'yes':
      return { kind: 'yes', text: String(value) }
    case 'choice':
      return {
        ...text(value),
        said: [value]
          .flat()
          .map((one) => column.choices?.[String(one)] ?? String(one))
          .join('; '),
      }
    default:
      return text(value)
  }
}

function text(value: unknown): Cell {
  return { kind: 'text', text: plain(value) }
}

/** Never JSON in a cell: a list is its words, a thing its values. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain).join('; ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => `${name} ${plain(one)}`)
    .join(', ')
}

/** What a column needs: of choices the longest, else what its kind holds. */
function roomFor({ kind, choices }: Column): number {
  if (kind !== 'choice' || !choices) return widths[kind]
  return Math.max(...Object.values(choices).map(({ length }) => length)) + 3
}
