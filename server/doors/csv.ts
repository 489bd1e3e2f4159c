import { isCurrency, majorText } from '../kernel/money.ts'

/**
 * RFC 4180 text of a list's rows: one line for each entry of a list inside a row, amounts in major units, ids last. A cell that a spreadsheet would run as a formula (`= + - @`, also in
 * their wide forms, tab, CR, LF)
 * gets a leading apostrophe, unless it is a plain number; so does a text that has one before such a sign already, so that a reader who
 * takes exactly one off has the text again. An instant is ISO text.
 */
export function csvOf(given: Record<string, unknown>[]): string {
  const rows = given.flatMap(linesOf).map(readable)
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = [...all.filter((name) => !isId(name)), ...all.filter(isId)]
  const lines = [columns.map(cell).join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

const isId = (name: string) => /(^|_)(id|ids|href)$/.test(name)

/** A journal is one line for each posting; a row without lists of things is itself. */
function linesOf(row: Record<string, unknown>): Record<string, unknown>[] {
  const list = Object.entries(row).find(([, value]) => Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null))
  if (!list) return [row]
  const [name, entries] = list as [string, Record<string, unknown>[]]
  const { [name]: _taken, ...rest } = row
  return entries.map((entry) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(entry).map(([key, value]) => [key in rest ? `${name}_${key}` : key, value])),
  }))
}

/** 3432000 minor units of EUR as 34320.00, in a column named after the amount. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  const currency = row['currency']
  return Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, unknown] => {
      if (value instanceof Date) return [name, value.toISOString()]
      const amount = name.endsWith('_minor') && Number.isSafeInteger(value) && typeof currency === 'string' && isCurrency(currency)
      return amount ? [name.slice(0, -6), majorText(BigInt(value as number), currency)] : [name, value]
    }),
  )
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  let text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (/^'*[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = `'${text}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
