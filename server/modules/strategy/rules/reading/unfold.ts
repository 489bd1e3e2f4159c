import { headingLabelOf, type Label } from './labels.ts'
import { isHead, type Line } from './line.ts'
import { cellsOf } from './cells.ts'
import { columnKinds } from './columns.ts'
import { facts } from './goals/words.ts'

/**
 * A whole plan written as a table – section words in the first column, or in the head row – becomes labels and items,
 * lines whose spans still lie end to end over the source. Any other table stays one.
 */
export function unfolded(source: string, lines: Line[]): Line[] {
  const whole: Line[] = []
  for (let i = 0; i < lines.length; i += 1) {
    if (lines[i]?.kind !== 'row') {
      whole.push(lines[i] as Line)
      continue
    }
    let end = i
    while ((lines[end]?.kind === 'row' || lines[end]?.kind === 'delimiter') && !(end > i && isHead(lines, end))) end += 1
    const table = lines.slice(i, end)
    for (const line of planOf(source, table) ?? belowHead(table) ?? table) whole.push(line)
    i = end - 1
  }
  return whole
}

/** A table whose head is but `Objective 1: …`, over all its columns: that is a line above it, and the words over the columns stand in the next row. */
function belowHead(table: Line[]): Line[] | undefined {
  const [head, rule, words, ...rest] = table
  const [first = '', ...others] = cellsOf(head?.text ?? '')
  if (!head || !rule || words?.kind !== 'row' || rest.length === 0 || words.to <= words.from + 1) return undefined
  if (others.length === 0 || others.some((cell) => cell !== '') || !/^\W*(?:objective|goal|O ?\d)/i.test(first)) return undefined
  const kinds = columnKinds(cellsOf(words.text)).filter((kind) => kind !== 'other' && kind !== 'number')
  if (kinds.length < 2) return undefined
  const cut = words.to - 1
  return [
    { ...head, kind: 'text', text: first, indent: 0, lazy: false },
    { ...rule, kind: 'blank', text: '' },
    { ...words, to: cut, end: cut },
    { ...rule, from: cut, at: cut, to: words.to, end: words.end },
    ...rest,
  ]
}

/** A piece of the plan before its place in the source is known. */
type Piece = { kind: 'text' | 'item'; text: string; indent: number; row: Line }

function planOf(source: string, table: Line[]): Line[] | undefined {
  const rows = table.filter(({ kind }) => kind === 'row').map((line) => ({ line, cells: cellsOf(line.text) }))
  const pieces = downwards(rows) ?? across(rows) ?? goals(rows)
  return pieces && placed(source, table, pieces)
}

type Row = { line: Line; cells: string[] }

function bareLabel(cell: string | undefined): Label | null {
  const label = cell && cell.length < 80 ? headingLabelOf(cell.replace(/<br ?\/?>/gi, ' ').trim()) : null
  return label?.rest === '' ? label : null
}

function isPlan(labels: (Label | null)[]): boolean {
  const names = labels.flatMap((label) => label?.name ?? [])
  return new Set(names).size >= 3 && names.filter((name) => name === 'vision').length === 1
}

/** Section words in the first column; pairs above the Vision are the header. */
function downwards(rows: Row[]): Piece[] | undefined {
  const labels = rows.map(({ cells }) => bareLabel(cells[0]))
  if (!isPlan(labels)) return undefined
  const first = labels.findIndex((label) => label !== null)
  return rows.flatMap(({ line, cells }, index) => {
    const [key = '', ...values] = cells
    if (labels[index]) return [{ kind: 'text' as const, text: key, indent: 0, row: line }, ...values.flatMap((cell) => itemsOf(cell, line))]
    if (index > first) return [key, ...values].flatMap((cell) => itemsOf(cell, line))
    const value = values.join(' ').trim()
    return key !== '' && value !== '' ? [{ kind: 'text' as const, text: `${key.replace(/:$/, '')}: ${value}`, indent: 0, row: line }] : []
  })
}

/** Section words in the head row, one column each; with more rows than one, each goes on with its sections. */
function across(rows: Row[]): Piece[] | undefined {
  const [head, ...body] = rows
  const labels = (head?.cells ?? []).map(bareLabel)
  const vision = labels.findIndex((label) => label?.name === 'vision')
  if (!head || !isPlan(labels) || labels.includes(null) || body.length === 0) return undefined
  if (body.slice(1).some(({ cells }) => (cells[vision] ?? '') !== '')) return undefined
  return body.flatMap(({ line, cells }) =>
    head.cells.flatMap((label, column) => {
      const items = itemsOf(cells[column] ?? '', line)
      return line === body[0]?.line || items.length > 0 ? [{ kind: 'text' as const, text: label, indent: 0, row: line }, ...items] : []
    }),
  )
}

/** `Objective 1` and `KR 1.1` in the first column, their words in the second. */
function goals(rows: Row[]): Piece[] | undefined {
  const said = rows.map(({ cells }) =>
    /^\W{0,4}(?:(objective)|(?:(O)|key result|KR)\s?#?\d{1,2}(?:\.\d{1,2})?|(objective)\s?#?\d{1,2})\W{0,4}$/i.exec(cells[0] ?? ''),
  )
  const objectives = said.filter((found) => found && isObjective(found)).length
  // columns of their own say who, from where and how far
  const told =
    !said[0] &&
    columnKinds(rows[0]?.cells ?? []).some((kind) => ['owner', 'baseline', 'target', 'current', 'due', 'score', 'status'].includes(kind))
  if (told || objectives === 0 || said.filter((found) => found && !isObjective(found)).length === 0) return undefined
  // `O1 | Close on time | Owner: Ada` above `KR1 | … | Ben`
  const owned = said[0] && /^(?:owner|dri|lead)\b/i.test(rows[0]?.cells.at(-1) ?? '')
  return rows.flatMap(({ line, cells: [word = '', ...others] }, index) => {
    const name = owned && index > 0 && others.length > 1 ? others.at(-1) : undefined
    const rest = name ? [...others.slice(0, -1), /:/.test(name) ? name : `Owner: ${name}`] : others
    const words = rest.filter((cell) => cell !== '').join(' | ')
    // `Owner | Ada` beside them
    const told = rest.length === 1 && facts.test(`${word}: ${words}`)
    return (said[index] || told) && words !== ''
      ? [{ kind: 'text' as const, text: `${word.replace(/[:\s]+$/, '')}: ${words}`, indent: 0, row: line }]
      : []
  })
}

function isObjective(found: RegExpExecArray): boolean {
  return found.slice(1).some((word) => word !== undefined)
}

function itemsOf(cell: string, row: Line): Piece[] {
  return cell.split(/<br ?\/?>|<\/?(?:ul|ol|li|p)>/i).flatMap((part) => {
    const text = part.replaceAll('&nbsp;', '\u00A0')
    const indent = text.length - text.trimStart().length >= 2 ? 4 : 0
    const bare = text.trim().replace(/^(?:[-*+•]|\d{1,3}[.)])[ \t]+/, '')
    return bare === '' ? [] : [{ kind: 'item' as const, text: bare, indent, row }]
  })
}

/** Gives each piece its stretch of the source: the first also what stands above it in the table. */
function placed(source: string, table: Line[], pieces: Piece[]): Line[] | undefined {
  const [first, last] = [table[0], table.at(-1)]
  if (!first || !last || pieces.length === 0) return undefined
  const starts: number[] = []
  let at = first.from
  for (const [index, piece] of pieces.entries()) {
    const low = index === 0 ? first.from : Math.max(at + 1, piece.row.from)
    const found = index === 0 ? low : source.indexOf(piece.text.slice(0, 40), low)
    at = found >= 0 && found < piece.row.to ? found : low
    starts.push(at)
  }
  if (at >= last.end) return undefined
  return pieces.map((piece, index) => {
    const from = starts[index] as number
    const next = starts[index + 1]
    const marker = piece.kind === 'item' ? '•' : ''
    const to = next ?? last.to
    return { ...piece.row, kind: piece.kind, text: piece.text, indent: piece.indent, marker, from, at: from, to, end: next ?? last.end }
  })
}
