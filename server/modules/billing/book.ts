import type {
  BilledDoc,
  BilledLine,
  Change,
  Determination,
  Interval,
  Item,
  Party,
  PreviewInput,
  TaxGroup,
  TaxRate,
  TaxRule,
} from './rules/engine/shapes.ts'
import type { BilledRow } from './store/documents.ts'
import { plainDec } from './store/rows.ts'
import type { AmendmentTable, ContractTable, DocumentTaxTable, EntityTable, ProductTable, ProfileTable, StartBody } from './tables.ts'

/** A contract with all that the engine needs to know of it. */
export type Book = {
  contract: ContractTable
  entity: EntityTable
  profile: ProfileTable
  product: ProductTable
  amendments: AmendmentTable[]
  billed: BilledRow[]
  taxes: DocumentTaxTable[]
}
export type TaxRows = { rates: TaxRate[]; rules: TaxRule[] }
export type Buyer = Pick<ProfileTable, 'country' | 'region' | 'address' | 'kind' | 'tax_ids'>
export type Discounts = { id: string; percent: string }[]

/** The one item of what the catalogue sells: seats of a product, billed in the rhythm of its price. */
export const seats = 'seats'

/** The input of the engine for a stored contract: its items, dated changes and everything already issued. */
export function inputOf(book: Book, rows: TaxRows, request: { asOf: string; changes?: Change[]; billed?: BilledDoc[] }): PreviewInput {
  const start = startOf(book)
  return {
    as_of: request.asOf,
    contract: {
      ref: book.contract.number,
      currency: book.contract.currency,
      zone: book.contract.zone,
      start: book.contract.start_day,
      end: start.end,
      anchor: { day: book.contract.anchor_day, month: book.contract.anchor_month },
      conventions: book.contract.conventions,
      items: start.items,
      changes: [...changesOf(book), ...(request.changes ?? [])],
    },
    ...(start.discounts.length > 0 && { discounts: start.discounts }),
    tax: { determine: determinationOf(book.entity, book.profile, rows, request.asOf) },
    billed: [...billedOf(book), ...(request.billed ?? [])],
  }
}

/** The input of the engine for a contract that does not exist yet. */
export function inputOfNew(
  parts: { entity: EntityTable; buyer: Buyer; currency: string; start: string; end: string; item: Item; discounts: Discounts },
  rows: TaxRows,
): PreviewInput {
  return {
    as_of: parts.start,
    contract: {
      currency: parts.currency,
      zone: parts.entity.zone,
      start: parts.start,
      end: parts.end,
      conventions: parts.entity.conventions,
      items: [parts.item],
    },
    ...(parts.discounts.length > 0 && { discounts: parts.discounts }),
    tax: { determine: determinationOf(parts.entity, parts.buyer, rows, parts.start) },
  }
}

export function seatsItem(product: ProductTable, terms: { quantity: string; unit_price: string; per: Interval }): Item {
  return {
    id: seats,
    product: product.code,
    description: product.name,
    ...terms,
    cadence: terms.per,
    tax_class: product.class,
    obligation: product.obligation,
  }
}

export function determinationOf(entity: EntityTable, buyer: Buyer, rows: TaxRows, day: string): Determination {
  const held = entity.registrations.filter((one) => one.valid_from <= day && (one.valid_to === null || day < one.valid_to))
  return {
    seller: {
      country: entity.country,
      ...(entity.region && { region: entity.region }),
      registrations: held.map((one) => one.jurisdiction),
    },
    buyer: partyOf(buyer),
    rates: rows.rates,
    rules: rows.rules,
    // a permit of a state is a duty to collect there
    nexus: held.filter((one) => one.kind === 'sales').map((one) => one.jurisdiction),
    below_threshold: !held.some((one) => one.kind === 'oss'),
  }
}

export function partyOf(buyer: Buyer): Party {
  const postal = buyer.address.postal_code
  const kind = buyer.kind as Party['kind']
  return {
    country: buyer.country,
    ...(buyer.region && { region: buyer.region }),
    ...(postal && { postal_code: postal }),
    ...(kind && { kind }),
    tax_ids: buyer.tax_ids.map(({ country, id, state }) => ({ country, id, state })),
  }
}

export function startOf(book: Pick<Book, 'amendments' | 'contract'>): StartBody {
  const body = book.amendments[0]?.body
  if (body?.kind !== 'start') throw new Error(`contract ${book.contract.number} has no start`)
  return body
}

function changesOf(book: Pick<Book, 'amendments'>): Change[] {
  return book.amendments.flatMap(({ body }) => (body.kind === 'start' ? [] : [body]))
}

/** The rhythm in which the contract's seats are priced and billed. */
export function perOfBook(book: Book): 'month' | 'year' {
  return startOf(book).items[0]?.per === 'month' ? 'month' : 'year'
}

/** What was issued, as the documents that the engine once proposed. */
function billedOf(book: Book): BilledDoc[] {
  const documents = new Map<string, BilledDoc>()
  for (const row of book.billed) {
    const key = row.document_id ?? `zero ${row.key}`
    const document = documents.get(key) ?? newDocument(row, book)
    documents.set(key, document)
    document.lines.push(billedLine(row))
  }
  return [...documents.values()]
}

function newDocument(row: BilledRow, book: Book): BilledDoc {
  const groups = row.document_id ? book.taxes.filter((tax) => tax.document_id === row.document_id).map(groupOf) : []
  return {
    ...(row.number && { number: row.number }),
    kind: row.document_kind === 'credit_note' ? 'credit_note' : 'invoice',
    ...(row.of_number && { of: row.of_number }),
    day: row.issue_day ?? row.from_day,
    lines: [],
    tax_groups: groups,
  }
}

export function groupOf(row: DocumentTaxTable): TaxGroup {
  const share = plainDec(row.share)
  return {
    code: row.code,
    category: row.category,
    rate: plainDec(row.rate),
    jurisdiction: row.jurisdiction,
    ...(share !== '100' && { share }),
    ...(row.reason && { reason: row.reason }),
    ...(row.note && { note: row.note }),
    ...(row.rule && { rule: row.rule }),
    base_minor: Number(row.base_minor),
    tax_minor: Number(row.tax_minor),
  }
}

function billedLine(row: BilledRow): BilledLine {
  return {
    key: row.key,
    kind: row.kind,
    item: row.item,
    product: row.product,
    ...(row.ref && { ref: row.ref }),
    from: row.from_day,
    to: row.to_day,
    period: { from: row.period_from, to: row.period_to },
    quantity: plainDec(row.quantity),
    unit_price: priceText(row.unit_price),
    per: perOf(row.per),
    fraction: row.fraction,
    amount_minor: Number(row.amount_minor),
    discount_minor: Number(row.discount_minor),
    net_minor: Number(row.net_minor),
    tax_minor: Number(row.tax_minor),
    gross_minor: Number(row.gross_minor),
    taxes: row.taxes,
    formula: row.formula,
  }
}

/** "156" → "156.00": a price shows at least the decimals of most currencies; longer prices stay as they are. */
export function priceText(text: string, decimals = 2): string {
  const [whole = '0', fraction = ''] = plainDec(text).split('.')
  return decimals === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`
}

export function perOf(text: string): Interval {
  return text.startsWith('{') ? (JSON.parse(text) as Interval) : (text as Interval)
}
