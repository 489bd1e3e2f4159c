import { exponentOf } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { Rhythm } from './boundaries.ts'
import { civil, type DayNumber, dayNumber, never } from './days.ts'
import { priceOf, quantityOf, signedQuantityOf } from './exact.ts'
import { type Measure, measureOf, requireSameUnit } from './interval.ts'
import type { Anchor, Change, ContractTerms, Conventions, Interval, Item } from './shapes.ts'

/** One price of an item: all seats of an equal layer are billed under one key. */
export type Layer = { product: string; price: bigint; per: Interval; quantity: bigint }
export type DatedChange = { change: Change; effective: DayNumber; recorded: DayNumber }
export type ItemTerms = {
  item: Item
  index: number
  first: Layer
  start: DayNumber
  end: DayNumber
  billableFrom: DayNumber
  arrears: boolean
  once: boolean
  rhythm: Rhythm
}
/** The contract read once: days as numbers, decimals as scaled integers. */
export type Terms = {
  currency: string
  exponent: number
  start: DayNumber
  end: DayNumber
  anchor: Anchor
  conventions: Conventions
  items: ItemTerms[]
  itemOf: Map<string, ItemTerms>
  changes: DatedChange[]
}

/** Reads and checks a contract; refuses with the codes of the engine (`contract.dates_reversed`, `price.negative` …). */
export function readTerms(contract: ContractTerms): Terms {
  const exponent = exponentOf(contract.currency)
  const start = dayNumber(contract.start)
  const end = contract.end == null ? never : dayNumber(contract.end)
  if (end <= start) reversed(`The contract ends on ${contract.end}, not after its start on ${contract.start}.`)
  const began = civil(start)
  const anchor = readAnchor(contract.anchor ?? { day: began.day }, began.month)
  const items = contract.items.map((item, index) => readItem(item, index, { start, end, anchor, exponent }))
  const itemOf = new Map(items.map((terms) => [terms.item.id, terms]))
  if (itemOf.size !== items.length) throw new Refusal('refused', 'item.twice', 'Two items of the contract have the same id.')
  const changes = (contract.changes ?? []).map((change) => readChange(change, itemOf, items))
  return {
    currency: contract.currency,
    exponent,
    start,
    end,
    anchor,
    conventions: withDefaults(contract.conventions),
    items,
    itemOf,
    changes,
  }
}

function withDefaults(given: Partial<Conventions> = {}): Conventions {
  const leadDays = given.lead_days ?? 0
  if (!Number.isInteger(leadDays) || leadDays < 0 || leadDays > 120)
    throw new Refusal('refused', 'conventions.lead_days', 'lead_days is a whole number between 0 and 120.')
  return {
    day_count: given.day_count ?? 'actual/actual',
    tax_rounding: given.tax_rounding ?? 'group',
    credits: given.credits ?? 'net',
    changes: given.changes ?? 'at_once',
    lead_days: leadDays,
  }
}

/** The anchor with its month: the month of the start unless it is given. */
export function readAnchor(anchor: Anchor, month: number): Required<Anchor> {
  const read = { day: anchor.day, month: anchor.month ?? month }
  if (!Number.isInteger(read.day) || read.day < 1 || read.day > 31 || !Number.isInteger(read.month) || read.month < 1 || read.month > 12)
    throw new Refusal('refused', 'anchor.invalid', `Day ${read.day} of month ${read.month} cannot be a billing anchor.`)
  return read
}

/** The rhythm of a cadence around an anchor: months count from the anchor month in the start's year, days step from the start. */
export function rhythmOf(cadence: Measure, anchor: Anchor, start: DayNumber): Rhythm {
  const began = civil(start)
  return { day: anchor.day, month: began.year * 12 + (anchor.month ?? began.month) - 1, origin: start, cadence }
}

/** A unit price that may not be negative unless the item is a one-time correction line. */
export function requirePrice(price: bigint, per: Interval, id: string): bigint {
  if (price < 0n && per !== 'once')
    throw new Refusal('refused', 'price.negative', `Item ${id} has a negative price; only a "once" item (a correction) may.`)
  return price
}

type Frame = { start: DayNumber; end: DayNumber; anchor: Anchor; exponent: number }

function readItem(item: Item, index: number, frame: Frame): ItemTerms {
  const per = measureOf(item.per)
  const cadence = measureOf(item.cadence ?? item.per)
  requireSameUnit(per, cadence, item.id)
  const start = item.start === undefined ? frame.start : dayNumber(item.start)
  const end = item.end === undefined ? never : dayNumber(item.end)
  if (end <= start) reversed(`Item ${item.id} ends on ${item.end}, not after its start.`)
  if (start < frame.start || start > frame.end) reversed(`Item ${item.id} starts outside the contract's term.`)
  const began = civil(start)
  const anchor = item.anchor ? readAnchor(item.anchor, began.month) : frame.anchor
  const once = per.unit === 'once'
  return {
    item,
    index,
    first: {
      product: item.product,
      price: requirePrice(priceOf(item.unit_price, item.id), item.per, item.id),
      per: item.per,
      quantity: quantityOf(item.quantity, item.id),
    },
    start,
    end: once ? never : end,
    billableFrom: item.trial_end === undefined ? start : Math.max(start, dayNumber(item.trial_end)),
    arrears: item.timing === 'arrears',
    once,
    rhythm: once ? onceRhythm(item, start) : rhythmOf(cadence, anchor, item.anchor ? start : frame.start),
  }
}

/** A one-time item has one period: [start, max(service.to, start + 1 day)). */
function onceRhythm(item: Item, start: DayNumber): Rhythm {
  const to = item.service ? dayNumber(item.service.to) : start
  if (item.service && to < dayNumber(item.service.from)) reversed(`The service of item ${item.id} ends before it begins.`)
  return { day: 1, month: 0, origin: start, cadence: { unit: 'once', n: Math.max(to, start + 1) - start } }
}

function readChange(change: Change, itemOf: Map<string, ItemTerms>, items: ItemTerms[]): DatedChange {
  const effective = dayNumber(change.effective)
  if (change.item !== undefined && !itemOf.has(change.item)) unknownItem(change.item)
  if ((change.kind === 'seats' || change.kind === 'swap') && change.item === undefined && items.length !== 1) unknownItem('(none named)')
  if (change.kind === 'renew') {
    for (const entry of change.items ?? []) if (!itemOf.has(entry.id)) unknownItem(entry.id)
    const start = change.start === undefined ? effective : dayNumber(change.start)
    if (start < effective) reversed(`The renewal of ${change.effective} starts on ${change.start}, before the old term has ended.`)
    if (dayNumber(change.end) <= start) reversed(`The renewal of ${change.effective} ends on ${change.end}, not after it.`)
  }
  if (change.kind === 'seats') {
    if ((change.add === undefined) === (change.to === undefined))
      throw new Refusal('refused', 'quantity.invalid', 'A seats change says either how many are added or how many there are afterwards.')
    signedQuantityOf(change.add ?? change.to ?? '0', change.item ?? 'the change')
  }
  return { change, effective, recorded: change.recorded === undefined ? effective : dayNumber(change.recorded) }
}

function unknownItem(id: string): never {
  throw new Refusal('refused', 'amendment.unknown_item', `The contract has no item ${id}.`)
}

function reversed(text: string): never {
  throw new Refusal('refused', 'contract.dates_reversed', text)
}
