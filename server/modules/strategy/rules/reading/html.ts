import { mostFilled } from './hollow.ts'
import type { Line } from './line.ts'

/** HTML tables, as wikis write them, become rows of a pipe table: lines whose spans still lie end to end over the source. */
export function withoutHtml(source: string, lines: Line[]): Line[] {
  const lastClose = source.toLowerCase().lastIndexOf('</table>')
  if (lastClose < 0) return lines
  const whole: Line[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as Line
    const starts = line.kind === 'text' && line.from <= lastClose && /^<table[\s>]/i.test(line.text)
    if (!starts) {
      whole.push(line)
      continue
    }
    let end = i
    while (end < lines.length - 1 && !/<\/table>/i.test(source.slice((lines[end] as Line).from, (lines[end] as Line).to))) end += 1
    const rows = rowsIn(source, line.from, (lines[end] as Line).to)
    for (const one of rows.length < 2 || isHollow(rows) ? lines.slice(i, end + 1) : pipeLines(rows, line, lines[end] as Line))
      whole.push(one)
    i = end
  }
  return whole
}

type HtmlRow = { from: number; cells: string[] }

const token = /<(\/?)(tr|t[dh]|br|li|p|strong|b|em|i|a|code)\b([^<>]*)>|<[^<>]{0,2000}>|[^<]+|</gi

function rowsIn(source: string, from: number, to: number): HtmlRow[] {
  const rows: HtmlRow[] = []
  let cell: string | null = null
  let href = ''
  const close = () => {
    if (cell !== null) rows.at(-1)?.cells.push(tidy(cell))
    cell = null
  }
  for (const found of source.slice(from, to).matchAll(token)) {
    const [text, ending, name = '', inner = ''] = found
    const tag = name.toLowerCase()
    if (tag === 'tr' && !ending) {
      close()
      rows.push({ from: from + found.index, cells: [] })
    } else if (tag === 'td' || tag === 'th') {
      close()
      if (!ending) cell = ''
    } else if (cell === null) continue
    else if (tag === 'br' || tag === 'li' || tag === 'p') cell += '<br>'
    else if (tag === 'strong' || tag === 'b') cell += '**'
    else if (tag === 'em' || tag === 'i') cell += '*'
    else if (tag === 'code') cell += '`'
    else if (tag === 'a') {
      if (!ending) href = /href\s*=\s*["']?([^"'\s>]+)/i.exec(inner)?.[1] ?? ''
      cell += ending ? `](${href})` : '['
    } else if (!text.startsWith('<')) cell += text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
  }
  close()
  return rows.filter(({ cells }) => cells.length > 0)
}

function tidy(cell: string): string {
  return cell
    .replace(/\*\*\*\*/g, '')
    .replace(/(?:\s*<br>\s*)+/g, '<br>')
    .replace(/^<br>|<br>$/g, '')
    .trim()
}

function widthOf(rows: HtmlRow[]): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 1)
}

/** Would filling the rows up to one width make much more of them than was written? */
function isHollow(rows: HtmlRow[]): boolean {
  return widthOf(rows) * rows.length - rows.reduce((sum, { cells }) => sum + cells.length, 0) > mostFilled
}

function pipeLines(rows: HtmlRow[], first: Line, last: Line): Line[] {
  const wide = widthOf(rows)
  const lines: Line[] = []
  rows.forEach(({ cells, from }, index) => {
    const start = index === 0 ? first.from : from
    const next = rows[index + 1]?.from
    const to = next ?? last.to
    const end = next ?? last.end
    const text = `| ${Array.from({ length: wide }, (_, column) => cells[column] ?? '').join(' | ')} |`
    if (index > 0) lines.push({ ...first, kind: 'row', from: start, to, end, at: start, text, indent: 0 })
    else {
      // the table's delimiter, which HTML has not, takes the last character before the second row
      lines.push({ ...first, kind: 'row', from: start, to: to - 1, end: to - 1, at: start, text, indent: 0 })
      const rule = `|${' --- |'.repeat(wide)}`
      lines.push({ ...first, kind: 'delimiter', from: to - 1, to, end, at: to - 1, text: rule, indent: 0 })
    }
  })
  return lines
}
