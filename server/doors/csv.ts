import type { Operation } from '../kernel/operation.ts'
import { isCurrency, majorText } from '../kernel/money.ts'

/**
 * RFC 4180 text of a list's rows: the columns of the list in their order, amounts in major units beside their currency, ids last, days and
 * instants as ISO text, never JSON in a cell. A cell that a spreadsheet would run as a formula (`= + - @`, also in their wide forms, tab,
 * CR, LF) gets a leading apostrophe, unless it is a plain number; so does a text that has one before such a sign already, so that a reader
 * who takes exactly one off has the text again.
 */
export function csvOf(given: Record<string, unknown>[], shape: Operation['csv'] = undefined): string {
  const rows = given.flatMap((row) => linesOf(row, shape?.each)).map(readable)
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const plain = shape ? shape.columns : all.filter((name) => !isId(name))
  const columns = [...plain, ...all.filter((name) => isId(name) && !plain.includes(name))]
  const lines = [columns.map(csvCell).join(','), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

const isId = (name: string) => /(^|_)(id|ids|href)$/.test(name)

/** One line for each entry of the list that `each` names; a row without is itself. */
function linesOf(row: Record<string, unknown>, each: string | undefined): Record<string, unknown>[] {
  if (!each) return [row]
  const { [each]: list, ...rest } = row
  if (!Array.isArray(list) || list.length === 0) return [rest]
  return list.map((entry: Record<string, unknown>) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(entry).map(([key, value]) => [key in rest ? `${each}_${key}` : key, value])),
  }))
}

/** 3432000 minor units of EUR as 34320.00, in a column named after the amount. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  const currency = row['currency']
  return Object.fromEntries(
    Object.entries(row)
      .flatMap(flat)
      .map(([name, value]): [string, unknown] => {
        if (value instanceof Date) return [name, value.toISOString()]
        const amount = name.endsWith('_minor') && Number.isSafeInteger(value) && typeof currency === 'string' && isCurrency(currency)
        return amount ? [name.slice(0, -6), majorText(BigInt(value as number), currency)] : [name, value]
      }),
  )
}

/** A thing inside a row becomes columns of its own, a list of words one text; a list of things is on the page of the row and not in its line. */
function flat([name, value]: [string, unknown]): [string, unknown][] {
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object' && one !== null) ? [] : [[name, value.join('; ')]]
  if (value instanceof Date || typeof value !== 'object' || value === null) return [[name, value]]
  return Object.entries(value).flatMap(([key, inner]) => flat([`${name}_${key}`, inner]))
}

/** A value as a cell of its own. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  let text = String(value)
  if (/^'*[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = `'${text}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
