import { columnKinds, isDivider } from '../columns.ts'
import { cellsOf } from '../cells.ts'
import type { Line } from '../line.ts'
import { codeColumn } from './goal-table.ts'
import { typedTable } from './typed-table.ts'
import { isBold } from './around.ts'
import { type Marked, plainOf } from './marks.ts'
import { isAboutMethod, isContainer, isDated, isLink, speaksOfOkrs } from './scope.ts'
import { isBarePeriod, periodIn } from '../periods.ts'

/**
 * Objectives that no word names: chapters with a list, bold lines with a list, lists with lists below, rows of a table – only under a heading
 * that speaks of OKRs, and only where what would be the results holds numbers, as results do and words about the method do not.
 */
export function implied(marked: Marked, known: Set<number>): number[] {
  const found = new Set<number>()
  const all = scopes(marked)
  // what the word Objectives says comes before what the heading above it may mean
  for (const scope of [...all.filter(({ sure }) => sure), ...all.filter(({ sure }) => !sure)]) {
    for (let at = scope.start - 1; at < scope.end; at += 1) if (known.has(at) || found.has(at)) scope.taken = true
    const own = !scope.taken
      ? inScope(marked, scope.start, scope.end, scope)
      : scope.sure && nextIs(marked.lines, scope.start - 1, 'item')
        ? topsOf(marked, scope.start, scope.end)
        : []
    for (const at of own.length > 0 || scope.taken || !scope.sure ? own : flat(marked, scope.start, scope.end, true)) found.add(at)
    if (scope.taken) for (const at of beside(marked, scope, known)) found.add(at)
  }
  return [...found]
}

/** `Secondary goals` among objectives that say what they are: what is listed below, with nothing below it, are further ones. */
function beside(marked: Marked, { start, end }: Scope, known: Set<number>): number[] {
  const labels = indexes(start, end, (at) => marked.lines[at]?.kind === 'heading' && marked.marks[at]?.kind === 'objectives')
  return labels.flatMap((at) => {
    const stop = Math.min(end, endOf(marked.lines, marked.free, at))
    return indexes(at + 1, stop, (row) => known.has(row)).length > 0 ? [] : flat(marked, at + 1, stop)
  })
}

/** In a list under the word Objectives each item at the margin is one, whether it says so or not. */
function topsOf(marked: Marked, start: number, end: number): number[] {
  return lists(marked, start, end).tops.filter((at) => marked.marks[at]?.kind === null || marked.marks[at]?.kind === 'objective')
}

/** A list of objectives that have no results yet, right below the word for them; none where it says what objectives are like. */
function flat({ lines, marks }: Marked, start: number, end: number, nested = false): number[] {
  let at = start
  while (lines[at]?.kind === 'blank') at += 1
  const items: number[] = []
  for (; at < end && (lines[at]?.kind === 'item' || lines[at]?.kind === 'blank'); at += 1) if (lines[at]?.kind === 'item') items.push(at)
  const plain =
    items.every((item) => marks[item]?.kind === null && !isLink(lines[item] as Line)) &&
    items.filter((item) => tells.test(lines[item]?.text ?? '')).length <= items.length / 2
  const margin = lines[items[0] ?? -1]?.indent
  const tops = items.filter((item) => lines[item]?.indent === margin)
  const whole = items.every((item) => (lines[item]?.indent ?? 0) >= (margin ?? 0))
  return tops.length >= 2 && plain && whole && (nested || tops.length === items.length) ? tops : []
}

const tells = /\b(?:objectives?|goals?|key results?|OKRs?|are|is|should|must)\b|^\W*(?:an? |very |no |not )/i

/** How much a stretch may be trusted: `sure` under the word Objectives, `dated` in the chapter of a quarter or year. */
type Trust = { sure: boolean; dated: boolean }
type Scope = Trust & { start: number; end: number; taken: boolean }

/** The text of each heading that speaks of OKRs, down to the next of its rank; `sure` under the word Objectives itself. */
function scopes({ lines, marks, free, named }: Marked): Scope[] {
  const found: Scope[] = []
  let shut = 0
  let shutLabels = 0
  lines.forEach((line, index) => {
    const heading = line.kind === 'heading'
    const announced = line.kind === 'text' && line.text.length < 160 && isAnnounced(lines, index)
    const label = marks[index]?.kind === 'objectives' || announced
    if (!free(index) || (!heading && !label) || index < (label && !heading ? shutLabels : shut)) return
    const text = plainOf(line.text, heading)
    if (heading && isAboutMethod(text)) {
      // nothing below a chapter about the method is a goal by its form alone
      shut = endOf(lines, free, index)
      shutLabels = shut
      return
    }
    if (!(label && !/^(?:our |the |team |company |current )*goals/i.test(text)) && !speaksOfOkrs(text) && !(named && found.length === 0))
      return
    const end = endOf(lines, free, index)
    found.push({
      start: index + 1,
      end,
      sure: label && (!announced || isOfTeam.test(line.text)) && /objectives/i.test(text),
      dated: isDated(text) || announced,
      taken: false,
    })
    if (heading) shut = end
    else shutLabels = end
  })
  if (found.length === 0 && named && !lines.some(({ kind }) => kind === 'heading'))
    found.push({ start: 0, end: lines.length, sure: false, dated: false, taken: false })
  return found
}

/** `Hey team, our OKRs until June (Q2 2027):`, or right below a quarter `The aims of this crew, its objectives for these months:` */
function isAnnounced(lines: Line[], index: number): boolean {
  const { text } = lines[index] as Line
  if (isAnnouncement.test(text)) return periodIn(text, '12-31') !== undefined
  const above = lines.slice(Math.max(0, index - 3), index).findLast(({ kind }) => kind !== 'blank')
  return isOfTeam.test(text) && above?.kind === 'heading' && isBarePeriod(plainOf(above.text, true))
}

const isAnnouncement = /\b(?:our|my|the|team(?:['’]s)?) (?:team )?OKRs?\b.*:$/i
const isOfTeam =
  /\b(?:our|(?:this |the )?(?:team|group|crew|guild|squad|company|department)['’]s) (?:main |key )?objectives\b[^.?!]{0,80}:$/i

function endOf(lines: Line[], free: (index: number) => boolean, index: number): number {
  const level = lines[index]?.level ?? 0
  for (let at = index + 1; at < lines.length; at += 1) {
    const line = lines[at] as Line
    if (!free(at) || (line.kind === 'heading' && (level === 0 || line.level <= level))) return at
    if (level === 0 && line.label && line.label.name !== 'objectives') return at
  }
  return lines.length
}

function inScope(marked: Marked, start: number, end: number, trust: Trust): number[] {
  const { lines, marks } = marked
  const headings = indexes(
    start,
    end,
    (at) =>
      lines[at]?.kind === 'heading' &&
      lines[at]?.label === null &&
      marks[at]?.kind !== 'aside' &&
      marks[at]?.kind !== 'results' &&
      marks[at]?.kind !== 'fact',
  )
  const top = headings.reduce((least, at) => Math.min(least, (lines[at] as Line).level), 7)
  const chapters = headings.filter((at) => (lines[at] as Line).level === top)
  if (chapters.length === 0) return listed(marked, start, end, trust)
  // what stands below a chapter about the method is none of it
  const method = headings.find((at) => isAboutMethod(plainOf((lines[at] as Line).text, true))) ?? end
  const own = listed(marked, start, Math.min(chapters[0] as number, method), { ...trust, dated: false })
  const place = new Map(headings.map((at, index) => [at, index]))
  // beside a chapter called Objectives the others are none
  const called = chapters.filter((at) => isContainer(plainOf((lines[at] as Line).text, true)))
  const teams =
    trust.dated &&
    chapters.some((at, index) => {
      const stop = chapters[index + 1] ?? end
      return listed(marked, at + 1, stop, { sure: true, dated: false }).length > 0 && nestsTeams(marked, at + 1, stop, true)
    })
  const each = chapters.map((at, index) => {
    const stop = chapters[index + 1] ?? end
    const text = plainOf((lines[at] as Line).text, true)
    if (isAboutMethod(text) || (called.length > 0 && !called.includes(at) && !speaksOfOkrs(text) && !isDated(text))) return []
    const period = isBarePeriod(text)
    const inner = { sure: false, dated: trust.dated || isDated(text) }
    const holds = /\b(?:objectives|goals|OKRs)(?:\s*\([^()]*\))?:?$/i.test(text)
    if (holds || (headings[(place.get(at) ?? 0) + 1] ?? end) < stop) {
      const deeper = inScope(marked, at + 1, stop, inner)
      return deeper.length === 0 && holds && /\bobjectives\b/i.test(text) ? flat(marked, at + 1, stop) : deeper
    }
    if (period || indexes(at + 1, stop, (row) => isGoalTable(lines, row)).length > 0) return inScope(marked, at + 1, stop, inner)
    const lists = listed(marked, at + 1, stop, { sure: inner.dated, dated: false })
    if (lists.length > 0 && nestsTeams(marked, at + 1, stop, inner.dated)) return lists
    // beside teams with objectives and results, a list of one level is one of objectives
    const bare = teams && lists.length === 0 ? flat(marked, at + 1, stop) : []
    if (bare.length > 0) return bare
    return measured(marked, at + 1, stop, { ...trust, dated: inner.dated }) ? [at] : lists
  })
  return [...own, ...each.flat()]
}

/** Is the list below a chapter itself one of objectives: no figure in what stands first, something below each? */
function nestsTeams(marked: Marked, start: number, end: number, dated: boolean): boolean {
  const { lines, marks } = marked
  if (indexes(start, end, (at) => lines[at]?.kind === 'text' && marks[at]?.kind === null && isBold(lines[at] as Line)).length > 0)
    return true
  const { tops, parents } = lists(marked, start, end)
  // `Talk with whoever would like to:` leads on to its list and is no objective
  const own = parents.filter((at) => !/:\W*$/.test(lines[at]?.text ?? ''))
  return own.length > 0 && own.length >= tops.length / (dated ? 2 : 1) && tops.every((at) => !hasFigure((lines[at] as Line).text))
}

/** The items between two lines: those that stand at the margin, those of them with items below, and these. */
function lists({ lines, marks }: Marked, start: number, end: number): { tops: number[]; parents: number[]; below: number[] } {
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
function listed(marked: Marked, start: number, end: number, { sure, dated }: Trust): number[] {
  const { lines, marks } = marked
  const bold = indexes(
    start,
    end,
    (at) => marks[at]?.kind === null && lines[at]?.label === null && (lines[at] as Line).indent === 0 && isBold(lines[at] as Line),
  )
  const led = bold.filter((at, index) => measured(marked, at + 1, bold[index + 1] ?? end, { sure: false, dated }))
  if (led.length > 0 && led.length >= bold.length / 2) return led
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

function nextIs(lines: Line[], at: number, kind: Line['kind']): boolean {
  let next = at + 1
  while (lines[next]?.kind === 'blank') next += 1
  return lines[next]?.kind === kind
}

/** A table with a column of objectives and one of results: its head row stands for the objectives in it. */
function isGoalTable(lines: Line[], at: number): boolean {
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
function measured({ lines, marks }: Marked, start: number, end: number, { sure, dated }: Trust): boolean {
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
    /\d/.test(text.slice(0, 600).replace(/\]\([^()]*\)/g, ']')) ||
    /\b(?:zero|all|every|100|double|twice|half)\b(?!-)|✅|\[[ xX]\]/i.test(text.slice(0, 300))
  )
}

function indexes(start: number, end: number, wanted: (at: number) => boolean | undefined): number[] {
  const found: number[] = []
  for (let at = start; at < end; at += 1) if (wanted(at)) found.push(at)
  return found
}
