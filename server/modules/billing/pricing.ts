import { addDays, addMonths, later } from '../../kernel/period.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type Book, type Buyer, type Discounts, inputOf, inputOfNew, seatsItem, type TaxRows } from './book.ts'
import { propose, proposeAll } from './rules/engine/propose.ts'
import { readContract } from './rules/engine/read.ts'
import { dayNumber } from './rules/engine/days.ts'
import type { BilledDoc, Change, Doc, Line, PreviewInput, StateItem, TaxGroup, Totals } from './rules/engine/shapes.ts'
import { itemRows } from './rules/engine/state.ts'
import { readTerms } from './rules/engine/terms.ts'
import type { EntityTable, ProductTable } from './tables.ts'

/** What an offer or a change comes to: charged now, and net over the whole term. */
export type Priced = {
  documents: Doc[]
  lines: Line[]
  groups: TaxGroup[]
  totals: Totals
  /** net of tax until the end of the term, in minor units */
  termNet: number
  undetermined: string[]
}

type NewDeal = {
  entity: EntityTable
  buyer: Buyer
  product: ProductTable
  seats: string
  unit_price: string
  per: 'month' | 'year'
  months: number
  currency: string
  start: string
  discounts: Discounts
}

/** Prices a contract that does not exist yet. */
export function priceNew(deal: NewDeal, rows: TaxRows): Priced {
  const end = addMonths(deal.start, deal.months)
  const item = seatsItem(deal.product, { quantity: deal.seats, unit_price: deal.unit_price, per: deal.per })
  const input = inputOfNew({ ...deal, end, item }, rows)
  const now = propose(input)
  const whole = propose({ ...input, through: addDays(end, -1) })
  return pricedOf(now.documents, whole.sum.net_minor, now.tax_undetermined)
}

/**
 * Prices changes of a stored contract as if recorded on `asOf`. What is due without them is billed by the run, so it is taken as billed
 * here: the answer holds the change alone. `end` is the end of the term that the change reaches.
 */
export function priceChange(book: Book, rows: TaxRows, changes: Change[], asOf: string, end: string): Priced {
  const before = proposeAll(inputOf(book, rows, { asOf }))
  const billed: BilledDoc[] = [...before.output.documents, ...before.unissued]
  const now = propose(inputOf(book, rows, { asOf, changes, billed }))
  const through = later(asOf, addDays(end, -1))
  const rest = propose({ ...inputOf(book, rows, { asOf }), through })
  const whole = propose({ ...inputOf(book, rows, { asOf, changes }), through })
  return pricedOf(now.documents, whole.sum.net_minor - rest.sum.net_minor, now.tax_undetermined)
}

/**
 * What a change comes to on the day on which it is billed: the first day, from today on, whose documents it alters. `day` is null when it
 * alters none by the day on which it takes effect. The figures are the change's alone: what it adds to that day's documents or takes off.
 */
export function priceOnItsDay(
  book: Book,
  rows: TaxRows,
  change: Change,
  today: string,
  end: string,
): { day: string | null; priced: Priced } {
  const now = priceChange(book, rows, [change], today, end)
  if (now.lines.length > 0) return { day: today, priced: now }
  const through = later(change.effective, today)
  const without = simulated(inputOf(book, rows, { asOf: today }), through)
  const known = new Set(without.map(worded))
  const changed = simulated(inputOf(book, rows, { asOf: today, changes: [change] }), through)
  const day = changed.find((document) => !known.has(worded(document)))?.day ?? null
  if (day === null) return { day: null, priced: now }
  // before that day both are the same; what is due on it, or until the change takes effect, without the change counts as billed
  const same = without.filter((document) => document.day < day)
  for (const asOf of [day, through]) {
    const billed = [...same, ...without.filter((document) => document.day >= day && document.day <= asOf)]
    const { documents, tax_undetermined } = propose(inputOf(book, rows, { asOf, changes: [change], billed }))
    if (documents.length > 0) return { day, priced: pricedOf(documents, now.termNet, tax_undetermined) }
  }
  return { day, priced: now }
}

/** Every document of the days until `through`, those worth 0.00 too. */
function simulated(input: PreviewInput, through: string): Doc[] {
  const { output, unissued } = proposeAll({ ...input, through })
  return [...output.documents, ...unissued].sort((a, b) => (a.day < b.day ? -1 : 1))
}

function worded({ day, lines }: Doc): string {
  return `${day} ${lines.map((line) => `${line.key}=${line.net_minor}`).join(' ')}`
}

function pricedOf(documents: Doc[], termNet: number, undetermined: string[] = []): Priced {
  return {
    documents,
    lines: documents.flatMap((document) => document.lines),
    groups: mergedGroups(documents),
    totals: totalsOf(documents),
    termNet,
    undetermined,
  }
}

function totalsOf(documents: readonly Doc[]): Totals {
  const sum = (pick: (totals: Totals) => number) => documents.reduce((total, document) => total + pick(document.totals), 0)
  return {
    amount_minor: sum((one) => one.amount_minor),
    discount_minor: sum((one) => one.discount_minor),
    net_minor: sum((one) => one.net_minor),
    tax_minor: sum((one) => one.tax_minor),
    rounding_minor: sum((one) => one.rounding_minor),
    gross_minor: sum((one) => one.gross_minor),
  }
}

function mergedGroups(documents: readonly Doc[]): TaxGroup[] {
  return documents.length === 1 ? (documents[0]?.tax_groups ?? []) : documents.flatMap((document) => document.tax_groups)
}

/** A monthly contract pays nothing on the day of its renewal: the run bills each month when it begins. */
export function chargedLater(priced: Priced): Priced {
  return { ...priced, documents: [], lines: [], groups: [], totals: totalsOf([]) }
}

/** A sale that no rule row can tax may be previewed, but not made. */
export function requireTax(priced: Priced): void {
  if (priced.undetermined.length === 0) return
  throw new Refusal(
    'refused',
    'tax.rule_missing',
    'No tax rule covers this sale yet. We cannot charge it until the rule is on file; please ask us.',
  )
}

/** Every row of the fold over a contract's amendments, with all changes recorded up to the day. */
export function itemsFor(input: PreviewInput, recordedBy: string): StateItem[] {
  const terms = readTerms(input.contract)
  const { timelines } = readContract(terms, dayNumber(recordedBy))
  return itemRows(terms, timelines, input.discounts ?? [])
}

/** Items in force on a day; before the term the first, after it the last. */
export function inForce(items: readonly StateItem[], day: string): StateItem[] {
  const now = items.filter((item) => item.from <= day && (item.to === null || day < item.to))
  if (now.length > 0) return now
  const first = items.reduce<string | undefined>((least, item) => (least === undefined || item.from < least ? item.from : least), undefined)
  if (first !== undefined && day < first) return items.filter((item) => item.from === first)
  const last = items.reduce<string | undefined>(
    (most, item) => (most === undefined || (item.to ?? '9999') > most ? (item.to ?? '9999') : most),
    undefined,
  )
  return items.filter((item) => (item.to ?? '9999') === last)
}

export function seatsIn(items: readonly { quantity: string }[]): number {
  return items.reduce((sum, item) => sum + Number(item.quantity), 0)
}
