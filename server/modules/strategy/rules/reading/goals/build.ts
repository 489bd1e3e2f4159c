import { grow, noteKind, noteOf } from '../blocks.ts'
import { holdsResults } from '../columns.ts'
import { cellsOf } from '../cells.ts'
import { columnOf, grower } from '../grower.ts'
import type { RawItem } from '../items.ts'
import type { Line } from '../line.ts'
import type { Note, Section } from '../model.ts'
import { rowsOf } from '../rows.ts'
import { isHint } from '../sections.ts'
import { closesList, labelFollows, opensGroup, opensList, resultHeadingsFollow } from './ahead.ts'
import { type At, isWithin, margin, type Paint } from './at.ts'
import { isLink, linksFollow } from './scope.ts'
import type { Goals } from './find.ts'
import { chapterHolds, isEmptyItem, isOkr, isOther, namesNext, saysResult, sortsResults, statedBelow } from './around.ts'
import { takeGoalTable } from './goal-table.ts'
import { withColons } from './words.ts'
import { isProperties, takeProperties } from './properties.ts'

/** Reads a run of objectives into one section: objectives at depth 0, their results below them. */
export function readGoals(lines: Line[], goals: Goals, paint: Paint): { section: Section; raw: RawItem[] } {
  const section: Section = {
    name: 'objectives',
    label: 'Objectives',
    qualifier: null,
    span: { from: lines[goals.start]?.from ?? 0, to: lines[goals.start]?.to ?? 0 },
    labelled: true,
    lead: [],
    items: [],
    notes: [],
    plain: false,
  }
  const at: At = {
    grown: grower(),
    section,
    paint,
    mode: 'free',
    waits: false,
    afterItem: false,
    listed: false,
    held: false,
    awaits: false,
    chapter: false,
    level: 0,
    apart: false,
    ahead: null,
    kindOnly: false,
    aside: null,
    asideOf: undefined,
    asideHead: null,
    asideAt: -1,
    about: null,
    open: null,
  }
  for (let index = goals.start; index < goals.end; index += 1) {
    const line = lines[index] as Line
    if (line.kind !== 'blank' && line.kind !== 'opaque') section.span.to = line.to
    index = take(at, lines, index, goals)
  }
  return { section, raw: at.grown.done() }
}

/** Takes one line, or the table that starts with it; answers with the last line taken. */
function take(at: At, lines: Line[], index: number, goals: Goals): number {
  const line = lines[index] as Line
  const mark = goals.marks[index]
  const kind = noteKind(line)
  if (goals.objectives.has(index) && line.kind === 'row') return takeGoalTable(at, lines, index)
  if (goals.objectives.has(index)) {
    if (line.kind === 'heading') at.level = line.level
    const chapter = line.kind !== 'heading' && chapterHolds(lines, goals.marks, index)
    Object.assign(at, {
      mode: 'free',
      held: false,
      apart: false,
      chapter,
      awaits: chapter || labelFollows(lines, goals, index) || resultHeadingsFollow(lines, goals, index),
    })
    takeItem(at, line, margin.objective, mark?.kind === 'objective' && !mark.named)
    at.grown.objectiveNotes()?.push(...(at.ahead ?? []))
    at.ahead = null
  } else if (line.kind === 'blank' || line.kind === 'opaque' || line.kind === 'underline' || isEmptyItem(line)) {
    at.paint(
      line,
      line.kind === 'opaque' ? 'opaque' : line.kind === 'underline' ? 'label' : line.kind === 'item' ? 'item' : 'blank',
      'objectives',
    )
    at.open = null
    at.afterItem = false
  } else if (mark?.kind === 'results' && at.held && isOther(mark.text)) openAside(at, line, true)
  else if (mark?.kind === 'results') {
    at.awaits = false
    Object.assign(at, { mode: 'results', listed: false, waits: false, afterItem: false, aside: null, open: null })
    at.paint(line, 'label', 'objectives')
  } else if (isOkr(mark)) {
    Object.assign(at, {
      mode: 'free',
      apart: false,
      aside: null,
      open: null,
      afterItem: false,
      ahead: [{ ...noteOf(line, 'text'), raw: `(${line.text})` }],
    })
    at.paint(line, 'item', 'objectives')
  } else if (mark?.kind === 'objectives') {
    // `OKRs` in the chapter of an objective is the label of its results
    if (at.chapter) Object.assign(at, { mode: 'results', listed: false, waits: false, afterItem: false, aside: null, open: null })
    at.paint(line, 'label', 'objectives')
  } else if (mark?.kind === 'result' && at.mode === 'aside' && isWithin(at, line)) takeAside(at, line, line.text)
  else if (mark?.kind === 'result') {
    at.awaits = false
    at.kindOnly = line.kind === 'heading' && statedBelow(lines, index) >= 0
    takeItem(at, line, line.kind === 'item' ? line.indent : margin.result, !mark.named || at.kindOnly)
  } else if (mark?.kind === 'aside' && at.grown.items.length > 0 && !(line.kind === 'item' && line.indent > 0 && at.mode === 'aside')) {
    if (line.kind === 'heading' && line.level <= at.level) at.apart = true
    openAside(at, line, /^(?:KR|key result)/i.test(mark.text))
  } else if (opensList(at, lines, index, mark)) openAside(at, line, false, at.grown.items.at(-1)?.notes)
  else if (at.mode === 'results' && mark?.kind === null && saysResult(lines, index)) {
    at.grown.add(margin.result + 50, line, '', line.text)
    at.paint(line, 'item', 'objectives')
    Object.assign(at, { listed: true, held: true, afterItem: false, open: null })
  } else if (at.mode === 'results' && mark?.kind === null && sortsResults(lines, index)) at.paint(line, 'label', 'objectives')
  else if (at.mode === 'results' && !at.listed && kind === 'text' && isHint(line.text))
    takeNote(at, line, at.grown.objectiveNotes() ?? at.section.lead, 'text')
  else if (
    at.waits &&
    line.kind === 'heading' &&
    mark?.kind === null &&
    (at.kindOnly || goals.objectives.has(index - 2) || goals.objectives.has(index - 1))
  ) {
    at.grown.name(line)
    at.paint(line, 'item', 'objectives')
    Object.assign(at, { waits: false, afterItem: false })
  } else if (at.waits && (line.kind === 'text' || line.kind === 'item') && mark?.kind !== 'fact') {
    at.grown.name({
      ...line,
      text: line.text.replace(/^>\s?/, '').replace(/^(\*\*|__)?(?:what|title|name|statement)(?::\1|\1\s?:)\s*(?=\S)/i, ''),
    })
    at.paint(line, 'item', 'objectives')
    Object.assign(at, { waits: false, afterItem: !at.kindOnly })
  } else if (at.awaits && line.kind === 'item' && mark?.kind === null) takeAbout(at, line)
  else if (kind === 'table' && at.grown.items.length > 0 && at.mode !== 'aside' && isProperties(lines, index))
    return takeProperties(lines, index, (row, text) => (text === null ? at.paint(row, 'item', 'objectives') : takeFact(at, row, text)))
  else if (kind === 'table' && lines[index + 1]?.kind === 'delimiter' && at.mode !== 'aside' && holdsResults(line.text)) {
    Object.assign(at, { listed: true, afterItem: false, open: null, waits: false })
    at.held = true
    return rowsOf(lines, index, at.grown, (row, role) => at.paint(row, role, 'objectives'), below(at, line))
  } else if (mark?.kind === 'fact' && at.grown.items.length > 0 && at.mode !== 'aside')
    takeFact(at, line, line.text, closesList(at, lines, index, goals) ? 'objective' : isOfLast(at, lines, index) ? 'last' : 'own')
  else if (line.kind === 'heading' && opensGroup(lines, goals, index)) {
    Object.assign(at, { mode: 'free', apart: false, aside: null, open: null, afterItem: false, ahead: [noteOf(line, 'text')] })
    at.paint(line, 'item', 'objectives')
  } else if (line.kind === 'heading') {
    // a chapter beside the objectives: a log of what became of them, say
    if (line.level <= at.level) at.apart = true
    if (at.mode === 'aside' || at.apart || at.grown.items.length === 0 || line.level < 3 || at.chapter) openAside(at, line)
    else takeItem(at, line, columnOf(line), false)
  } else if (at.mode === 'aside' && kind === 'table' && lines[index + 1]?.kind === 'delimiter' && holdsResults(line.text))
    return takeAsideTable(at, lines, index)
  else if (at.mode === 'aside' && kind !== 'table' && kind !== 'fence') takeAside(at, line, line.text)
  else if (line.kind === 'item') {
    // a link below a table leads to where it is kept
    if (goals.objectives.has(index + 2) && namesNext(line, lines[index + 2] as Line)) at.paint(line, 'label', 'objectives')
    else if (at.grown.items.length === 0) takeNote(at, line, at.section.lead, 'text')
    else if (at.grown.items.at(-1)?.row && isLink(line)) takeNote(at, line, at.section.notes, 'text')
    else takeItem(at, line, line.indent, false)
  } else if (kind === 'text' && at.afterItem) {
    at.grown.extend(line)
    at.paint(line, 'item', 'objectives')
  } else if (kind === 'text' && at.mode === 'results' && !at.listed) {
    at.grown.add(margin.result + 50, line, '', line.text)
    at.paint(line, 'item', 'objectives')
  } else if (
    kind === 'text' &&
    (at.listed || (at.grown.items.length > 0 && linksFollow(lines, index))) &&
    /^(?:\S+\s+){4,40}\S*:$|^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}].{2,80}：$/u.test(line.text)
  )
    openAside(at, line)
  else if (kind === 'text') takeNote(at, line, at.ahead ?? at.grown.notesAt(line.indent) ?? at.section.lead, 'text')
  else if (kind) takeNote(at, line, at.section.notes, kind)
  return index
}

/** Where the rows of a table hang: below the heading that divides the results, else right of the objective. */
function below(at: At, line: Line): number {
  const last = at.grown.items.at(-1)
  if (!last || last.depth === 0 || last.row || at.mode === 'aside') return margin.result + line.indent
  if (last.marker.startsWith('#')) return last.marker.length * 2 - 96
  return line.indent >= 4 ? line.indent : margin.result + line.indent
}

function takeItem(at: At, line: Line, column: number, waits: boolean): void {
  at.grown.add(column, line, line.kind === 'heading' ? '#'.repeat(line.level) : line.marker, withColons(line.text))
  at.paint(line, 'item', 'objectives')
  if (column !== margin.objective && at.mode === 'aside') at.mode = 'free'
  if (column !== margin.objective) at.held = true
  Object.assign(at, { waits, afterItem: line.kind !== 'heading' && !waits, listed: column !== margin.objective, aside: null, open: null })
}

function takeNote(at: At, line: Line, notes: Note[], kind: Note['kind']): void {
  const last = notes.at(-1)
  if (at.open === notes && last?.kind === kind) grow(last, line)
  else notes.push(noteOf(line, kind))
  at.paint(line, notes === at.section.lead ? 'lead' : notes === at.section.notes ? 'note' : 'item', 'objectives')
  at.open = notes
  at.afterItem = false
}

/** `Owner: Ada` under an objective or result is said about it. */
function takeFact(at: At, line: Line, text = line.text, of: 'objective' | 'last' | 'own' = 'own'): void {
  const last = at.grown.items.at(-1)
  const notes =
    (of === 'objective'
      ? at.grown.objectiveNotes()
      : of === 'last' || (at.afterItem && line.kind === 'text')
        ? last?.notes
        : at.grown.notesAt(line.indent)) ?? at.section.notes
  notes.push({ kind: 'text', raw: text, span: { from: line.from, to: line.to } })
  at.paint(line, 'item', 'objectives')
  at.open = null
  if (line.kind === 'item') at.afterItem = false
}

/** `- Target: 95 %` right behind a result of the same list says how far that one goes. */
function isOfLast({ grown }: At, lines: Line[], index: number): boolean {
  const [line, before, last] = [lines[index] as Line, lines[index - 1], grown.items.at(-1)]
  const beside = line.kind === 'item' && before?.kind === 'item' && before.indent === line.indent
  return beside && (last?.depth ?? 0) > 0 && !last?.row && /^\W*(?:target|baseline|current|measure(?:ment|d)?)\b/i.test(line.text)
}

/** Initiatives, risks, notes: kept as one paragraph of the objective, and no results of it. */
function openAside(at: At, line: Line, measured = false, of?: Note[]): void {
  const word = line.text.replace(/[:\s]*(\*\*|__)?[:\s]*$/, '$1')
  // in brackets until something follows: alone and with a colon it would open a list again
  at.aside = { kind: 'text', raw: `(${word})`, span: { from: line.from, to: line.to } }
  at.asideHead = measured ? `(${word}):` : `${word}:`
  at.paint(line, 'item', 'objectives')
  at.asideOf = of ?? (line.kind === 'item' ? at.grown.notesAt(line.indent) : undefined)
  asideNotes(at).push(at.aside)
  Object.assign(at, { mode: 'aside', asideAt: line.kind === 'item' ? line.indent : -1, waits: false, afterItem: false, open: null })
}

function asideNotes(at: At): Note[] {
  return at.asideOf ?? at.grown.objectiveNotes() ?? at.section.notes
}

function takeAside(at: At, line: Line, words: string): void {
  const note = at.aside
  if (note) {
    const before = at.asideHead ?? note.raw
    at.asideHead = null
    note.raw = `${before}${before.endsWith(':') ? '' : line.kind === 'item' || line.kind === 'row' ? ';' : ''} ${words}`
    note.span.to = line.to
  }
  at.paint(line, 'item', 'objectives')
}

/** A table of an aside is part of its paragraph: standing by itself it would be one of results. */
function takeAsideTable(at: At, lines: Line[], start: number): number {
  let index = start
  for (; lines[index]?.kind === 'row' || lines[index]?.kind === 'delimiter'; index += 1) {
    const line = lines[index] as Line
    const words = cellsOf(line.text).filter((cell) => cell !== '')
    if (line.kind === 'row' && words.length > 0) takeAside(at, line, words.join(' · '))
    else at.paint(line, 'item', 'objectives')
  }
  return index - 1
}

/** A list between an objective and its `Key results` says more about the objective. */
function takeAbout(at: At, line: Line): void {
  const notes = at.grown.objectiveNotes() ?? at.section.lead
  const last = notes.at(-1)
  if (last && at.about === last) {
    last.raw += `; ${line.text}`
    last.span.to = line.to
  } else {
    at.about = { kind: 'text', raw: line.text, span: { from: line.from, to: line.to } }
    notes.push(at.about)
  }
  at.paint(line, 'item', 'objectives')
}
