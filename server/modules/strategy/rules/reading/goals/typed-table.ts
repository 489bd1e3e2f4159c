import { cellsOf } from '../cells.ts'
import { columnKinds, nameColumn, type ColumnKind } from '../columns.ts'
import type { Line } from '../line.ts'
import { onceFor } from '../once.ts'

type Sort = 'objective' | 'result' | 'work' | null

const words: [Sort, RegExp][] = [
  ['objective', /^(?:objectives?|goals?|obj|o|okrs?)$/],
  ['result', /^(?:key[ -]?results?|krs?|results?|kpis?|metrics?)$/],
  ['work', /^(?:initiatives?|projects?|tasks?|actions?|activit(?:y|ies)|milestones?)$/],
]
const numbers: [Sort, RegExp][] = [
  ['objective', /^(?:o|obj\.?|objective|goal) ?#?\d{1,2}$/],
  ['result', /^(?:o ?\d{1,2}[-._/ ]?)?(?:kr|key result) ?#?\d{1,2}(?:\.\d{1,2})?$/],
  ['objective', /^\d{1,2}\.?$/],
  ['result', /^\d{1,2}\.\d{1,2}\.?$/],
]

const prefixes: [Sort, RegExp][] = [
  ['objective', /^(?:o|obj\.?|objective|goal) ?#?\d{1,2} ?[:.)–—-] ?\S/],
  ['result', /^(?:o ?\d{1,2}[-._/ ]?)?(?:kr|key result) ?#?\d{1,2}(?:\.\d{1,2})? ?[:.)–—-] ?\S/],
]

/** What a cell says its row is. */
function sortOf(cell: string | undefined, by: [Sort, RegExp][]): Sort {
  const bare = (cell ?? '')
    .slice(0, 80)
    .replace(by === prefixes ? /[*_`]/g : /[*_`:]/g, '')
    .replace(/^\W+/u, '')
    .trim()
    .toLowerCase()
  return by.find(([, pattern]) => pattern.test(bare))?.[0] ?? null
}

type TypedTable = { columns: string[]; kinds: ColumnKind[]; column: number; name: number | null; sorts: Sort[] }

/** A table whose rows say in one column whether they are an objective or a result of it: `Type`, or numbers as `O1` and `KR1.1`, `1` and `1.1`. */
export function typedTable(lines: Line[], start: number): TypedTable | null {
  if (lines[start]?.kind !== 'row' || lines[start + 1]?.kind !== 'delimiter') return null
  return onceFor(lines, `typed table ${start}`, () => read(lines, start))
}

function read(lines: Line[], start: number): TypedTable | null {
  const columns = cellsOf((lines[start] as Line).text)
  if (columns.length < 2) return null
  const first = cellsOf(lines[start + 2]?.text ?? '')
  const ways = [words, numbers, prefixes].flatMap((by) =>
    first.flatMap((cell, column) => (sortOf(cell, by) === 'objective' ? [{ by, column }] : [])),
  )
  for (const { by, column } of ways.slice(0, 4)) {
    const sorts = sortsIn(lines, start, column, by)
    const kinds = columnKinds(columns)
    // numbers alone say little: a list of phases has them too
    const plain = by !== words && !kinds.some((kind) => kind === 'owner' || kind === 'target' || kind === 'baseline' || kind === 'current')
    // each word once: a list of the columns that a sheet has
    const isList = sorts.filter((sort) => sort === 'objective' || sort === 'result').length < 3
    // where the words stand behind their number, no column tells but which is which
    // `14` and `4.5` below Target are figures
    const figures = by !== words && !['number', 'other', 'name', 'objective'].includes(kinds[column] ?? 'other')
    if (sorts.includes('result') && !plain && !isList && !figures)
      return { columns, kinds, column: by === prefixes ? -1 : column, name: by === prefixes ? column : null, sorts }
  }
  return null
}

/** What each row is; empty where one says something else. */
function sortsIn(lines: Line[], start: number, column: number, by: [Sort, RegExp][]): Sort[] {
  const sorts: Sort[] = []
  for (let at = start + 2; lines[at]?.kind === 'row'; at += 1) {
    const cell = cellsOf((lines[at] as Line).text)[column] ?? ''
    const sort = sortOf(cell, by)
    if (sort === null && cell !== '') return []
    sorts.push(sort)
  }
  return sorts
}

/** What a row of such a table is called, and whose it is. */
export function wordsOf({ columns, kinds, column, name: own }: TypedTable, cells: string[]): { name: number; owner: string } {
  const rest = columns.flatMap((_, index) => (index === column ? [] : [index]))
  const name =
    own ?? rest[nameColumn({ columns: rest.map((index) => columns[index] ?? ''), cells: rest.map((index) => cells[index] ?? '') })] ?? 0
  return { name, owner: cells[kinds.indexOf('owner')] ?? '' }
}
