import type { Column, Kind } from '../../../server/kernel/list/list.ts'

/** What a column needs to be read, in pixels. */
const least: Record<Kind, number> = {
  customer: 200,
  person: 140,
  text: 128,
  count: 84,
  money: 100,
  percent: 84,
  day: 132,
  instant: 120,
  choice: 118,
  yes: 84,
  country: 132,
}
const stays: readonly Kind[] = ['customer', 'money', 'day', 'choice']

/**
 * The columns that a width has room for. What leaves first: words, from the right; then people and countries, counts last. The first
 * column, amounts, days and states stay whatever the width: then the list is pushed sideways.
 */
export function columnsThatFit(shown: readonly string[], columns: Readonly<Record<string, Column>>, width: number): string[] {
  const kept = shown.filter((name) => columns[name] !== undefined)
  const leaving = kept.filter((name, at) => at > 0 && !stays.includes(columns[name]?.kind ?? 'text'))
  leaving.sort((a, b) => rank(columns[a]) - rank(columns[b]) || kept.indexOf(b) - kept.indexOf(a))
  let needed = kept.reduce((sum, name, at) => sum + widthOf(columns[name], at === 0), 0)
  const gone = new Set<string>()
  for (const name of leaving) {
    if (needed <= width) break
    gone.add(name)
    needed -= widthOf(columns[name])
  }
  return kept.filter((name) => !gone.has(name))
}

/** The first column of a list says what a row is: where it is words, it has room for a sentence. */
export function widthOf(column: Column | undefined, first = false): number {
  const kind = column?.kind ?? 'text'
  if (first && kind === 'text') return 220
  return column?.long ? 188 : least[kind]
}

function rank(column: Column | undefined): number {
  const kind = column?.kind ?? 'text'
  if (kind === 'text') return 0
  if (kind === 'count' || kind === 'percent') return 2
  return 1
}
