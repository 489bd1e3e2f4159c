import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { escapeMarkdown, escapeStart } from '../../../kernel/markdown.ts'
import { masking, type PublicRun } from './masking.ts'
import { ownersIn } from './owners.ts'
import { displayText } from './reading/inline.ts'
import { lock, lockAtStart, saysInternal } from './reading/locks.ts'
import type { Note, PlanReading, Section, SectionName, Span } from './reading/model.ts'

type Mask = (raw: string) => PublicRun[]
type PublicItem = { key: string; depth: number; rank: number; struck: boolean; runs: PublicRun[]; notes: PublicRun[][] }
type PublicSection = {
  name: SectionName
  label: string
  /** it holds something, and nothing of it is for anyone */
  internal: boolean
  lead: PublicRun[][]
  items: PublicItem[]
  notes: PublicRun[][]
}
export type Projection = {
  title: string
  period: { from: string; to: string; label: string } | null
  parties: { sign: string; letters: string[] }[]
  sections: PublicSection[]
  /** of the projection and of nothing else */
  hash: string
}

/**
 * What of a plan is for anyone: items that are not marked internal, with ranks of their own, and nothing below one that is; people by their
 * initials, groups by their short names (`signs`: name → sign); no preface, sketch, comment, commentary, table or unknown line of the header.
 * A section is internal where its label bears the lock or says so. `internal`: keys of lines that have become internal since.
 */
export function projected(
  source: string,
  reading: PlanReading,
  keys: readonly (readonly string[])[],
  signs: ReadonlyMap<string, string>,
  internal: ReadonlySet<string> = new Set(),
): Projection {
  const told: Told = { ...readOf(source, reading), mask: masking(signs), internal }
  const { mask } = told
  const shown = reading.sections
    .map((section, at) => ({ section, keys: keys[at] ?? [] }))
    .filter(({ section }) => section.name !== 'commentary')
  const sections = shown.map((one) => sectionOf(one.section, one.keys, told))
  const { title, header } = reading
  const plan = {
    title: wordsOf(mask(title.raw)) + (title.initials ? ` (${title.initials})` : ''),
    period: header.period && { from: header.period.from, to: header.period.to, label: wordsOf(mask(header.period.label)) },
    parties: header.parties.map(({ name, letters }) => ({ sign: signs.get(name) ?? signFor(name), letters: [...letters] })),
    sections,
  }
  const said = sections.map(({ items, ...rest }) => ({ ...rest, items: items.map(({ key: _key, ...item }) => item) }))
  return { ...plan, hash: sha256(jcs({ ...plan, sections: said })) }
}

/** What a title is for anyone. */
export function titles(signs: ReadonlyMap<string, string>): (title: string) => string {
  const mask = masking(signs)
  return (title) => wordsOf(mask(title))
}

/** Everybody whom a plan names, as it writes them. */
export function namesIn({ header, sections }: PlanReading): string[] {
  const items = sections.flatMap((section) => section.items)
  const said = items.flatMap(({ raw, said: { owner } = { owner: null } }) => [...ownersIn(raw), ...(owner ? [owner] : [])])
  const all = [...header.parties.map(({ name }) => name), ...(header.dri ? [header.dri] : []), ...said]
  return [...new Set(all.map((name) => name.trim()))].filter((name) => name !== '')
}

/** A sign for a name that nobody here bears: as it stands where it is one already, else its initials. */
export function signFor(name: string): string {
  if (/^[\p{Lu}\p{N}&]{1,6}$/u.test(name)) return name
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 4)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}

/** Whether a line or a title is marked as being for colleagues alone. */
export function isLocked(text: string): boolean {
  return lock.test(text) || lock.test(displayText(text))
}

/** Keys of the lines that are for colleagues alone. */
export function internalKeys(source: string, reading: PlanReading, keys: readonly (readonly string[])[]): Set<string> {
  const read = readOf(source, reading)
  return new Set(
    reading.sections.flatMap((section, at) => {
      const { items } = closedOf(section, read)
      return (keys[at] ?? []).filter((key, index) => key !== '' && items[index])
    }),
  )
}

type Read = { source: string; comments: readonly Span[]; closing: readonly Note[] }
type Told = Read & { mask: Mask; internal: ReadonlySet<string> }

function sectionOf(section: Section, keys: readonly string[], told: Told): PublicSection {
  const { comments, mask, internal } = told
  const { whole, items: closed } = closedOf(section, told)
  const hidden: boolean[] = []
  section.items.forEach((item, at) => {
    hidden.push(closed[at] === true || internal.has(keys[at] ?? '') || (item.parent >= 0 && hidden[item.parent] === true))
  })
  const said = (notes: readonly Note[] | undefined) => (whole ? [] : notesOf(notes, comments, mask))
  const ranks = new Map<number, number>()
  const items = section.items.flatMap((item, at): PublicItem[] => {
    if (hidden[at] || (item.text.trim() === '' && item.notes.length === 0)) return []
    const rank = (ranks.get(item.parent) ?? 0) + 1
    ranks.set(item.parent, rank)
    const { depth, struck } = item
    return [{ key: keys[at] ?? '', depth, rank, struck, runs: mask(item.raw), notes: said(item.notes) }]
  })
  const lead = said(section.lead)
  const notes = said(section.notes)
  const holds = section.items.some(({ text }) => text.trim() !== '') || section.lead.length + section.notes.length > 0
  return {
    name: section.name,
    label: section.label.replace(lock, '').trim(),
    internal: holds && items.length + lead.length + notes.length === 0,
    ...{ lead, items, notes },
  }
}

/** Whether a section is for colleagues alone, and which of its items are; a lock beside the items may be meant for all that follows it. */
function closedOf(section: Section, { source, comments, closing }: Read): { whole: boolean; items: boolean[] } {
  const line = source.slice(section.span.from, section.span.from + 200).split(/\r?\n/)[0] ?? ''
  const whole =
    (section.labelled !== false && lock.test(line)) ||
    /\binternal\b/i.test(section.qualifier ?? '') ||
    [...(section.lead ?? []), ...(section.notes ?? []), ...within(section, closing)].some(isClosed) ||
    section.items.some(({ span }) => source.slice(span.from, span.to).split(/\r?\n/).slice(1).some(opensLocked))
  const items: boolean[] = []
  for (const { parent, audience, raw, text, span } of section.items)
    items.push(
      whole ||
        audience !== null ||
        [raw, text].some((said) => lock.test(said) || saysInternal.test(said)) ||
        comments.some(({ from, to }) => span.from > from && span.from < to) ||
        (parent >= 0 && (items[parent] === true || section.items[parent]?.notes.some(isClosed) === true)),
    )
  return { whole, items }
}

function readOf(source: string, reading: PlanReading): Read {
  const commentary = reading.sections.filter(({ name }) => name === 'commentary')
  return { source, comments: commentsIn(source), closing: commentary.flatMap(({ lead, notes }) => [...lead, ...notes]) }
}

/** A paragraph that closes a plan is read as commentary, also where items of the last section come behind it. */
function within({ span, items }: Section, closing: readonly Note[]): Note[] {
  const last = items.at(-1)?.span.from ?? 0
  return closing.filter((note) => note.span.from > span.from && note.span.from < last)
}

/** A line at the margin that begins with a lock is no part of the item above it, though Markdown has it so. */
function opensLocked(line: string): boolean {
  return lockAtStart.test(line.replace(/^(?:\*\*|__|\*|_)/, ''))
}

function isClosed({ raw }: Note): boolean {
  return isLocked(raw) || saysInternal.test(raw)
}

/** Comments of the source, which may hide several lines; one that nobody closed hides the rest. */
function commentsIn(source: string): Span[] {
  const found: Span[] = []
  for (let from = source.indexOf('<!--'); from >= 0; ) {
    const close = source.indexOf('-->', from)
    const to = close < 0 ? source.length : close + 3
    found.push({ from, to })
    from = close < 0 ? -1 : source.indexOf('<!--', to)
  }
  return found
}

/** Paragraphs alone: what a table or a fenced text holds was not written as a line of the plan. Nothing behind one that is locked. */
function notesOf(notes: readonly Note[] | undefined, comments: readonly Span[], mask: Mask): PublicRun[][] {
  const first = (notes ?? []).findIndex(isClosed)
  return (first < 0 ? (notes ?? []) : (notes ?? []).slice(0, first))
    .filter(({ kind, span }) => kind === 'text' && !comments.some(({ from, to }) => span.from > from && span.from < to))
    .map(({ raw }) => mask(onOneLine(raw)))
}

function onOneLine(raw: string): string {
  return raw
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
}

function wordsOf(runs: readonly PublicRun[]): string {
  return runs.map(({ text }) => text).join('')
}

/** The projection as Markdown: what `/plans/….md` answers. */
export function publicMarkdown(plan: Projection, vettedOn: string | null): string {
  const head = [
    ...(plan.period
      ? [`| Period | ${escapeMarkdown(plan.period.label === '' ? `${plan.period.from} to ${plan.period.to}` : plan.period.label)} |`]
      : []),
    ...(plan.parties.length > 0
      ? [`| RAPID | ${escapeMarkdown(plan.parties.map(({ sign, letters }) => `${sign} (${letters.join(', ')})`).join(', '))} |`]
      : []),
    ...(vettedOn ? [`| Vetted date | ${vettedOn} |`] : []),
  ]
  const [first, ...rest] = head
  const table = first ? [[first, '|:---|:---|', ...rest].join('\n')] : []
  const sections = plan.sections.flatMap((section) => [
    `## ${escapeMarkdown(section.label)}`,
    ...(section.internal ? ['Internal'] : []),
    ...section.lead.map(startOf),
    ...(section.items.length > 0 ? [section.items.map((item) => itemLines(section.name, item)).join('\n')] : []),
    ...section.notes.map(startOf),
  ])
  return `${[`# ${escapeMarkdown(plan.title)}`, ...table, ...sections].join('\n\n')}\n`
}

function itemLines(section: SectionName, { depth, rank, runs, notes }: PublicItem): string {
  const marker = section === 'priorities' || section === 'methods' ? `${rank}. ` : '- '
  const indent = '    '.repeat(depth)
  return [`${indent}${marker}${startOf(runs)}`.trimEnd(), ...notes.map((note) => `\n${indent}    ${startOf(note)}\n`)].join('\n')
}

/** Words that begin their line begin no list there. */
function startOf(runs: readonly PublicRun[]): string {
  return escapeStart(markdownOf(runs))
}

function markdownOf(runs: readonly PublicRun[]): string {
  return runs
    .map(({ text, bold, italic, code, struck }) => {
      const words = code ? `\`${text.replaceAll('`', "'")}\`` : escapeMarkdown(text)
      return [struck ? '~~' : '', bold ? '**' : '', italic ? '*' : ''].reduce((inner, mark) => mark + inner + mark, words)
    })
    .join('')
}
