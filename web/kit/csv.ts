/**
 * A text as a cell of its own (RFC 4180). What a spreadsheet would run as a formula begins with an apostrophe, as in the files of the house:
 * signs in their wide forms too, and a text that has such an apostrophe already; a plain number stays one.
 */
export function csvCell(text: string): string {
  const runs = /^'*[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)
  const safe = runs ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
