import { Refusal } from '../../../kernel/refusal.ts'
import { asAlone, planAlone } from './reading/alone.ts'
import { divide } from './reading/document.ts'
import type { DocumentReading, PlanReading, ReadingFacts } from './reading/model.ts'

export { canonicalOf } from './reading/canonical.ts'
export type * from './reading/model.ts'
export { underItem, underWithoutSaid } from './reading/under.ts'
export { titleText } from './reading/title.ts'
export { factsAlone } from './reading/alone.ts'

/** The most that one document may hold, in bytes. */
const documentLimit = 1024 * 1024
/** The most items that one edition may hold. */
export const itemLimit = 300

/** The most that one item may hold, in UTF-16 units. */
const itemLength = 60 * 1024

export function itemsIn({ sections }: PlanReading): number {
  return sections.reduce((sum, { items }) => sum + items.length, 0)
}

export function tooManyItems(count: number): string {
  return `A plan may hold ${itemLimit} items; this one has ${count}.`
}

/** Refuses `edition.too_large` and `item.too_large`. */
export function fitSize(plan: PlanReading): void {
  const count = itemsIn(plan)
  if (count > itemLimit) throw new Refusal('invalid', 'edition.too_large', tooManyItems(count))
  const long = plan.sections.flatMap(({ items }) => items).find(({ raw }) => raw.length > itemLength)
  if (long)
    throw new Refusal(
      'invalid',
      'item.too_large',
      `An item may hold ${itemLength} characters; "${long.text.slice(0, 40)}…" has ${long.raw.length}.`,
    )
}

/** Bytes → text without losing one: UTF-8 only, the byte-order mark stays a character of the text, so that writing it back gives the same bytes. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > documentLimit)
    throw new Refusal('invalid', 'import.too_large', `A document may hold 1 MiB; this one has ${bytes.length} bytes.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refusal('invalid', 'import.not_utf8', 'The file is not UTF-8 text. Save it as UTF-8 and try again.')
  }
  if (text.includes('\0'))
    throw new Refusal('invalid', 'import.not_utf8', 'The file holds zero bytes, so it is no text. Save it as UTF-8 text and try again.')
  return text
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Reads a whole document: where its plans are, what each says, and what is left over. Total: any text gives a reading. */
export function readDocument(source: string, facts: ReadingFacts): DocumentReading {
  const known = { ...facts, understood: new Map() }
  return asAlone(source, divide(source, known), known)
}

/** Reads the source of one edition. Its own title and its inherited percent are kept when the text has lost them. */
export function readPlan(source: string, facts: ReadingFacts, inherited: number | null): PlanReading {
  const plan = planAlone(source, facts)
  if (!plan)
    throw new Refusal(
      'refused',
      'plan.unreadable',
      'The text holds no Vision label any more, so it is no plan. Put "Vision" on a line of its own, followed by the sentence.',
    )
  if (plan.completeness === null) plan.completeness = inherited
  return plan
}
