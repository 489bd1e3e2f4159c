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

/** A part in words: "Method 3", "the period", "the words beside Methods". */
export function partWord(part: string, rows: readonly Hashed[]): string {
  const row = rows.find(({ item_key }) => item_key === part)
  if (row) return placeWord(row)
  if (part === 'title' || part === 'period') return `the ${part}`
  const [, section] = part.split(' ')
  return section ? `the words beside the ${section}` : 'an item that is gone'
}
