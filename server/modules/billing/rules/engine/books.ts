import { Refusal } from '../../../../kernel/refusal.ts'
import { type Block, summed } from './coverage.ts'
import { type DayNumber, dayNumber } from './days.ts'
import { priceOf, priceText, quantityOf } from './exact.ts'
import { intervalKey } from './interval.ts'
import type { BilledDoc, BilledLine, Interval } from './shapes.ts'
import type { Terms } from './terms.ts'

/** A line that debited the customer, with what has been credited of it since. */
export type Debited = {
  key: string
  document: number
  line: BilledLine
  from: DayNumber
  to: DayNumber
  seats: bigint
  net: bigint
  remainder: bigint
  credited: Block[]
}
/** Everything billed for one item, period and price. */
export type BilledGroup = {
  item: number
  period: { from: DayNumber; to: DayNumber }
  product: string
  price: bigint
  per: Interval
  lines: Debited[]
}
/** What has been issued, read once: "what exists" of the method. */
export type Books = {
  documents: BilledDoc[]
  /** by item, then by period and price */
  groups: Map<number, Map<string, BilledGroup>>
  debited: Map<string, Debited>
  /** how many keys exist per prefix and sign, so that the next one gets its own number */
  numbered: Map<string, number>
  /** goodwill given so far, by credited line */
  goodwill: Map<string, bigint[]>
  /** `item|period.from|period.to` of annual true-ups already charged */
  annual: Set<string>
  /** the last day that any billed period reaches, by item */
  reach: Map<number, DayNumber>
}

export function priceKey(product: string, price: bigint, per: Interval, exponent: number): string {
  return `${product}@${priceText(price, exponent)}/${intervalKey(per)}`
}

export function groupKey(from: DayNumber, to: DayNumber, price: string): string {
  return `${from}|${to}|${price}`
}

/** Reads issued documents; refuses `billed.reference_missing` and `billed.over_credited`. */
export function readBooks(documents: readonly BilledDoc[], terms: Terms): Books {
  const books: Books = {
    documents: [...documents],
    groups: new Map(),
    debited: new Map(),
    numbered: new Map(),
    goodwill: new Map(),
    annual: new Set(),
    reach: new Map(),
  }
  documents.forEach((document, at) => {
    for (const line of document.lines) if (isDebit(line)) readDebit(books, terms, line, at)
  })
  for (const document of documents) for (const line of document.lines) if (!isDebit(line)) readCredit(books, terms, line)
  return books
}

/**
 * Writes what was just proposed into the books, so that the next run day sees it as billed. Its keys were counted and its credits taken
 * from their lines when they were drafted. Documents that are not issued have lines, but no place among the documents.
 */
export function enter(books: Books, terms: Terms, issued: readonly BilledDoc[], unissued: readonly BilledDoc[]): void {
  const entries = [
    ...issued.map((document) => ({ document, at: books.documents.push(document) - 1 })),
    ...unissued.map((document) => ({ document, at: -1 })),
  ]
  for (const { document, at } of entries)
    for (const line of document.lines) {
      if (isDebit(line)) enterDebit(books, terms, line, at)
      else if (line.kind === 'goodwill') addGoodwill(books, line)
    }
}

/** The next free key for a line; counts it. */
export function takeKey(books: Books, prefix: string, sign: '+' | '-'): string {
  const n = (books.numbered.get(prefix + sign) ?? 0) + 1
  books.numbered.set(prefix + sign, n)
  return `${prefix}${sign}${n}`
}

/** Seats of a line that are still debited, by day. */
export function uncredited(line: Debited): Block[] {
  const whole = { from: line.from, to: line.to, seats: line.seats }
  return line.credited.length === 0 ? [whole] : summed([whole, ...line.credited.map((block) => ({ ...block, seats: -block.seats }))])
}

function readDebit(books: Books, terms: Terms, line: BilledLine, document: number): void {
  const price = priceOf(line.unit_price, line.item)
  const named = priceKey(line.product, price, line.per, terms.exponent)
  const prefix = `${line.item}|${line.period.from}|${line.from}|${line.to}|${named}|`
  const annual = /\|\+t\d+$/.test(line.key ?? '') || (line.key === undefined && isAnnual(line, terms))
  if (!annual && line.key !== undefined) count(books, prefix, '+')
  enterDebit(books, terms, { ...line, key: line.key ?? (annual ? `${prefix}+t1` : takeKey(books, prefix, '+')) }, document)
}

function enterDebit(books: Books, terms: Terms, line: BilledLine, document: number): void {
  const { key = '' } = line
  const annual = /\|\+t\d+$/.test(key)
  const price = priceOf(line.unit_price, line.item)
  const net = BigInt(line.net_minor)
  const debited: Debited = {
    key,
    document,
    line,
    from: dayNumber(line.from),
    to: dayNumber(line.to),
    seats: quantityOf(line.quantity, line.item),
    net,
    remainder: net,
    credited: [],
  }
  books.debited.set(key, debited)
  if (annual) books.annual.add(`${line.item}|${line.period.from}|${line.period.to}`)
  const item = terms.itemOf.get(line.item)
  if (annual || !item) return
  const period = { from: dayNumber(line.period.from), to: dayNumber(line.period.to) }
  const at = groupKey(period.from, period.to, priceKey(line.product, price, line.per, terms.exponent))
  const groups = books.groups.get(item.index) ?? new Map<string, BilledGroup>()
  books.groups.set(item.index, groups)
  const group = groups.get(at)
  if (group) group.lines.push(debited)
  else groups.set(at, { item: item.index, period, product: line.product, price, per: line.per, lines: [debited] })
  books.reach.set(item.index, Math.max(books.reach.get(item.index) ?? 0, period.to))
}

function readCredit(books: Books, terms: Terms, line: BilledLine): void {
  const debited = line.ref === undefined ? undefined : books.debited.get(line.ref)
  if (!debited || line.ref === undefined)
    throw new Refusal(
      'refused',
      'billed.reference_missing',
      `A ${line.kind} line of item ${line.item} refers to ${line.ref ?? 'no line'}, which is not billed.`,
    )
  const named = priceKey(line.product, priceOf(line.unit_price, line.item), line.per, terms.exponent)
  count(books, `${line.item}|${line.period.from}|${line.from}|${line.to}|${named}|`, '-')
  const net = BigInt(line.net_minor)
  debited.remainder += net
  const sound = debited.net < 0n ? debited.remainder <= 0n : debited.remainder >= 0n
  if (!sound) overCredited(debited)
  if (line.kind === 'goodwill') {
    addGoodwill(books, line)
    return
  }
  debited.credited.push({ from: dayNumber(line.from), to: dayNumber(line.to), seats: quantityOf(line.quantity, line.item) })
  if (uncredited(debited).some((block) => block.seats < 0n)) overCredited(debited)
}

function isDebit(line: BilledLine): boolean {
  return line.kind === 'charge' || line.kind === 'true_up'
}

function addGoodwill(books: Books, line: BilledLine): void {
  const ref = line.ref ?? ''
  books.goodwill.set(ref, [...(books.goodwill.get(ref) ?? []), BigInt(line.net_minor)])
}

function isAnnual(line: BilledLine, terms: Terms): boolean {
  return line.kind === 'true_up' && terms.itemOf.get(line.item)?.item.true_up?.policy === 'annual'
}

function count(books: Books, prefix: string, sign: '+' | '-'): void {
  books.numbered.set(prefix + sign, (books.numbered.get(prefix + sign) ?? 0) + 1)
}

function overCredited(debited: Debited): never {
  throw new Refusal('refused', 'billed.over_credited', `More has been credited of ${debited.key} than was charged.`)
}
