import { grow, noteKind, noteOf, opensFence } from './blocks.ts'
import { columnOf, grower, joined } from './grower.ts'
import { type PlanTime, type RawItem, readItem } from './items.ts'
import type { Line } from './line.ts'
import { lock, saysInternal } from './locks.ts'
import type { Note, Role, Section, SectionName } from './model.ts'
import { parentsOf } from './plain.ts'
import { rowsOf } from './rows.ts'

/** Says what a line was read as; the document keeps it for colouring. */
type Paint = (line: Line, role: Role['role'], section: SectionName) => void

type Draft = { section: Section; entries: Line[]; rests: { line: Line; text: string }[] }

/** Reads a body, from its Vision (or Objectives) label to its end, into sections. A label that comes again continues its section. */
export function readSections(lines: Line[], time: PlanTime, paint: Paint): Section[] {
  const drafts = new Map<SectionName, Draft>()
  let current: Draft | undefined
  const level = lines.find(({ label }) => label)?.level ?? 0
  for (const line of lines) {
    // a chapter among the sections that no word of theirs names is commentary
    if (!line.label && current && line.kind === 'heading' && line.level <= (level || 6)) {
      current = drafts.get('commentary') ?? { section: commentaryAt(line), entries: [], rests: [] }
      drafts.set('commentary', current)
      if (lock.test(line.text) || saysInternal.test(line.text)) current.section.qualifier = 'internal'
    }
    if (!line.label) {
      if (current) {
        current.entries.push(line)
        if (line.kind !== 'blank') current.section.span.to = line.to
      }
      continue
    }
    const { name, word, qualifier, rest } = line.label
    const unnamed = drafts.get(name)?.section
    if (unnamed && !unnamed.labelled) Object.assign(unnamed, { label: word, labelled: true, qualifier: unnamed.qualifier ?? qualifier })
    current = drafts.get(name) ?? { section: emptySection(name, word, qualifier, line), entries: [], rests: [] }
    // a section that goes on under a label for colleagues alone is so as a whole: its lines stand together from here on
    if (/\binternal\b/i.test(qualifier ?? '') && !/\binternal\b/i.test(current.section.qualifier ?? ''))
      current.section.qualifier = [current.section.qualifier, 'internal'].filter((one) => one).join(', ')
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

function commentaryAt(line: Line): Section {
  return { ...emptySection('commentary', 'Commentary', null, line), labelled: false }
}

function fill(whole: Draft, time: PlanTime, paint: Paint): void {
  const draft = withoutHint(whole, paint)
  const { section, entries, rests } = draft
  const marked = entries.some((line) => line.kind === 'item' || line.kind === 'heading' || line.kind === 'row')
  const text = rests.length > 0 || entries.some((line) => noteKind(line) === 'text')
  const raw =
    marked || !text || section.name === 'commentary'
      ? listed(draft, paint)
      : section.name === 'vision'
        ? oneSentence(draft, paint)
        : plainItems(draft, paint)
  section.items = raw.map((item) => readItem(item, section.name, time))
}

/** One line in italics right under a label says what belongs there; it is kept as the section's lead and is no part of an item. */
function withoutHint(draft: Draft, paint: Paint): Draft {
  const { section, entries, rests } = draft
  const at = entries.findIndex((line) => line.kind !== 'blank' && line.kind !== 'underline')
  const line = entries[at]
  if (rests.length > 0 || line?.kind !== 'text' || !isHint(line.text)) return draft
  const others = entries.filter((_, index) => index !== at)
  if (!others.some((one) => one.kind === 'item' || one.kind === 'heading' || one.kind === 'row' || noteKind(one) === 'text')) return draft
  addNote(section.lead, line, 'text', false)
  paint(line, 'lead', section.name)
  return { ...draft, entries: others }
}

export function isHint(text: string): boolean {
  const mark = text[0]
  if ((mark !== '*' && mark !== '_') || text[1] === mark || text.length < 3 || text.at(-1) !== mark) return false
  return !text.slice(1, -1).includes(mark) && !/\\$/.test(text.slice(0, -1))
}

/** `**Last reviewed**: 2026-06-16` says something about the page. */
function isKeyed(text: string): boolean {
  return /^(?:\*\*|__)[^*_:]{1,40}(?:(?:\*\*|__)\s?:|:(?:\*\*|__))\s*\S/.test(text)
}

/** The vision written as plain lines: all of them up to the next label are one item. */
function oneSentence({ section, entries, rests }: Draft, paint: Paint): RawItem[] {
  section.plain = true
  const lines = [
    ...rests.map(({ line, text }) => ({ line, text })),
    ...entries.filter((line) => noteKind(line) === 'text' && !isKeyed(line.text)).map((line) => ({ line, text: line.text })),
  ]
  const named = lines.length === 0 ? entries.filter((line) => noteKind(line) === 'text') : []
  lines.push(...named.map((line) => ({ line, text: line.text })))
  for (const line of entries) {
    const kind = noteKind(line)
    const own = kind === 'text' && (named.length > 0 || !isKeyed(line.text))
    paint(line, own ? 'item' : kind ? 'note' : blankRole(line), section.name)
    if (kind && !own) addNote(section.notes, line, kind, true)
  }
  const span = { from: lines[0]?.line.from ?? 0, to: lines.at(-1)?.line.to ?? 0 }
  return [{ depth: 0, parent: -1, rank: 1, span, marker: '', raw: joined(lines.map(({ text }) => text)), notes: [], row: null }]
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

/** A section with list items: lead before the first, continuation right after one, paragraphs behind a blank line. */
function listed({ section, entries, rests }: Draft, paint: Paint): RawItem[] {
  const grown = grower()
  for (const { line, text } of rests) section.lead.push({ kind: 'text', raw: text, span: { from: line.from, to: line.to } })
  let open: Note[] | null = rests.length > 0 ? section.lead : null
  let afterItem = false
  for (let at = 0; at < entries.length; at += 1) {
    const line = entries[at] as Line
    const kind = noteKind(line)
    if (line.kind === 'item' || line.kind === 'heading') {
      grown.add(columnOf(line), line, line.kind === 'heading' ? '#'.repeat(line.level) : line.marker, line.text)
      paint(line, 'item', section.name)
      afterItem = line.kind === 'item'
      open = null
    } else if (kind === 'text' && afterItem) {
      grown.extend(line)
      paint(line, 'item', section.name)
    } else if (kind === 'table' && section.name === 'measures' && entries[at + 1]?.kind === 'delimiter') {
      at = rowsOf(entries, at, grown, (row, role) => paint(row, role, section.name))
      afterItem = false
      open = null
    } else if (kind) {
      const own = kind === 'text' ? grown.notesAt(line.indent) : undefined
      const notes =
        open?.at(-1)?.kind === kind ? open : (own ?? (grown.items.length === 0 && kind === 'text' ? section.lead : section.notes))
      addNote(notes, line, kind, open === notes)
      paint(line, notes === section.lead ? 'lead' : notes === section.notes ? 'note' : 'item', section.name)
      open = notes
      afterItem = false
    } else {
      paint(line, blankRole(line), section.name)
      if (line.kind === 'blank') {
        open = null
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
