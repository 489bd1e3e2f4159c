import { grow, noteKind, noteOf, opensFence } from './blocks.ts'
import { hintOf, type PlanTime, type RawItem, readItem } from './items.ts'
import type { Line } from './line.ts'
import type { Note, Role, Section, SectionName } from './model.ts'
import { parentsOf } from './plain.ts'

/** Says what a line was read as; the document keeps it for colouring. */
type Paint = (line: Line, role: Role['role'], section: SectionName) => void

type Draft = { section: Section; entries: Line[]; rests: { line: Line; text: string }[] }

/** Reads a body, from its Vision (or Objectives) label to its end, into sections. A label that comes again continues its section. */
export function readSections(lines: Line[], time: PlanTime, paint: Paint): Section[] {
  const drafts = new Map<SectionName, Draft>()
  let current: Draft | undefined
  for (const line of lines) {
    if (!line.label) {
      if (current) {
        current.entries.push(line)
        if (line.kind !== 'blank') current.section.span.to = line.to
      }
      continue
    }
    const { name, word, qualifier, rest } = line.label
    current = drafts.get(name) ?? { section: emptySection(name, word, qualifier, line), entries: [], rests: [] }
    current.section.span.to = line.to
    drafts.set(name, current)
    paint(line, 'label', name)
    if (rest !== '') current.rests.push({ line, text: rest })
  }
  for (const draft of drafts.values()) fill(draft, time, paint)
  const sections = [...drafts.values()].map((draft) => draft.section)
  return closeWithCommentary(sections, paint, lines)
}

function emptySection(name: SectionName, label: string, qualifier: string | null, line: Line): Section {
  return { name, label, qualifier, span: { from: line.from, to: line.to }, labelled: true, lead: [], items: [], notes: [], plain: false }
}

function fill(draft: Draft, time: PlanTime, paint: Paint): void {
  const { section, entries, rests } = draft
  const marked = entries.some((line) => line.kind === 'item' || line.kind === 'heading' || line.kind === 'row')
  const text = rests.length > 0 || entries.some((line) => noteKind(line) === 'text')
  const raw =
    marked || !text || section.name === 'commentary'
      ? listed(draft, paint)
      : section.name === 'vision'
        ? oneSentence(draft, paint)
        : plainItems(draft, paint)
  section.items = raw.map(readItem)
  if (section.name === 'measures') for (const item of section.items) item.hint = hintOf(item.text, time)
}

/** The vision written as plain lines: all of them up to the next label are one item. */
function oneSentence({ section, entries, rests }: Draft, paint: Paint): RawItem[] {
  section.plain = true
  const lines = [
    ...rests.map(({ line, text }) => ({ line, text })),
    ...entries.filter((line) => noteKind(line) === 'text').map((line) => ({ line, text: line.text })),
  ]
  for (const line of entries) {
    paint(line, noteKind(line) === 'text' ? 'item' : noteKind(line) ? 'note' : blankRole(line), section.name)
    const kind = noteKind(line)
    if (kind && kind !== 'text') addNote(section.notes, line, kind, true)
  }
  const span = { from: lines[0]?.line.from ?? 0, to: lines.at(-1)?.line.to ?? 0 }
  return [{ depth: 0, parent: -1, rank: 1, span, marker: '', raw: joined(lines.map(({ text }) => text)) }]
}

/** Every non-blank line is an item; nested only where that is certain. */
function plainItems({ section, entries, rests }: Draft, paint: Paint): RawItem[] {
  section.plain = true
  const lines = [...rests]
  for (const line of entries) {
    const kind = noteKind(line)
    paint(line, kind === 'text' ? 'item' : kind ? 'note' : blankRole(line), section.name)
    if (kind === 'text') lines.push({ line, text: line.text })
    else if (kind) addNote(section.notes, line, kind, true)
  }
  const parents = parentsOf(lines)
  const nested = parents.includes(true)
  const grown = grower()
  lines.forEach(({ line, text }, index) => {
    grown.add(nested && !parents[index] ? 4 : 0, line, '', text)
  })
  return grown.done()
}

/** A section with list items: lead before the first, continuation right after one, notes behind a blank line. */
function listed({ section, entries, rests }: Draft, paint: Paint): RawItem[] {
  const grown = grower()
  for (const { line, text } of rests) section.lead.push({ kind: 'text', raw: text, span: { from: line.from, to: line.to } })
  let joins = rests.length > 0
  let afterItem = false
  for (const line of entries) {
    const kind = noteKind(line)
    if (line.kind === 'item' || line.kind === 'heading') {
      grown.add(
        line.kind === 'heading' ? line.level * 2 - 100 : line.indent,
        line,
        line.kind === 'heading' ? '#'.repeat(line.level) : line.marker,
        line.text,
      )
      paint(line, 'item', section.name)
      afterItem = true
      joins = false
    } else if (kind === 'text' && afterItem) {
      grown.extend(line)
      paint(line, 'item', section.name)
    } else if (kind) {
      const lead = grown.items.length === 0 && kind === 'text'
      addNote(lead ? section.lead : section.notes, line, kind, joins)
      paint(line, lead ? 'lead' : 'note', section.name)
      joins = true
      afterItem = false
    } else {
      paint(line, blankRole(line), section.name)
      if (line.kind === 'blank') {
        joins = false
        afterItem = false
      }
    }
  }
  return grown.done()
}

function addNote(notes: Note[], line: Line, kind: Note['kind'], joins: boolean): void {
  const last = notes.at(-1)
  if (joins && last && last.kind === kind && !opensFence(line)) grow(last, line)
  else notes.push(noteOf(line, kind))
}

function blankRole(line: Line): 'blank' | 'opaque' | 'label' {
  return line.kind === 'underline' ? 'label' : line.kind === 'opaque' ? 'opaque' : 'blank'
}

function joined(lines: string[]): string {
  return lines
    .map((text, index) => (index < lines.length - 1 ? text.replace(/(?<!\\)\\$/, '').trimEnd() : text))
    .join(' ')
    .trim()
}

/** Hangs items under each other: two columns deeper than the one before is its child, else it goes back to the nearest one not deeper. */
function grower() {
  const items: RawItem[] = []
  const texts: string[][] = []
  const path: { column: number; index: number }[] = []
  const children = new Map<number, number>()
  return {
    items,
    add(column: number, line: Line, marker: string, raw: string) {
      while (path.length > 0 && (path.at(-1) as { column: number }).column > column) path.pop()
      const top = path.at(-1)
      if (top && column < top.column + 2) path.pop()
      const parent = path.at(-1)?.index ?? -1
      const rank = (children.get(parent) ?? 0) + 1
      children.set(parent, rank)
      const depth = parent < 0 ? 0 : (items[parent] as RawItem).depth + 1
      path.push({ column, index: items.length })
      items.push({ depth, parent, rank, span: { from: line.from, to: line.to }, marker, raw })
      texts.push([raw])
    },
    extend(line: Line) {
      texts.at(-1)?.push(line.text)
      const item = items.at(-1)
      if (item) item.span.to = line.to
    },
    done(): RawItem[] {
      return items.map((item, index) => ({ ...item, raw: joined(texts[index] ?? []) }))
    },
  }
}

/** Text behind a blank line in the body's last section closes the plan: it is commentary, whoever labelled it or not. */
function closeWithCommentary(sections: Section[], paint: Paint, lines: Line[]): Section[] {
  const last = sections.at(-1)
  if (!last || last.name === 'commentary') return sections
  const closing = last.notes.filter((note) => note.kind === 'text')
  if (closing.length === 0) return sections
  last.notes = last.notes.filter((note) => note.kind !== 'text')
  let at = 0
  for (const line of lines) {
    while ((closing[at]?.span.to ?? Number.POSITIVE_INFINITY) < line.from) at += 1
    if (line.from >= (closing[at]?.span.from ?? Number.POSITIVE_INFINITY)) paint(line, 'note', 'commentary')
  }
  const span = { from: closing[0]?.span.from ?? 0, to: closing.at(-1)?.span.to ?? 0 }
  const own = sections.find((section) => section.name === 'commentary')
  if (own) {
    own.notes.push(...closing)
    return sections
  }
  return [
    ...sections,
    { name: 'commentary', label: 'Commentary', qualifier: null, span, labelled: false, lead: closing, items: [], notes: [], plain: false },
  ]
}
