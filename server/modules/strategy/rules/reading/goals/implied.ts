import type { Line } from '../line.ts'
import { indexes, isGoalTable, listed, lists, measured, nestsTeams, nextIs, type Trust } from './listed.ts'
import { type Marked, plainOf } from './marks.ts'
import { isAboutMethod, isContainer, isDated, isLink, speaksOfOkrs } from './scope.ts'
import { isBarePeriod, periodIn } from '../periods.ts'
import { frontTitle } from '../titles.ts'

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
    // `2027 Q1 OKR` with words about the project, and beside it the objectives that say that they are some
    if (!scope.taken && !scope.sure && known.has(scope.end) && marked.lines[scope.end]?.kind === 'heading') continue
    const own = !scope.taken
      ? inScope(marked, scope.start, scope.end, scope)
      : scope.sure && nextIs(marked.lines, scope.start - 1, 'item')
        ? topsOf(marked, scope.start, scope.end)
        : []
    for (const at of own.length > 0 || scope.taken || !(scope.sure || scope.bare) ? own : flat(marked, scope.start, scope.end, scope.sure))
      found.add(at)
    if (scope.taken)
      for (const at of [...beside(marked, scope, known), ...ofSameRank(marked, scope, known), ...ofTeams(marked, scope, known)])
        found.add(at)
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

/** `Engineering OKRs` among chapters whose objectives say that they are some: each such chapter is looked through by itself. */
function ofTeams(marked: Marked, { start, end, dated }: Scope, known: Set<number>): number[] {
  const { lines, free } = marked
  return indexes(start, end, (at) => lines[at]?.kind === 'heading').flatMap((at) => {
    const text = plainOf((lines[at] as Line).text, true)
    if (!speaksOfOkrs(text) || isContainer(text) || isAboutMethod(text)) return []
    const stop = Math.min(end, endOf(lines, free, at))
    return indexes(at, stop, (row) => known.has(row)).length > 0
      ? []
      : inScope(marked, at + 1, stop, { sure: false, dated: dated || isDated(text) })
  })
}

/** Where the first heading of a quarter says `Objective: …`, those of its rank are some too, whether they say so or not. */
function ofSameRank({ lines, marks }: Marked, { start, end, dated }: Scope, known: Set<number>): number[] {
  const headings = indexes(start, end, (at) => lines[at]?.kind === 'heading')
  const [first] = headings
  const named = dated && first !== undefined && known.has(first) && /^objective\s*:/i.test(marks[first]?.text ?? '')
  if (!named || headings.some((at) => lines[at]?.level !== lines[first]?.level) || headings.filter((at) => known.has(at)).length > 1)
    return []
  return headings.filter((at) => !known.has(at) && marks[at]?.kind === null && !isAboutMethod(plainOf((lines[at] as Line).text, true)))
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

type Scope = Trust & {
  start: number
  end: number
  taken: boolean
  /** `2027 Q2 objectives`: a list right below holds them, though nothing hangs below each */
  bare: boolean
}

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
      dated: isDated(text) || announced || (named && found.length === 0 && isDated(frontTitle(lines) ?? '')),
      taken: false,
      bare: heading && isBarePeriod(text) && /\b(?:objectives|goals)\b/i.test(text),
    })
    if (heading) shut = end
    else shutLabels = end
  })
  if (found.length === 0 && named && !lines.some(({ kind }) => kind === 'heading'))
    found.push({ start: 0, end: lines.length, sure: false, dated: false, taken: false, bare: false })
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
  const whole = trust.dated && chapters.length > 1 ? sayWhat(marked, chapters, end) : false
  if (whole) return [...own, ...chapters]
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
  // `CEO: …` above each: what one of them is, all are
  const alike = chapters.filter((at, index) => each[index]?.length === 1 && each[index]?.[0] === at)
  const led = (at: number) => /^[\p{Lu}][\p{L} &]{1,30}:/u.exec(plainOf((lines[at] as Line).text, true))?.[0]
  if (alike.length >= chapters.length / 2 && chapters.every((at) => led(at) !== undefined && led(at) === led(chapters[0] as number)))
    return [...own, ...chapters]
  return [...own, ...each.flat()]
}

/** Chapters that say in a sentence what they are for, one with a list right below it and one with chapters of its own: they are the objectives. */
function sayWhat({ lines }: Marked, chapters: number[], end: number): boolean {
  const first = chapters.map((at) => lines.slice(at + 1, at + 4).find(({ kind }) => kind !== 'blank')?.kind)
  const said = chapters.every((at, index) => {
    const text = plainOf((lines[at] as Line).text, true)
    const holds = indexes(at + 1, chapters[index + 1] ?? end, (row) => lines[row]?.kind === 'item').length > 0
    return holds && text.split(/\s+/).length >= 4 && !speaksOfOkrs(text) && !isDated(text) && !isAboutMethod(text) && !ofPeople.test(text)
  })
  return said && first.includes('item') && first.includes('heading')
}

const ofPeople = /\b(?:teams?|departments?|guilds?|squads?|crew|groups?|division|office|company)\b/i
