import { mostFilled } from './hollow.ts'
import { withoutBlocks } from './html-blocks.ts'
import type { Line } from './line.ts'

/** HTML tables, as wikis write them, become rows of a pipe table, and lists become lists: lines whose spans still lie end to end over the source. */
export function withoutHtml(source: string, lines: Line[]): Line[] {
  return withoutBlocks(withoutTables(source, lines))
}

function withoutTables(source: string, lines: Line[]): Line[] {
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
  let [down, across] = [1, 1]
  // cells that reach down into the rows below: what they say holds there too
  const reaching = new Map<number, { text: string; left: number }>()
  let filled = 0
  const fill = (cells: string[], most: number) => {
    for (let one = reaching.get(cells.length); one && cells.length < most; one = reaching.get(cells.length)) {
      if (one.left === 1) reaching.delete(cells.length)
      one.left -= 1
      filled += 1 + one.text.length
      cells.push(one.text)
      if (filled > mostFilled) reaching.clear()
    }
  }
  const close = () => {
    const cells = rows.at(-1)?.cells
    if (cell === null || !cells) return
    const text = tidy(cell)
    cell = null
    fill(cells, Number.POSITIVE_INFINITY)
    for (let at = 0; at < across && filled < mostFilled; at += 1) {
      if (down > 1) reaching.set(cells.length, { text: at === 0 ? text : '', left: down - 1 })
      if (at > 0) filled += 1
      cells.push(at === 0 ? text : '')
    }
  }
  for (const found of source.slice(from, to).matchAll(token)) {
    const [text, ending, name = '', inner = ''] = found
    const tag = name.toLowerCase()
    if (tag === 'tr' && !ending) {
      close()
      const before = rows.at(-1)
      if (before && before.cells.length > 0) fill(before.cells, 1000)
      rows.push({ from: from + found.index, cells: [] })
    } else if (tag === 'td' || tag === 'th') {
      close()
      if (!ending) {
        cell = ''
        ;[down, across] = [spanIn(inner, 'row'), spanIn(inner, 'col')]
      }
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

function spanIn(attributes: string, way: 'row' | 'col'): number {
  const said = Number(new RegExp(`\\b${way}span\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes)?.[1] ?? 1)
  return Math.max(1, Math.min(said, way === 'row' ? 1000 : 60))
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
