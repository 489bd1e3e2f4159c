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
 * What an amendment alters beyond its wording, in words such as "Method 3" or "the parties". Editorial is what alters nothing of that: no
 * digit, day, name, metric, role, binding or rank. A word with a capital may be a name, and a word of another script too; whoever is in doubt
 * asks for the decision.
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
  unlike('the title', [fixedWords(before.title.raw), before.title.initials], [fixedWords(after.title.raw), after.title.initials])
  unlike('the period', dayPair(before), dayPair(after))
  unlike('the parties', before.header.parties, after.header.parties)
  unlike('who answers for it', before.header.dri, after.header.dri)
  const rows = ({ header }: PlanReading) =>
    header.rows.filter(({ known }) => known === null || known === 'internal').map(({ key, raw }) => [key, fixedWords(raw)])
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
  return [section, depth, rank, parent_key, struck, placeholder, audience, fixedWords(raw)]
}

function notesOf({ reading }: Side, at: number): string[] {
  const items = reading.sections.flatMap((section) => section.items)
  return items[at]?.notes.flatMap(({ raw }) => fixedWords(raw)) ?? []
}

function bindingOf({ item_key: _key, filter, ...rest }: Pledged): string {
  const { baseline, target, target_high, tolerance, kind, metric_id, metric_version, window, direction, due, resolve_by } = rest
  const numbers = [baseline, target, target_high, tolerance].map((one) => one && plainNumber(one))
  return JSON.stringify([kind, metric_id, metric_version, filter, window, direction, due, resolve_by, numbers])
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
    ].map((one) => fixedWords(one.join('\n')))
  return JSON.stringify(words(before)) === JSON.stringify(words(after)) ? [] : ['the words beside the items']
}

/** What of a text is more than wording, in its order: struck runs, link targets, figures and signs, words that may be names, counts and bounds. */
export function fixedWords(text: string): string[] {
  const found =
    text.match(/~~[^~]*~~|\]\([^)]*\)|https?:\/\/\S+|[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’./:@-]*|[%‰<>=≤≥±+#~]|\p{Sc}|[-−–](?=\d)/gu) ?? []
  return found
    .filter((word) => /^(?:~~|\]\(|https?:)/.test(word) || /[\p{N}\p{Lu}\p{Lt}\p{Lo}]|^[^\p{L}]/u.test(word) || counts.has(bare(word)))
    .map((word) => (/^(?:~~|\]\(|https?:)/.test(word) ? word : word.replace(/(?<=[\p{L}\p{M}\p{N}])[./:'’-]+$/u, '')))
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[./:'’-]+$/u, '')
}

const counts = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand ' +
    "million billion dozen half quarter third double twice triple once no not never none nobody nothing without only all every each any don't won't " +
    "can't cannot doesn't more less fewer most least above below under over before after until within maximum minimum up down at january february april june " +
    'july august september october november december monday tuesday wednesday thursday friday saturday sunday daily weekly monthly quarterly yearly'
  ).split(' '),
)
