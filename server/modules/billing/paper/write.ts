import { roundedRatio } from '../../../kernel/money.ts'
import { type Book, perOf, priceText } from '../book.ts'
import type { Doc } from '../rules/engine/shapes.ts'
import { formulaWords } from '../rules/formula-words.ts'
import { perText } from '../store/rows.ts'
import type { CanonicalDocument, LineOnPaper } from './canonical.ts'
import { buyerOnPaper, sellerOnPaper } from './party.ts'

type Draft = {
  book: Book
  doc: Doc
  issueDay: string
  taxDay: string
  order: { number: string } | null
  poNumber: string | null
  paidBy: string | null
}

/** Writes a proposed document down in the one form that is hashed, stored and printed. */
export function paperOf(draft: Draft, given: { number: string; dueDay: string; decision: string; balance?: number }): CanonicalDocument {
  const { book, doc } = draft
  const { number, dueDay, decision, balance = 0 } = given
  const { entity } = book
  return {
    v: 1,
    kind: doc.kind,
    number,
    entity: entity.code,
    issue_day: draft.issueDay,
    tax_day: draft.taxDay,
    due_day: dueDay,
    currency: book.contract.currency,
    language: book.profile.language,
    seller: sellerOnPaper(entity, draft.issueDay),
    buyer: buyerOnPaper(book.profile),
    bank: entity.iban && entity.bic ? { iban: entity.iban, bic: entity.bic } : null,
    contract: book.contract.number,
    order: draft.order?.number ?? null,
    of: doc.of ?? null,
    po_number: draft.poNumber,
    paid_by: draft.paidBy,
    collection: book.contract.method_id ? 'card' : 'transfer',
    ...(balance > 0 && { balance_minor: balance }),
    lines: doc.lines.map((line) => ({
      key: line.key,
      kind: line.kind,
      item: line.item,
      product: line.product,
      description: book.product.name,
      ref: line.ref ?? null,
      from: line.from,
      to: line.to,
      period_from: line.period.from,
      period_to: line.period.to,
      quantity: line.quantity,
      unit_price: priceText(line.unit_price),
      per: perOf(perText(line.per)),
      amount_minor: line.amount_minor,
      discount_minor: line.discount_minor,
      net_minor: line.net_minor,
      tax_minor: line.tax_minor,
      gross_minor: line.gross_minor,
      taxes: line.taxes,
      formula: formulaWords(line),
      ...listedOf(line, book.billed),
    })),
    tax_groups: doc.tax_groups.map((group) => ({
      code: group.code,
      category: group.category,
      jurisdiction: group.jurisdiction,
      rate: group.rate,
      share: group.share ?? '100',
      base_minor: group.base_minor,
      tax_minor: group.tax_minor,
      reason: group.reason ?? null,
      note: group.note ?? null,
    })),
    totals: doc.totals,
    notes: [...new Set(doc.tax_groups.flatMap((group) => (group.note ? [group.note] : [])))],
    tax_decision: decision,
  }
}

/** A credit takes its part of a line's net; a reader looks for the price and the discount of the invoice. */
function listedOf(line: Doc['lines'][number], billed: Book['billed']): { listed?: LineOnPaper['listed'] } {
  const sold = line.kind === 'credit' && line.ref ? billed.find((row) => row.key === line.ref) : undefined
  if (!sold || sold.discount_minor === 0n || sold.net_minor === 0n) return {}
  const discount = Number(roundedRatio(sold.discount_minor * BigInt(line.net_minor), sold.net_minor))
  return { listed: { amount_minor: line.net_minor + discount, discount_minor: discount } }
}
