import { placeWord } from './life-text.ts'
import type { PlanReading, SectionName } from './reading/model.ts'

/** What hangs on an item, without the edition that it hangs in. */
export type Pledged = {
  item_key: string
  kind: string
  metric_id: string | null
  metric_version: number | null
  filter: Record<string, unknown> | null
  window: string
  baseline: string | null
  target: string | null
  target_high: string | null
  tolerance: string | null
  direction: string | null
  due: string | null
  resolve_by: string | null
  curve?: unknown
  rule?: string | null
  /** what was promised of them; when they are thought of and done moves without a promise */
  milestones?: readonly { id: string; title: string; due: string }[]
  rubric?: string | null
  assessor?: string | null
}

type Row = {
  item_key: string
  parent_key: string | null
  section: SectionName
  depth: number
  rank: number
  raw: string
  struck: boolean
  placeholder: boolean
  audience: string | null
}

/** An edition as it is compared with another one of its plan: what was read, its items with their keys, what hangs on them. */
export type Side = { reading: PlanReading; rows: readonly Row[]; measures: readonly Pledged[] }

/**
 * What an amendment alters beyond its writing, in words such as "Method 3" or "the parties". Editorial is what alters nothing but the case of
 * first letters, spaces and punctuation: which word may stand for which other one no list can say, so any other word asks for the decision.
 */
export function altered(before: Side, after: Side): string[] {
  const found = [...headAltered(before.reading, after.reading), ...itemsAltered(before, after), ...looseAltered(before, after)]
  return [...new Set(found)]
}

function headAltered(before: PlanReading, after: PlanReading): string[] {
  const found: string[] = []
  const unlike = (what: string, one: unknown, other: unknown) => {
    if (JSON.stringify(one) !== JSON.stringify(other)) found.push(what)
  }
  unlike('the title', [wordsThatCount(before.title.raw), before.title.initials], [wordsThatCount(after.title.raw), after.title.initials])
  unlike('the period', dayPair(before), dayPair(after))
  unlike('the parties', before.header.parties, after.header.parties)
  unlike('who answers for it', before.header.dri, after.header.dri)
  const rows = ({ header }: PlanReading) =>
    header.rows.filter(({ known }) => known === null || known === 'internal').map(({ key, raw }) => [key, wordsThatCount(raw)])
  unlike('the header', rows(before), rows(after))
  unlike(
    'the sections',
    before.sections.map(({ name, label }) => [name, label]),
    after.sections.map(({ name, label }) => [name, label]),
  )
  return found
}

function dayPair({ header: { period } }: PlanReading): unknown {
  return period && [period.from, period.to]
}

/** Items that came, went, moved, were struck or say something else; and whose measure is bound otherwise. */
function itemsAltered(before: Side, after: Side): string[] {
  const was = new Map(before.rows.map((row, at) => [row.item_key, { row, notes: notesOf(before, at) }]))
  const now = new Set(after.rows.map(({ item_key }) => item_key))
  const gone = before.rows.filter(({ item_key }) => !now.has(item_key)).map((row) => `${placeWord(row)}, which is gone`)
  const bound = new Map(before.measures.map((one) => [one.item_key, bindingOf(one)]))
  const bindings = new Map(after.measures.map((one) => [one.item_key, bindingOf(one)]))
  const changed = after.rows.flatMap((row, at) => {
    const old = was.get(row.item_key)
    if (!old) return [`${placeWord(row)}, which is new`]
    const same =
      JSON.stringify([shapeOf(old.row), old.notes]) === JSON.stringify([shapeOf(row), notesOf(after, at)]) &&
      bound.get(row.item_key) === bindings.get(row.item_key)
    return same ? [] : [placeWord(row)]
  })
  return [...gone, ...changed]
}

function shapeOf({ section, depth, rank, parent_key, struck, placeholder, audience, raw }: Row): unknown {
  return [section, depth, rank, parent_key, struck, placeholder, audience, wordsThatCount(raw)]
}

function notesOf({ reading }: Side, at: number): string[] {
  const items = reading.sections.flatMap((section) => section.items)
  return items[at]?.notes.flatMap(({ raw }) => wordsThatCount(raw)) ?? []
}

function bindingOf({ item_key: _key, filter, ...rest }: Pledged): string {
  const { baseline, target, target_high, tolerance, kind, metric_id, metric_version, window, direction, due, resolve_by } = rest
  const numbers = [baseline, target, target_high, tolerance].map((one) => one && plainNumber(one))
  return JSON.stringify([kind, metric_id, metric_version, filter, window, direction, due, resolve_by, numbers, ...pledgedBeside(rest)])
}

/** What is promised beside the numbers: the steps of the way, milestones with their days, the rubric and who judges by it. */
export function pledgedBeside({
  curve,
  rule,
  milestones,
  rubric,
  assessor,
}: Pick<Pledged, 'curve' | 'rule' | 'milestones' | 'rubric' | 'assessor'>): unknown[] {
  const steps = Array.isArray(curve) ? curve.map(({ date, value }: { date: string; value: string }) => [date, plainNumber(value)]) : []
  return [steps, rule ?? null, (milestones ?? []).map(({ id, title, due }) => [id, title, due]), rubric ?? null, assessor ?? null]
}

/** 2.50 is 2.5: the database pads, people do not. */
function plainNumber(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}

/** Words that belong to no item: before the plan, before and after the items of a section. */
function looseAltered(before: Side, after: Side): string[] {
  const words = ({ reading }: Side) =>
    [
      reading.preface.map(({ raw }) => raw),
      ...reading.sections.flatMap(({ lead, notes }) => [lead.map(({ raw }) => raw), notes.map(({ raw }) => raw)]),
    ].map((one) => wordsThatCount(one.join('\n')))
  return JSON.stringify(words(before)) === JSON.stringify(words(after)) ? [] : ['the words beside the items']
}

/** Letters and digits that belong together; addresses, links and struck marks as they stand; every other sign by itself. */
const tokens = /\]\([^)]*\)|https?:\/\/\S+|[^\s()[\]]+@[^\s()[\]]+|[\p{L}\p{M}\p{N}]+(?:['_.](?=[\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+)*|\S/gu
/** Signs that say nothing by themselves: pauses, stops, quotes, emphasis. */
const mere = /^[.,;:!…'"“”„‚‘«»‹›·•*\p{Pd}]$/u
/** Small and with a capital these are two words. */
const twofold = new Set(['may', 'march', 'august', 'us', 'it', 'who'])

/**
 * A text without what is mere writing: the case of a first letter, spaces, and marks of punctuation away from figures. Two texts with the same
 * words say the same. What the eye does not see (joiners, marks of direction) is no mere writing: it stays, and differs.
 */
export function wordsThatCount(text: string): string[] {
  // powers, fractions and raised letters would become plain ones
  const plain = text.replace(/[^\p{No}\p{Lm}]+/gu, (part) => part.normalize('NFKC')).replace(/[’ʼ]/g, "'")
  const found = [...plain.matchAll(tokens)].map(({ 0: word, index }) => ({ word, at: index, end: index + word.length }))
  return found.flatMap(({ word, at, end }, n) => {
    const [before, after] = [found[n - 1], found[n + 1]]
    if (mere.test(word)) {
      // a sign of a figure, or of a word that may be one
      const sign =
        after !== undefined && (/^[\p{N}\p{Sc}]/u.test(after.word) || (after.at === end && before?.end !== at && /^\p{Pd}$/u.test(word)))
      const unit = before !== undefined && /\p{N}$/u.test(before.word) && !/^[.,;:!…]$/u.test(word)
      return sign || unit ? [word] : []
    }
    const measured = before !== undefined && /\p{N}$/u.test(before.word)
    if (measured || !/^\p{Lu}(?:[\p{Ll}\p{M}']+|(?<=A))$/u.test(word) || twofold.has(word.toLowerCase())) return [word]
    return [word.toLowerCase()]
  })
}
