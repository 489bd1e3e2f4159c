import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { placeWord } from './life-text.ts'
import type { PlanReading } from './reading/model.ts'

type Hashed = Parameters<typeof placeWord>[0] & { item_key: string; item_hash: string }

/**
 * What is agreed to part by part: every item with what stands under it and what hangs on it, and beside the items the title, the period and
 * the words of each section that belong to no item. Part → hash; `rows` are the items of the reading in its order.
 */
export function partsOf(reading: PlanReading, rows: readonly Hashed[]): Record<string, string> {
  const notes = reading.sections.flatMap((section) => section.items.map((item) => item.notes.map(({ raw }) => raw)))
  const { period } = reading.header
  return Object.fromEntries([
    ...rows.map(({ item_key, item_hash }, at) => [item_key, notes[at]?.length ? sha256(jcs([item_hash, notes[at]])) : item_hash]),
    ['title', sha256(jcs(reading.title.core))],
    ['period', sha256(jcs(period ? [period.from, period.to] : []))],
    ...reading.sections.flatMap((section, at) => {
      const loose = [...section.lead, ...section.notes].map(({ raw }) => raw)
      return loose.length > 0 ? [[`words ${section.name} ${at}`, sha256(jcs([section.label, loose]))]] : []
    }),
  ])
}

type Placed = Hashed & { parent_key: string | null }

/** Parts of an amendment beside those of any text: whoever has not read these has not agreed to them, though every item says what it said. */
const besideWords = {
  parties: 'the parties',
  header: 'the header',
  sections: 'the labels of the sections',
  preface: 'the words before the plan',
}

/**
 * What an amendment is held against the edition that it amends by: its parts, and who takes part, the header, the labels, and where each item
 * stands: in which section, under which item and behind which other one.
 */
export function amendedParts(reading: PlanReading, rows: readonly Placed[]): Record<string, string> {
  const { header, title, sections, preface } = reading
  const said = header.rows.filter(({ known }) => known === null || known === 'internal').map(({ key, raw }) => [key, raw])
  const last = new Map<string, string>()
  const places = rows.map(({ item_key, section, parent_key }) => {
    const kin = `${section} ${parent_key}`
    const behind = last.get(kin) ?? null
    last.set(kin, item_key)
    return [`${placeOf}${item_key}`, sha256(jcs([section, parent_key, behind]))]
  })
  return {
    ...partsOf(reading, rows),
    parties: sha256(jcs(header.parties.map(({ name, letters }) => [name, letters]))),
    header: sha256(jcs([title.initials, header.dri, said])),
    sections: sha256(jcs(sections.map(({ name, label, qualifier }) => [name, label, qualifier]))),
    preface: sha256(jcs(preface.map(({ raw }) => raw))),
    ...Object.fromEntries(places),
  }
}

const placeOf = 'place '

/** Whether answers on a text say nothing of a part: an answer on an earlier text of an amendment does not stand for it. */
export function isBeside(part: string): boolean {
  return part in besideWords || part.startsWith(placeOf)
}

/** Of what moved, what is told: an item that says something else, came or went is not told of its place as well. */
export function toldOf(moved: readonly string[]): string[] {
  return moved.filter((part) => !part.startsWith(placeOf) || !moved.includes(part.slice(placeOf.length)))
}

/** A part in words: "Method 3", "the period", "the words beside Methods". */
export function partWord(part: string, rows: readonly Hashed[]): string {
  const row = rows.find(({ item_key }) => item_key === part)
  if (row) return placeWord(row)
  if (part in besideWords) return besideWords[part as keyof typeof besideWords]
  if (part.startsWith(placeOf)) return `the place of ${partWord(part.slice(placeOf.length), rows)}`
  if (part === 'title' || part === 'period') return `the ${part}`
  const [, section] = part.split(' ')
  return section ? `the words beside the ${section}` : 'an item that is gone'
}
