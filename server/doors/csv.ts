/**
 * RFC 4180 text of a list's rows; nested values as JSON. A cell that a spreadsheet would run as a formula (`= + - @`, tab, CR, LF)
 * gets a leading apostrophe, unless it is a plain number; so does a text that has one before such a sign already, so that a reader who
 * takes exactly one off has the text again. An instant is ISO text.
 */
export function csvOf(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns.map(cell).join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  let text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (/^'*[=+\-@\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = `'${text}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
