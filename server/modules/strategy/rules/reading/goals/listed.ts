import { columnKinds, isDivider } from '../columns.ts'
import { cellsOf } from '../cells.ts'
import { inOurDigits } from '../digits.ts'
import type { Line } from '../line.ts'
import { isBold } from './around.ts'
import { codeColumn } from './goal-table.ts'
import { typedTable } from './typed-table.ts'
import type { Marked } from './marks.ts'
import { isAboutMethod, isLink } from './scope.ts'

/** How much a stretch may be trusted: `sure` under the word Objectives, `dated` in the chapter of a quarter or year. */
export type Trust = { sure: boolean; dated: boolean }

/** Is the list below a chapter itself one of objectives: no figure in what stands first, something below each? */
export function nestsTeams(marked: Marked, start: number, end: number, dated: boolean): boolean {
  const { lines, marks } = marked
  if (indexes(start, end, (at) => lines[at]?.kind === 'text' && marks[at]?.kind === null && isBold(lines[at] as Line)).length > 0)
    return true
  const { tops, parents } = lists(marked, start, end)
  // `Talk with whoever would like to:` leads on to its list and is no objective
  const own = parents.filter((at) => !/:\W*$/.test(lines[at]?.text ?? ''))
  return own.length > 0 && own.length >= tops.length / (dated ? 2 : 1) && tops.every((at) => !hasFigure((lines[at] as Line).text))
}

/** The items between two lines: those that stand at the margin, those of them with items below, and these. */
export function lists({ lines, marks }: Marked, start: number, end: number): { tops: number[]; parents: number[]; below: number[] } {
  const items = indexes(start, end, (at) => {
    const line = lines[at] as Line
    return (line.kind === 'item' && marks[at]?.kind !== 'fact') || (line.kind === 'row' && line.indent >= 2)
  })
  const least = items.reduce(
    (margin, at) => Math.min(margin, lines[at]?.kind === 'item' ? (lines[at] as Line).indent : margin),
    Number.POSITIVE_INFINITY,
  )
  const isTop = (at: number) => lines[at]?.kind === 'item' && (lines[at] as Line).indent <= least + 1
  const parents = items.filter((at, index) => isTop(at) && items[index + 1] !== undefined && !isTop(items[index + 1] as number))
  return { tops: items.filter(isTop), parents, below: items.filter((at) => !isTop(at)) }
}

/** Objectives in lists, bold lines or a table of objectives between two lines. */
export function listed(marked: Marked, start: number, end: number, { sure, dated }: Trust): number[] {
  const { lines, marks } = marked
  const bold = indexes(
    start,
    end,
    (at) => marks[at]?.kind === null && lines[at]?.label === null && (lines[at] as Line).indent === 0 && isBold(lines[at] as Line),
  )
  const led = bold.filter((at, index) => measured(marked, at + 1, bold[index + 1] ?? end, { sure: false, dated }))
  // of a time that is named, those without a figure below them too
  const all =
    sure || dated || marked.named
      ? bold.filter((at, index) => measured(marked, at + 1, bold[index + 1] ?? end, { sure: true, dated }))
      : led
  if (led.length > 0 && led.length >= bold.length / 2) return all
  const { tops, parents, below } = lists(marked, start, end)
  const figures = below.filter((at) => hasFigure((lines[at] as Line).text)).length
  if (parents.length > 0 && parents.length >= tops.length / 2 && (sure || figures >= below.length / 3)) return tops
  const texts = indexes(start, end, (at) => {
    const line = lines[at] as Line
    return (
      line.kind === 'text' &&
      line.label === null &&
      !isAboutMethod(line.text) &&
      marks[at]?.kind === null &&
      line.text.length < (lines[at + 1]?.kind === 'blank' ? 90 : 160) &&
      nextIs(lines, at, 'item') &&
      measuredList(lines, at, end, dated)
    )
  })
  if (texts.length === 0) return indexes(start, end, (at) => isGoalTable(lines, at))
  const titled = new Set(texts)
  return dated ? indexes(start, end, (at) => titled.has(at) || (marks[at]?.kind === null && isTitle(lines, at))) : texts
}

/** A short line alone between blank ones, as a title is written. */
function isTitle(lines: Line[], at: number): boolean {
  const line = lines[at] as Line
  const apart = (other: Line | undefined) => !other || other.kind === 'blank' || other.kind === 'heading'
  return line.kind === 'text' && /^\p{Lu}.{5,60}[^.:…,;]$/u.test(line.text) && apart(lines[at - 1]) && apart(lines[at + 1])
}

function measuredList(lines: Line[], at: number, end: number, dated: boolean): boolean {
  const items: Line[] = []
  for (let i = at + 1; i < end; i += 1) {
    const line = lines[i] as Line
    if (line.kind === 'item') items.push(line)
    else if (line.kind !== 'blank') break
  }
  if (items.length === 0 || items.every(isLink)) return false
  // a sentence above a list says what follows; a title does not end in a stop
  const titled = dated && !/[.:…?]\W?$/.test(lines[at]?.text ?? '')
  return titled || items.filter(({ text }) => hasFigure(text)).length >= items.length / 2
}

export function nextIs(lines: Line[], at: number, kind: Line['kind']): boolean {
  let next = at + 1
  while (lines[next]?.kind === 'blank') next += 1
  return lines[next]?.kind === kind
}

/** A table with a column of objectives and one of results: its head row stands for the objectives in it. */
export function isGoalTable(lines: Line[], at: number): boolean {
  if (lines[at]?.kind !== 'row' || lines[at + 1]?.kind !== 'delimiter') return false
  if (codeColumn(lines, at) >= 0 || typedTable(lines, at)) return true
  const kinds = columnKinds(cellsOf((lines[at] as Line).text))
  return (kinds.includes('objective') && kinds.includes('name')) || (kinds.some((kind) => kind !== 'other') && isDivided(lines, at + 2))
}

/** Do bold rows divide this table, the first of them above all that is filled? */
function isDivided(lines: Line[], from: number): boolean {
  const rows: string[][] = []
  for (let at = from; lines[at]?.kind === 'row'; at += 1) rows.push(cellsOf((lines[at] as Line).text))
  const named = rows.filter(([name = '']) => /[^\s*_]/.test(name))
  return named[0] !== undefined && isDivider(named[0]) && named.some((cells) => !isDivider(cells))
}

/** Does a chapter hold results: a list or table of which at least half (of a list: a third) have a figure, and little else? */
export function measured({ lines, marks }: Marked, start: number, end: number, { sure, dated }: Trust): boolean {
  let known = false
  const items = indexes(start, end, (at) => {
    if (lines[at]?.kind !== 'row') return lines[at]?.kind === 'item' && marks[at]?.kind !== 'fact'
    // a table of which no column is one of results tells of something else
    if (lines[at + 1]?.kind === 'delimiter') known = columnKinds(cellsOf((lines[at] as Line).text)).some((kind) => kind !== 'other')
    return known
  })
  if (items.length === 0 || items.every((at) => isLink(lines[at] as Line))) return false
  const figures = items.filter((at) => hasFigure((lines[at] as Line).text)).length
  const prose = indexes(start, end, (at) => lines[at]?.kind === 'text' && (lines[at] as Line).text.length > 200).length
  const named = items.some((at) => lines[at]?.kind === 'row' && lines[at + 1]?.kind === 'delimiter' && holdsNames((lines[at] as Line).text))
  return sure || named || ((dated || figures >= items.length / 3) && prose <= 3)
}

/** Is one of the columns called key results? */
function holdsNames(head: string): boolean {
  return columnKinds(cellsOf(head)).includes('name') && /\bKRs?\b|key results?/i.test(head)
}

function hasFigure(text: string): boolean {
  return (
    /\d/.test(inOurDigits(text.slice(0, 600)).replace(/\]\([^()]*\)/g, ']')) ||
    /\b(?:zero|all|every|100|double|twice|half)\b(?!-)|✅|\[[ xX]\]/i.test(text.slice(0, 300))
  )
}

export function indexes(start: number, end: number, wanted: (at: number) => boolean | undefined): number[] {
  const found: number[] = []
  for (let at = start; at < end; at += 1) if (wanted(at)) found.push(at)
  return found
}
