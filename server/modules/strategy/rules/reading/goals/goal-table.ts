import { cellsOf } from '../cells.ts'
import { columnKinds, isDivider, nameColumn, rowKinds } from '../columns.ts'
import { isHead, type Line } from '../line.ts'
import { typedTable, wordsOf } from './typed-table.ts'
import { type At, margin } from './at.ts'

/** Rows with a column of objectives: each new one is an objective, and each row a result of it. */
export function takeGoalTable(at: At, lines: Line[], start: number): number {
  const typed = typedTable(lines, start)
  if (typed) return takeTypedTable(at, lines, start, typed)
  const columns = cellsOf((lines[start] as Line).text)
  const goal = columnKinds(columns).indexOf('objective')
  const rest = columns.filter((_, column) => column !== goal)
  const codes = goal < 0 ? codeColumn(lines, start) : -1
  if (codes >= 0) return takeCodedTable(at, lines, start, codes)
  if (goal < 0) return takeDividedTable(at, lines, start)
  const names = resultColumns(
    rest,
    cellsOf(lines[start + 2]?.text ?? '').filter((_, column) => column !== goal),
  )
  // where several columns are called so, each result has its own and those that are about all
  const heads = new Map(names.map((name) => [name, rest.filter((_, column) => column === name || !names.includes(column))]))
  // looked for only where a number stands for the objective
  const called = /^O ?\d{1,2}$/i.test(cellsOf(lines[start + 2]?.text ?? '')[goal] ?? '')
    ? namesAbove(lines, start)
    : new Map<string, string>()
  const next = eachRow(at, lines, start, (line) => {
    const cells = cellsOf(line.text)
    const words = called.get(cells[goal] ?? '') ?? cells[goal] ?? ''
    if (words !== '' && !isSameGoal(words, at.grown.lastObjective())) at.grown.add(margin.objective, line, '', words)
    const kept = columns.map((_, column) => cells[column] ?? '').filter((_, column) => column !== goal)
    for (const name of names) {
      const own = (column: number) => column === name || !names.includes(column)
      const results = (kept[name] ?? '')
        .split(/<br ?\/?>|<\/?(?:ul|ol|li|p)>|(?<=[.;·,]) ?(?=(?:KR ?\d{1,2}|[A-Z]{1,3}\d{1,2}\.\d{1,2})\b)/)
        .map((part) => withOwner(part, rest[name] ?? ''))
        .flatMap((part) => severalIn(part, rest[name] ?? ''))
        .flatMap((part) => part.replace(/^\s*(?:[-*+•]|\d{1,3}[.)])\s+/, '').trim() || [])
      for (const result of results) {
        const row = kept.map((cell, column) => (column === name ? result : cell)).filter((_, column) => own(column))
        at.grown.add(margin.result, line, '|', result, { columns: heads.get(name) ?? rest, cells: row })
      }
    }
  })
  Object.assign(at, { mode: 'results', listed: true, afterItem: false, open: null })
  return next
}

/** `40 nets · 12 boats`, `Close 80 berths; keep 95 %` under `Key results`: each is one, where most of them say a number. */
function severalIn(part: string, head: string): string[] {
  if (!/^\W*(?:key results|KRs)\W*$/i.test(head)) return [part]
  const sign = [/ · /, /(?<!&#?\w{2,6}); /].find((one) => one.test(part))
  const parts = sign ? part.split(sign).filter((one) => one.trim() !== '') : [part]
  const full = parts.every((one) => one.trim().split(/\s+/).length >= 2) && parts.filter((one) => /\d/.test(one)).length >= parts.length / 2
  return full && !parts.some((one) => /\([^()]*$/.test(one)) ? parts : [part]
}

/** Which columns hold a result each: several where they are numbered, `KR1 | KR2`, else the one whose cells have the words. */
function resultColumns(columns: string[], first: string[]): number[] {
  const named = rowKinds({ columns, cells: columns.map((_, column) => first[column] ?? '') }).flatMap((kind, column) =>
    kind === 'name' ? [column] : [],
  )
  const numbered = named.filter((column) => /\d/.test(columns[column] ?? ''))
  const called = named.find((column) => /\bKRs?\b|key results?/i.test(columns[column] ?? ''))
  return numbered.length > 1 ? numbered : [called ?? named[0] ?? 0]
}

const code = /^\W{0,3}(O ?\d{1,2})[-._/ ]?KR ?\d{1,2}\W{0,3}$/i

/** The column whose cells all say `O1.KR1`: which objective each row is of. -1: none. */
export function codeColumn(lines: Line[], start: number): number {
  const first = cellsOf(lines[start + 2]?.text ?? '')
  const column = first.findIndex((cell) => code.test(cell))
  if (column < 0 || first.length < 2) return -1
  for (let at = start + 2; lines[at]?.kind === 'row'; at += 1) if (!code.test(cellsOf((lines[at] as Line).text)[column] ?? '')) return -1
  return column
}

/** A table whose rows say by their numbers which objective they are of; what that is called may stand in a table above. */
function takeCodedTable(at: At, lines: Line[], start: number, column: number): number {
  const columns = cellsOf((lines[start] as Line).text)
  const called = namesAbove(lines, start)
  let last = ''
  const next = eachRow(at, lines, start, (line) => {
    const written = cellsOf(line.text)
    const row = { columns, cells: columns.map((_, index) => written[index] ?? '') }
    const number = (code.exec(row.cells[column] ?? '')?.[1] ?? '').replace(' ', '').toUpperCase()
    if (number !== last) at.grown.add(margin.objective, line, '', called.get(number) ?? number)
    last = number
    at.grown.add(margin.result, line, '|', row.cells[nameColumn(row)] ?? '', row)
  })
  Object.assign(at, { mode: 'results', listed: true, held: true, afterItem: false, open: null })
  return next
}

/** Rows that say themselves what they are. Whose an objective is, is kept in its line; what is done for a result is told of it. */
function takeTypedTable(at: At, lines: Line[], start: number, table: NonNullable<ReturnType<typeof typedTable>>): number {
  const { columns, sorts } = table
  let index = -1
  const next = eachRow(at, lines, start, (line) => {
    index += 1
    const written = cellsOf(line.text)
    const cells = columns.map((_, column) => written[column] ?? '')
    const { name, owner } = wordsOf(table, cells)
    const words = cells[name] ?? ''
    const last = at.grown.items.at(-1)
    if (words === '') return
    if (sorts[index] === 'objective') {
      const told = toldOf(table, cells, name)
      at.grown.add(margin.objective, line, '', owner === '' ? words : `${words} (owner: ${owner})`)
      if (told !== '') at.grown.items.at(-1)?.notes.push({ kind: 'text', raw: told, span: { from: line.from, to: line.to } })
    } else if (sorts[index] === 'work' && last)
      last.notes.push({ kind: 'text', raw: `Initiative: ${words}`, span: { from: line.from, to: line.to } })
    else at.grown.add(margin.result, line, '|', words, { columns, cells })
  })
  Object.assign(at, { mode: 'results', listed: true, held: true, afterItem: false, open: null })
  return next
}

/** The other cells of an objective's row, with the words above them. */
function toldOf({ columns, column: sort, kinds }: NonNullable<ReturnType<typeof typedTable>>, cells: string[], name: number): string {
  const told = columns.flatMap((word, column) =>
    column === name || (column === sort && word === '') || kinds[column] === 'owner' || (cells[column] ?? '') === ''
      ? []
      : [`${word}: ${cells[column]}`],
  )
  return told.join(' | ')
}

/** `O1` and what it stands for, with whose it is, from a table of objectives a little above one of results. */
function namesAbove(lines: Line[], start: number): Map<string, string> {
  const found = new Map<string, string>()
  let kinds: ReturnType<typeof columnKinds> = []
  for (let index = Math.max(0, start - 40); index < start; index += 1) {
    const line = lines[index] as Line
    if (line.kind !== 'row') continue
    const cells = cellsOf(line.text)
    if (lines[index + 1]?.kind === 'delimiter') kinds = columnKinds(cells)
    const [number = '', words = '', owner = ''] = (['number', 'objective', 'owner'] as const).map(
      (kind) => cells[kinds.indexOf(kind)] ?? '',
    )
    if (!kinds.includes('name') && /^O ?\d{1,2}$/i.test(number) && words !== '')
      found.set(number, /^\p{Lu}[\p{L}.'’ -]{1,40}$/u.test(owner) ? `${words} (owner: ${owner})` : words)
  }
  return found
}

/** Takes the rows below the head of a table one by one; gives the last line of it. */
function eachRow(at: At, lines: Line[], start: number, take: (line: Line) => void): number {
  let index = start
  for (; lines[index]?.kind === 'row' || lines[index]?.kind === 'delimiter'; index += 1) {
    if (index > start && isHead(lines, index)) break
    const line = lines[index] as Line
    at.section.span.to = line.to
    const before = at.grown.items.length
    if (index >= start + 2) take(line)
    // the words above the columns, and a row that only sorts
    at.paint(line, at.grown.items.length > before ? 'item' : 'label', 'objectives')
  }
  return index - 1
}

/** A row that says only `O1` means the objective that began so. */
function isSameGoal(words: string, last: string | undefined): boolean {
  return words === last || (last !== undefined && /^O ?\d{1,2}$/i.test(words) && last.startsWith(words))
}

/** Below `Key results, owner` the name behind the last comma is whose the result is. */
function withOwner(part: string, column: string): string {
  const bare = part.replace(/[\s.;·,]{1,20}$/, '').replace(/^\s*(?:[A-Z]{1,3}\d{1,2}\.\d{1,2}\s+|\d{1,2}\.\d{1,2}[.)]?\s+(?=\p{Lu}))/u, '')
  return /\bowners?\W*$/i.test(column) ? bare.replace(/, (\p{Lu}[\p{L}.'’ -]{1,40})$/u, ' (owner: $1)') : bare
}

/** A table whose bold rows with one cell filled are the objectives of the rows below them. */
function takeDividedTable(at: At, lines: Line[], start: number): number {
  const columns = cellsOf((lines[start] as Line).text)
  const next = eachRow(at, lines, start, (line) => {
    const written = cellsOf(line.text)
    const row = { columns, cells: columns.map((_, column) => written[column] ?? '') }
    const name = row.cells[nameColumn(row)] ?? ''
    if (isDivider(row.cells)) at.grown.add(margin.objective, line, '', name.replace(/^(\*\*|__)?\d{1,2}[.)]?\s+/, '$1'))
    else if (/[^\s*_]/.test(name) && !(row.cells.filter((cell) => cell !== '').length === 1 && /:[\W_]*$/.test(name)))
      at.grown.add(margin.result, line, '|', name, row)
  })
  Object.assign(at, { mode: 'results', listed: true, held: true, afterItem: false, open: null })
  return next
}
