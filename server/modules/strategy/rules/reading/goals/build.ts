import { grow, noteKind, noteOf } from '../blocks.ts'
import { columnKinds } from '../columns.ts'
import { cellsOf } from '../cells.ts'
import { columnOf, type Grower, grower } from '../grower.ts'
import type { RawItem } from '../items.ts'
import type { Line } from '../line.ts'
import type { Note, Role, Section } from '../model.ts'
import { rowsOf } from '../rows.ts'
import type { Goals } from './find.ts'

type Paint = (line: Line, role: Role['role'], section: 'objectives') => void

/** Objectives stand left of everything, results that name themselves right of them, all else by its indent. */
const margin = { objective: -300, result: -200 }

/** What the reader stands in: results, an aside (initiatives and the like, kept as one paragraph of the objective), or nothing in particular. */
type At = {
  grown: Grower
  section: Section
  paint: Paint
  mode: 'free' | 'results' | 'aside'
  /** an objective or result that named itself only; its words come on the next line */
  waits: boolean
  /** the line before went into the last item */
  afterItem: boolean
  /** results have been listed since the label */
  listed: boolean
  aside: Note | null
  open: Note[] | null
}

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
  const at: At = { grown: grower(), section, paint, mode: 'free', waits: false, afterItem: false, listed: false, aside: null, open: null }
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
    at.mode = 'free'
    takeItem(at, line, margin.objective, mark?.kind === 'objective' && !mark.named)
  } else if (line.kind === 'blank' || line.kind === 'opaque' || line.kind === 'underline') {
    at.paint(line, line.kind === 'opaque' ? 'opaque' : line.kind === 'underline' ? 'label' : 'blank', 'objectives')
    at.open = null
    at.afterItem = false
  } else if (mark?.kind === 'results') {
    Object.assign(at, { mode: 'results', listed: false, waits: false, afterItem: false, aside: null, open: null })
    at.paint(line, 'label', 'objectives')
  } else if (mark?.kind === 'objectives') at.paint(line, 'label', 'objectives')
  else if (mark?.kind === 'result') takeItem(at, line, line.kind === 'item' ? line.indent : margin.result, !mark.named)
  else if (mark?.kind === 'aside' && at.grown.items.length > 0 && !(line.kind === 'item' && line.indent > 0 && at.mode === 'aside'))
    openAside(at, line)
  else if (at.waits && (line.kind === 'text' || line.kind === 'item') && mark?.kind !== 'fact') {
    at.grown.name(line)
    at.paint(line, 'item', 'objectives')
    Object.assign(at, { waits: false, afterItem: true })
  } else if (kind === 'table' && lines[index + 1]?.kind === 'delimiter' && at.mode !== 'aside' && holdsResults(line)) {
    Object.assign(at, { listed: true, afterItem: false, open: null, waits: false })
    return rowsOf(lines, index, at.grown, (row, role) => at.paint(row, role, 'objectives'), margin.result + line.indent)
  } else if (mark?.kind === 'fact' && at.grown.items.length > 0 && at.mode !== 'aside') takeFact(at, line)
  else if (line.kind === 'heading') {
    if (at.mode === 'aside' || at.grown.items.length === 0 || line.level < 3) openAside(at, line)
    else takeItem(at, line, columnOf(line), false)
  } else if (at.mode === 'aside' && kind !== 'table' && kind !== 'fence') takeAside(at, line)
  else if (line.kind === 'item') {
    if (at.grown.items.length === 0) takeNote(at, line, at.section.lead, 'text')
    else takeItem(at, line, line.indent, false)
  } else if (kind === 'text' && at.afterItem) {
    at.grown.extend(line)
    at.paint(line, 'item', 'objectives')
  } else if (kind === 'text' && at.mode === 'results' && !at.listed) {
    at.grown.add(margin.result + 50, line, '', line.text)
    at.paint(line, 'item', 'objectives')
  } else if (kind === 'text') takeNote(at, line, at.grown.notesAt(line.indent) ?? at.section.lead, 'text')
  else if (kind) takeNote(at, line, at.section.notes, kind)
  return index
}

function takeItem(at: At, line: Line, column: number, waits: boolean): void {
  at.grown.add(column, line, line.kind === 'heading' ? '#'.repeat(line.level) : line.marker, line.text)
  at.paint(line, 'item', 'objectives')
  if (column !== margin.objective && at.mode === 'aside') at.mode = 'free'
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
function takeFact(at: At, line: Line): void {
  const last = at.grown.items.at(-1)
  const notes = (at.afterItem && line.kind === 'text' ? last?.notes : at.grown.notesAt(line.indent)) ?? at.section.notes
  notes.push({ kind: 'text', raw: line.text, span: { from: line.from, to: line.to } })
  at.paint(line, 'item', 'objectives')
  at.open = null
}

/** Initiatives, risks, notes: kept as one paragraph of the objective, and no results of it. */
function openAside(at: At, line: Line): void {
  const word = line.text.replace(/[:\s]*(\*\*|__)?[:\s]*$/, '$1')
  at.aside = { kind: 'text', raw: `${word}:`, span: { from: line.from, to: line.to } }
  ;(at.grown.objectiveNotes() ?? at.section.notes).push(at.aside)
  at.paint(line, 'item', 'objectives')
  Object.assign(at, { mode: 'aside', waits: false, afterItem: false, open: null })
}

function takeAside(at: At, line: Line): void {
  const note = at.aside
  if (note) {
    note.raw += `${note.raw.endsWith(':') ? '' : line.kind === 'item' ? ';' : ''} ${line.text}`
    note.span.to = line.to
  }
  at.paint(line, 'item', 'objectives')
}

function holdsResults(head: Line): boolean {
  const kinds = columnKinds(cellsOf(head.text))
  return kinds.some((kind) => kind !== 'other') || kinds.length > 1
}

/** Rows with a column of objectives: each new one is an objective, and each row a result of it. */
function takeGoalTable(at: At, lines: Line[], start: number): number {
  const columns = cellsOf((lines[start] as Line).text)
  const goal = columnKinds(columns).indexOf('objective')
  const rest = columns.filter((_, column) => column !== goal)
  const named = columnKinds(rest).flatMap((kind, column) => (kind === 'name' ? [column] : []))
  // `KR1 | KR2`: a column each
  const names = named.length > 0 ? named : [0]
  let index = start
  for (; lines[index]?.kind === 'row' || lines[index]?.kind === 'delimiter'; index += 1) {
    const line = lines[index] as Line
    at.section.span.to = line.to
    at.paint(line, index < start + 2 ? 'note' : 'item', 'objectives')
    if (index < start + 2) continue
    const cells = cellsOf(line.text)
    const words = cells[goal] ?? ''
    if (words !== '' && words !== at.grown.lastObjective()) at.grown.add(margin.objective, line, '', words)
    const kept = columns.map((_, column) => cells[column] ?? '').filter((_, column) => column !== goal)
    for (const name of names) {
      const own = (column: number) => column === name || !names.includes(column)
      const results = (kept[name] ?? '')
        .split(/<br ?\/?>/i)
        .flatMap((part) => part.replace(/^\s*(?:[-*+•]|\d{1,3}[.)])\s+/, '').trim() || [])
      for (const result of results) {
        const row = kept.map((cell, column) => (column === name ? result : cell)).filter((_, column) => own(column))
        at.grown.add(margin.result, line, '|', result, { columns: rest.filter((_, column) => own(column)), cells: row })
      }
    }
  }
  Object.assign(at, { mode: 'results', listed: true, afterItem: false, open: null })
  return index - 1
}
