import type { Ceilings } from './counts.ts'
import { itemsOf, type Place, type RawEvent, type Reason, type Received, type Subject, sortItem } from './item.ts'
import { clean, excerptOf } from './text.ts'

/** What is told of an item that was not loaded, or (`loaded`) was loaded with a mark. `received` in milliseconds. */
export type Kept = Place & { source: string; reason: Reason; detail: string; excerpt: string; received: number; loaded: boolean }
/** One item of the log as it was understood: its row if there is one, and what is told of it. */
export type ReadItem = { place: Place & { source: string; received: number }; row?: RawEvent; kept: Kept[]; excerpt: () => string }
export type LineRules = { subjectOf: (source: string) => Subject; itemBytes?: number; ceilings?: Ceilings }

/** No line that was ever taken is longer; a longer one is damage, and no text can hold it. */
const longestLine = 256 * 1024 * 1024

/** Every item of one line of the log. Never throws: what cannot be understood comes back with the reason. `now` stands in for a receipt that is lost. */
export function readLine(bytes: Buffer, segment: string, line: number, rules: LineRules, now: number): ReadItem[] {
  const lost = { segment, line, idx: 0, source: '', received: now }
  if (bytes.length > longestLine) return [refused(lost, 'torn_line', `a line of ${bytes.length} bytes`, () => '')]
  const text = bytes.toString('utf8')
  const envelope = envelopeOf(text)
  if (!envelope) return [refused(lost, 'torn_line', 'not a line that was written whole', () => excerptOf(text))]
  const { source, received, type, body } = envelope
  const from: Received = {
    source,
    received,
    subject: rules.subjectOf(source),
    ...(rules.itemBytes ? { itemBytes: rules.itemBytes } : {}),
    ...(rules.ceilings ? { ceilings: rules.ceilings } : {}),
  }
  const { items, shared } = itemsOf(body)
  return items.map((item, idx) => readItem(item, shared, { segment, line, idx }, from, type))
}

function readItem(item: unknown, shared: Record<string, unknown>, place: Place, from: Received, type: string | undefined): ReadItem {
  const about = { ...place, source: from.source, received: from.received }
  const excerpt = () => excerptOf(item)
  try {
    const sorted = sortItem(item, shared, place, from, type)
    if ('reason' in sorted) return refused(about, sorted.reason, '', excerpt)
    const kept = sorted.marks.map((mark) => ({ ...about, ...mark, excerpt: excerpt(), loaded: true }))
    return { place: about, row: sorted.row, kept, excerpt }
  } catch (error) {
    // nested deeper than the stack is: nobody needs to know more
    return refused(about, 'not_loadable', detailOf(error), excerpt)
  }
}

/** An item that is not loaded. */
export function refused(place: ReadItem['place'], reason: Reason, detail: string, excerpt: () => string): ReadItem {
  return { place, kept: [{ ...place, reason, detail, excerpt: excerpt(), loaded: false }], excerpt }
}

/** The words of an error, fit for a column. */
export function detailOf(error: unknown): string {
  return clean(clean(error instanceof Error ? error.message : String(error)).slice(0, 500))
}

type Envelope = { source: string; received: number; type?: string; body: Record<string, unknown> }

function envelopeOf(text: string): Envelope | undefined {
  let value: Record<string, unknown> | null
  try {
    value = JSON.parse(text) as Record<string, unknown> | null
  } catch {
    return undefined
  }
  const { k: source, r: received, t: type, b: body } = value ?? {}
  if (typeof source !== 'string' || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  // 2000 to 2199: outside of it the line is not one of ours
  if (typeof received !== 'number' || !Number.isInteger(received) || received < 946_684_800_000 || received >= 7_258_118_400_000)
    return undefined
  return { source: clean(source), received, ...(typeof type === 'string' ? { type } : {}), body: body as Record<string, unknown> }
}
