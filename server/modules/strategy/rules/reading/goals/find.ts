import { columnKinds } from '../columns.ts'
import { cellsOf } from '../cells.ts'
import type { Line } from '../line.ts'
import { lastLine } from '../line.ts'
import { chapterHolds, isBold, isNumberedChapter, isOkr, isOther } from './around.ts'
import { type Mark, type Marked, markOf, plainOf, withFactsBeside } from './marks.ts'
import { explainsUse, isAboutMethod, isContainer, isGeneric, speaksOfOkrs } from './scope.ts'
import { implied } from './implied.ts'
import { isReal } from './real.ts'
import { reported, saidAgain } from './again.ts'
import { typedTable } from './typed-table.ts'
import { goesOn } from './numbered.ts'
import { isAboveTable, isDescribed, tellsGoals } from './told.ts'

/** A run of lines [start, end) that holds objectives: which lines they are, and the heading that names them (-1: none). */
export type Goals = { start: number; end: number; heading: number; objectives: Set<number>; marks: Mark[] }

/** Finds objectives with key results in lines that are no other plan's. `named`: the file's name speaks of OKRs. */
export function goalsIn(lines: Line[], owned: (index: number) => boolean, named: boolean): Goals[] {
  const marks = withFactsBeside(lines, lines.map(markOf))
  // `RC1: …` is a result beside objectives only: elsewhere it is a candidate for release
  const speaks = named || marks.some(({ kind }) => kind === 'objective' || kind === 'objectives')
  lines.forEach((line, index) => {
    const mark = marks[index]
    if (!speaks && mark?.kind === 'result' && /^\W*(?:SE|RC|КР)[ -]?\d/u.test(line.text)) mark.kind = null
    if (mark && isNumberedChapter(lines, marks, index)) mark.kind = 'objectives'
    if (line.kind !== 'heading' || mark?.kind !== 'objective' || mark.named) return
    if (isDescribed(lines, index)) mark.kind = 'aside'
    else if (isAboveTable(lines, index)) mark.kind = 'objectives'
  })
  for (const index of [...saidAgain(lines, marks), ...reported(lines, marks)]) Object.assign(marks[index] as Mark, { kind: 'aside' })
  const marked: Marked = { lines, marks, named, free: (index) => !owned(index) }
  const objectives = new Set(explicit(marked))
  for (const index of introduced(marked, objectives)) objectives.add(index)
  for (const index of aboveTables(marked, objectives)) objectives.add(index)
  for (const index of implied(marked, objectives)) objectives.add(index)
  return bodies(marked, objectives).filter((body) => isReal(marked, body))
}

/** Lines that call themselves an objective. `Goal:` alone counts only where results follow. */
function explicit({ lines, marks, free, named }: Marked): number[] {
  const found: number[] = []
  // where a heading speaks of OKRs its chapter is looked through as a whole
  const silent = !named && !lines.some(({ kind, text }) => kind === 'heading' && speaksOfOkrs(text) && !isAboutMethod(plainOf(text, true)))
  // what one of several tables with the same columns is, all are
  const heads = new Set(silent ? lines.flatMap((line, index) => (line.kind === 'row' && tellsGoals(lines, index) ? [line.text] : [])) : [])
  lines.forEach((line, index) => {
    const mark = marks[index]
    if (line.kind === 'row' && free(index) && (typedTable(lines, index) || heads.has(line.text))) found.push(index)
    if (mark?.kind !== 'objective' || !free(index)) return
    if (mark.weak && !resultsFollow(lines, marks, index)) return
    // `Objective` above a list of several is a label
    if (!mark.named && line.kind === 'item' && !/\d/.test(mark.text) && !holdsOne(lines, marks, index)) return
    found.push(index)
  })
  return found
}

/** `Objective:` with one item below it, and `Key results:` beside it: that item is the objective. */
function holdsOne(lines: Line[], marks: Mark[], index: number): boolean {
  const margin = (lines[index] as Line).indent
  const below = lines.slice(index + 1, index + 8).findIndex(({ kind, indent }) => kind === 'item' && indent <= margin)
  const inner = below < 0 ? [] : lines.slice(index + 1, index + 1 + below).filter(({ kind }) => kind === 'item')
  return inner.length === 1 && marks[index + 1 + below]?.kind === 'results'
}

function resultsFollow(lines: Line[], marks: Mark[], from: number): boolean {
  for (let at = from + 1; at < lines.length && at < from + 40; at += 1) {
    const line = lines[at] as Line
    const kind = marks[at]?.kind
    if (kind === 'result' || kind === 'results' || line.kind === 'row') return true
    if (line.kind === 'item') return true
    if (line.kind === 'heading' || kind === 'objective') return false
  }
  return false
}

/** A heading, bold line or item right above `Key results` or a first `KR 1` is the objective, whatever it says. */
function introduced({ lines, marks, free }: Marked, known: Set<number>): number[] {
  const found: number[] = []
  let intro = -1
  let closed = false
  // an `Objective 1` whose words stand on the next line
  let waits = false
  // the rank of the objective's heading that is open: what is deeper belongs to it
  let inside = 0
  // among headings that are numbered as objectives another one is none
  const numbered = Math.max(
    0,
    ...[...known].map((at) => (lines[at]?.kind === 'heading' && /\d/.test(marks[at]?.text ?? '') ? (lines[at] as Line).level : 0)),
  )
  lines.forEach((line, index) => {
    const kind = marks[index]?.kind
    if (line.kind === 'heading' && (known.has(index) || (line.level <= inside && !isPart(marks[index]) && kind !== 'fact')))
      inside = known.has(index) ? line.level : 0
    if (!free(index)) intro = -1
    else if (known.has(index)) {
      intro = -1
      closed = true
      waits = marks[index]?.named === false
    } else if (waits && line.kind === 'text') waits = false
    else if (kind === 'results' || (kind === 'result' && !closed)) {
      const own = intro >= 0 ? (lines[intro] as Line) : undefined
      const named = kind === 'result' && known.size > 0 && own?.kind === 'text'
      const beside =
        kind === 'results' &&
        own?.kind === 'heading' &&
        line.kind === 'heading' &&
        line.level <= own.level &&
        isOther(marks[index]?.text ?? '')
      const unnumbered = kind === 'result' && own?.kind === 'heading' && own.level <= numbered
      // `Success metrics` in a document whose objectives say that they are some
      const other = kind === 'results' && line.kind === 'heading' && known.size > 0 && isOther(marks[index]?.text ?? '')
      if (
        own &&
        !named &&
        !beside &&
        !unnumbered &&
        !other &&
        !(own.kind === 'item' && line.indent <= own.indent && line.kind === 'item')
      ) {
        found.push(intro)
        closed = true
      }
      intro = -1
    } else if (kind === 'result') {
      // one more result of an objective that is known
    } else if (kind === 'aside' || kind === 'fact' || kind === 'objectives') {
      // `### Team` below the heading of an objective leaves it one
      const deeper = kind === 'aside' && line.level > ((lines[intro]?.level ?? 0) || 6)
      if ((line.kind === 'heading' && kind !== 'fact' && !deeper) || kind === 'objectives') intro = -1
    } else if (line.kind === 'heading') {
      intro = inside > 0 || isGeneric(line) || speaksOfOkrs(line.text) || isAboutMethod(plainOf(line.text, true)) || line.label ? -1 : index
      closed = false
    } else if (isBold(line) && line.kind !== 'item' && !isListLabel(lines, index)) {
      intro = index
      closed = false
    } else if (line.kind === 'item' && line.indent === 0 && results(lines, marks, index)) {
      intro = index
      // the next one in a list of objectives
      if (lines[found.at(-1) ?? -1]?.kind === 'item') closed = false
    }
  })
  return found
}

/** Headings of one rank, each with a table of key results right below it, are the objectives, whatever they say. */
function aboveTables({ lines, marks, free }: Marked, known: Set<number>): number[] {
  if (known.size > 0) return []
  const found: number[] = []
  let heading = -1
  lines.forEach((line, index) => {
    if (line.kind === 'heading') heading = free(index) && marks[index]?.kind === null && !isGeneric(line) && !line.label ? index : -1
    if (heading < 0 || line.kind !== 'row' || lines[index + 1]?.kind !== 'delimiter' || index - heading > 4) return
    if (/\bKRs?\b|key results?/i.test(line.text.slice(0, 400)) && !columnKinds(cellsOf(line.text)).includes('objective'))
      found.push(heading)
    heading = -1
  })
  const level = lines[found[0] ?? -1]?.level ?? 0
  return found.length > 1 && level > 1 && found.every((at) => lines[at]?.level === level) ? found : []
}

/** `**Constraints:**` with its list names that, and no objective. */
function isListLabel(lines: Line[], index: number): boolean {
  const next = lines[index + 1]?.kind === 'blank' ? lines[index + 2] : lines[index + 1]
  return next?.kind === 'item' && /:(?:\*\*|__)?\s*$/.test((lines[index] as Line).text)
}

/** Do `Key results` or a `KR 1` stand right below this item, deeper? */
function results(lines: Line[], marks: Mark[], index: number): boolean {
  let at = index + 1
  while (lines[at]?.kind === 'blank' || marks[at]?.kind === 'fact') at += 1
  const below = lines[at]
  return below !== undefined && below.indent > 0 && (marks[at]?.kind === 'results' || marks[at]?.kind === 'result')
}

/** Is this a heading that belongs to an objective: its results, its initiatives, its state? */
function isPart(mark: Mark | undefined): boolean {
  return mark?.kind === 'results' || mark?.kind === 'result' || mark?.kind === 'aside'
}

/** Gathers objectives under the heading that names them all. */
function bodies({ lines, marks, free }: Marked, objectives: Set<number>): Goals[] {
  const found: (Goals & { level: number })[] = []
  const path: number[] = []
  const apart = new Map<string, boolean>()
  let open: (Goals & { level: number }) | undefined
  const closeAt = (index: number) => {
    if (open) open.end = index
    open = undefined
  }
  const leave = (level: number) => {
    while (path.length > 0 && (lines[path.at(-1) as number] as Line).level >= level) path.pop()
  }
  const last = lastLine(lines)
  lines.forEach((line, index) => {
    if (!free(index)) {
      closeAt(index)
      return
    }
    const level = line.kind === 'heading' ? line.level : 0
    if (open && level > 0 && marks[index]?.kind === null && explainsUse(line)) closeAt(index)
    // what a plan has beside its goals begins here: its commentary, its obstacles
    if (open && line.label && !objectives.has(index) && !['objectives', 'measures'].includes(line.label.name)) closeAt(index)
    if (objectives.has(index)) {
      const heading = namedBy(lines, path, level, apart)
      if (open && (open.heading !== heading || open.level !== level)) closeAt(index)
      if (open) open.objectives.add(index)
      else {
        const before = found.at(-1)
        const on = before && goesOn(lines, marks, { before, heading, index, path })
        // other sets hang below that heading too: each is one
        const whole = found.some((one) => one !== before && on !== undefined && one.start > on) ? undefined : on
        if (before && whole !== undefined) before.heading = whole
        if (before && before.heading === (whole ?? heading) && !lines[before.end]?.label && allFree(free, before.end, index)) {
          before.objectives.add(index)
          open = Object.assign(before, { level, end: last })
        } else {
          open = { start: index, end: last, heading, objectives: new Set([index]), marks, level }
          found.push(open)
        }
      }
    } else if (
      level > 0 &&
      marks[index]?.kind !== 'fact' &&
      !isOkr(marks[index]) &&
      !(open && isPart(marks[index]) && (level > (lines[path.at(-1) ?? -1]?.level ?? 0) || isBeside(marks, index, open.level, level)))
    ) {
      const inChapter =
        open?.level === 0 && level > (lines[open.heading]?.level ?? 6) && chapterHolds(lines, marks, [...open.objectives].at(-1) as number)
      if (open && !inChapter && (open.level === 0 || level <= open.level)) closeAt(index)
      // a section's label names no plan
      if (!open && !line.label) {
        leave(level)
        path.push(index)
      }
    } else if (level > 0 && isOkr(marks[index]) && !open) leave(level)
  })
  return found.map(({ level: _level, ...body }) => ({ ...body, start: withLabel(lines, marks, body) }))
}

/** `## KR 1` at the rank of `## Objective`: a result of it all the same. */
function isBeside(marks: Mark[], index: number, objective: number, level: number): boolean {
  return objective > 0 && level === objective && (marks[index]?.kind === 'result' || marks[index]?.kind === 'results')
}

function allFree(free: (index: number) => boolean, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!free(at)) return false
  return true
}

/** The heading above that is no `Objectives` or `OKRs` by itself; such a one only where nothing stands above it. */
function namedBy(lines: Line[], path: number[], level: number, known: Map<string, boolean>): number {
  const higher = path.filter((index) => level === 0 || (lines[index] as Line).level < level)
  const above = higher.length > 0 ? higher : path.filter((index) => (lines[index] as Line).level === level)
  const own = above.findLast((index) => !isContainer(plainOf((lines[index] as Line).text, true)))
  const last = above.at(-1) ?? -1
  // a title deeper than what it names
  if (own === undefined) return above[0] ?? path.findLast((index) => speaksOfOkrs((lines[index] as Line).text)) ?? -1
  // chapters between the two are none of this plan; each pair of headings is looked at once
  const pair = `${own} ${last}`
  const apart = known.get(pair) ?? hasHeading(lines, own + 1, last)
  known.set(pair, apart)
  return apart ? last : own
}

function hasHeading(lines: Line[], start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (lines[at]?.kind === 'heading') return true
  return false
}

/** The line `Objectives` or `OKRs` right above the first objective belongs to them. */
function withLabel(lines: Line[], marks: Mark[], body: Goals): number {
  let start = body.start
  for (let at = start - 1; at > body.heading; at -= 1) {
    if (marks[at]?.kind === 'objectives') start = at
    else if (lines[at]?.kind !== 'blank' && lines[at]?.kind !== 'underline') break
  }
  return start
}
