import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { readInline } from './reading/inline.ts'
import type { Item, Note, PlanReading, Section, SectionName } from './reading/model.ts'

/** A run of text for anyone. Where a link leads is not said: nobody looked whether it may be. */
export type PublicRun = { text: string; bold: boolean; italic: boolean; code: boolean; struck: boolean }
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
 * A section is internal where its label bears the lock or says so in brackets.
 */
export function projected(
  source: string,
  reading: PlanReading,
  keys: readonly (readonly string[])[],
  signs: ReadonlyMap<string, string>,
): Projection {
  const mask = masking(signs)
  const shown = reading.sections
    .map((section, at) => ({ section, keys: keys[at] ?? [] }))
    .filter(({ section }) => section.name !== 'commentary')
  const sections = shown.map((one) => sectionOf(source, one.section, one.keys, mask))
  const { title, header } = reading
  const plan = {
    title:
      runsOf(mask(title.raw))
        .map(({ text }) => text)
        .join('') + (title.initials ? ` (${title.initials})` : ''),
    period: header.period && { from: header.period.from, to: header.period.to, label: mask(header.period.label) },
    parties: header.parties.map(({ name, letters }) => ({ sign: signs.get(name) ?? signFor(name), letters: [...letters] })),
    sections,
  }
  const said = sections.map(({ items, ...rest }) => ({ ...rest, items: items.map(({ key: _key, ...item }) => item) }))
  return { ...plan, hash: sha256(jcs({ ...plan, sections: said })) }
}

/** Everybody whom a plan names, as it writes them. */
export function namesIn({ header, sections }: PlanReading): string[] {
  const items = sections.flatMap((section) => section.items)
  const said = items.flatMap(({ raw, said: { owner } = { owner: null } }) => [
    ...[...raw.matchAll(/\((?:owner|dri)\s*[:=]?\s*([^()]{2,60})\)/giu)].map((match) => match[1]?.trim() ?? ''),
    ...(owner ? [owner] : []),
  ])
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

const marked = /🔒|:lock:/u

function sectionOf(source: string, section: Section, keys: readonly string[], mask: (text: string) => string): PublicSection {
  const line = source.slice(section.span.from, section.span.from + 200).split(/\r?\n/)[0] ?? ''
  const whole = (section.labelled !== false && marked.test(line)) || /\binternal\b/i.test(section.qualifier ?? '')
  const hidden: boolean[] = []
  for (const item of section.items) hidden.push(whole || isInternal(item) || (item.parent >= 0 && hidden[item.parent] === true))
  const ranks = new Map<number, number>()
  const items = section.items.flatMap((item, at): PublicItem[] => {
    if (hidden[at] || (item.text.trim() === '' && item.notes.length === 0)) return []
    const rank = (ranks.get(item.parent) ?? 0) + 1
    ranks.set(item.parent, rank)
    const { depth, struck } = item
    return [{ key: keys[at] ?? '', depth, rank, struck, runs: runsOf(mask(item.raw)), notes: notesOf(item.notes, whole, mask) }]
  })
  const lead = notesOf(section.lead, whole, mask)
  const notes = notesOf(section.notes, whole, mask)
  const holds = section.items.some(({ text }) => text.trim() !== '') || section.lead.length + section.notes.length > 0
  return {
    name: section.name,
    label: section.label.replace(marked, '').trim(),
    internal: holds && items.length + lead.length + notes.length === 0,
    ...{ lead, items, notes },
  }
}

/** The lock makes it internal wherever it stands in the line: a moved item keeps it behind other words. */
function isInternal({ audience, raw }: Item): boolean {
  return audience !== null || marked.test(raw)
}

/** Paragraphs alone: what a table or a fenced text holds was not written as a line of the plan. */
function notesOf(notes: readonly Note[] | undefined, whole: boolean, mask: (text: string) => string): PublicRun[][] {
  if (whole) return []
  return (notes ?? [])
    .filter(({ kind, raw }) => kind === 'text' && !marked.test(raw))
    .map(({ raw }) => runsOf(mask(raw.replace(/\s*\n\s*/g, ' '))))
}

function runsOf(text: string): PublicRun[] {
  return readInline(text).runs.map(({ text: words, bold, italic, code, struck }) => ({ text: words, bold, italic, code, struck }))
}

/** Names become signs, addresses and comments go. Longer names first, so that no part of one is left standing. */
function masking(signs: ReadonlyMap<string, string>): (text: string) => string {
  const names = [...signs.keys()].filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length)
  const folded = new Map(names.map((name) => [name.toLowerCase(), signs.get(name) ?? '']))
  const all = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')
  const named = all === '' ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, 'giu')
  return (text) => {
    const plain = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/[^\s<>()[\]|,;:]+@[^\s<>()[\]|,;:]+/gu, '…')
    return named ? plain.replace(named, (name) => folded.get(name.toLowerCase()) ?? '…') : plain
  }
}

/** The projection as Markdown: what `/plans/….md` answers. */
export function publicMarkdown(plan: Projection, vettedOn: string | null): string {
  const head = [
    ...(plan.period
      ? [`| Period | ${escaped(plan.period.label === '' ? `${plan.period.from} to ${plan.period.to}` : plan.period.label)} |`]
      : []),
    ...(plan.parties.length > 0
      ? [`| RAPID | ${escaped(plan.parties.map(({ sign, letters }) => `${sign} (${letters.join(', ')})`).join(', '))} |`]
      : []),
    ...(vettedOn ? [`| Vetted date | ${vettedOn} |`] : []),
  ]
  const [first, ...rest] = head
  const table = first ? [[first, '|:---|:---|', ...rest].join('\n')] : []
  const sections = plan.sections.flatMap((section) => [
    `## ${escaped(section.label)}`,
    ...(section.internal ? ['Internal'] : []),
    ...section.lead.map(markdownOf),
    ...(section.items.length > 0 ? [section.items.map((item) => itemLines(section.name, item)).join('\n')] : []),
    ...section.notes.map(markdownOf),
  ])
  return `${[`# ${escaped(plan.title)}`, ...table, ...sections].join('\n\n')}\n`
}

function itemLines(section: SectionName, { depth, rank, runs, notes }: PublicItem): string {
  const marker = section === 'priorities' || section === 'methods' ? `${rank}. ` : '- '
  const indent = '    '.repeat(depth)
  return [`${indent}${marker}${markdownOf(runs)}`.trimEnd(), ...notes.map((note) => `\n${indent}    ${markdownOf(note)}\n`)].join('\n')
}

function markdownOf(runs: readonly PublicRun[]): string {
  return runs
    .map(({ text, bold, italic, code, struck }) => {
      const words = code ? `\`${text.replaceAll('`', "'")}\`` : escaped(text)
      return [struck ? '~~' : '', bold ? '**' : '', italic ? '*' : ''].reduce((inner, mark) => mark + inner + mark, words)
    })
    .join('')
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#]/g, '\\$&')
}
