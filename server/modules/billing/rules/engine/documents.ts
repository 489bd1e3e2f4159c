import { majorText, safeNumber } from '../../../../kernel/money.ts'
import { type Remaining, type Taxed, taxDocument, taxKey } from '../tax/group.ts'
import { type Books, takeKey } from './books.ts'
import { documentName } from './credit.ts'
import { type DayNumber, dayText } from './days.ts'
import { type Draft, isCredit } from './draft.ts'
import { plainDecimal, priceText, quantityText } from './exact.ts'
import type { Doc, Line, TaxGroup } from './shapes.ts'
import type { Terms } from './terms.ts'

export type Issue = { documents: Doc[]; unissued: Doc[] }
type DocumentFrame = { terms: Terms; books: Books; day: DayNumber; inclusive: boolean }

/**
 * The documents of one run day. Net sum ≥ 0: one invoice with charges and credits; below 0, or by the convention `separate`: an invoice
 * for the charges, if any, and one credit note per credited invoice. A document whose every line is 0.00 is not issued.
 */
export function documentsOf(drafts: Draft[], frame: DocumentFrame): Issue {
  const issue: Issue = { documents: [], unissued: [] }
  if (drafts.length === 0) return issue
  const ordered = inOrder(drafts)
  const keyed = ordered.map((draft) => ({ draft, key: keyOf(draft, frame.books) }))
  const credits = keyed.filter(({ draft }) => isCredit(draft))
  const together = credits.length === 0 || (frame.terms.conventions.credits === 'net' && netOf(ordered, frame) >= 0n)
  if (together) add(issue, documentOf(keyed, frame, undefined))
  else {
    const charges = keyed.filter(({ draft }) => !isCredit(draft))
    if (charges.length > 0) add(issue, documentOf(charges, frame, undefined))
    const credited = new Map<string, Keyed[]>()
    for (const entry of credits) {
      const of = entry.draft.credits ? documentName(entry.draft.credits, frame.books) : ''
      credited.set(of, [...(credited.get(of) ?? []), entry])
    }
    for (const [of, entries] of credited) add(issue, documentOf(entries, frame, of))
  }
  return issue
}

type Keyed = { draft: Draft; key: string }

function add(issue: Issue, document: Doc): void {
  const list = document.lines.every((line) => line.amount_minor === 0) ? issue.unissued : issue.documents
  list.push(document)
}

/** Items as given, then period, credits before charges, then first day. */
function inOrder(drafts: Draft[]): Draft[] {
  return drafts.sort(
    (a, b) =>
      a.order - b.order ||
      a.period.from - b.period.from ||
      a.period.to - b.period.to ||
      Number(isCredit(b)) - Number(isCredit(a)) ||
      a.from - b.from,
  )
}

function keyOf(draft: Draft, books: Books): string {
  const prefix = `${draft.itemId}|${dayText(draft.period.from)}|${dayText(draft.from)}|${dayText(draft.to)}|${draft.priceKey}|`
  return draft.annual ? `${prefix}+t1` : takeKey(books, prefix, isCredit(draft) ? '-' : '+')
}

function netOf(drafts: readonly Draft[], frame: DocumentFrame): bigint {
  if (!frame.inclusive) return drafts.reduce((sum, draft) => sum + draft.amount - draft.discount, 0n)
  return taxed(drafts, frame, undefined).lines.reduce((sum, line) => sum + line.net, 0n)
}

function taxed(drafts: readonly Draft[], frame: DocumentFrame, remaining: Remaining | undefined): Taxed {
  const lines = drafts.map((draft) => ({
    amount: draft.amount - draft.discount,
    inclusive: frame.inclusive && !isCredit(draft),
    taxes: draft.taxes,
  }))
  return taxDocument(lines, frame.terms.conventions.tax_rounding, remaining)
}

function documentOf(entries: readonly Keyed[], frame: DocumentFrame, of: string | undefined): Doc {
  const drafts = entries.map(({ draft }) => draft)
  const result = taxed(drafts, frame, of === undefined ? undefined : remainingOf(of, frame.books))
  const lines = entries.map(({ draft, key }, at) => lineOf(draft, key, result.lines[at] ?? { net: 0n, tax: 0n, gross: 0n }, frame.terms))
  const sum = (pick: (line: Line) => number) => lines.reduce((total, line) => total + pick(line), 0)
  const totals = {
    amount_minor: sum((line) => line.amount_minor),
    discount_minor: sum((line) => line.discount_minor),
    net_minor: sum((line) => line.net_minor),
    tax_minor: sum((line) => line.tax_minor),
    rounding_minor: safeNumber(result.rounding),
    gross_minor: sum((line) => line.gross_minor),
  }
  for (const total of Object.values(totals)) safeNumber(BigInt(total))
  const groups: TaxGroup[] = result.groups.map((group) => ({
    ...group.tax,
    base_minor: safeNumber(group.base),
    tax_minor: safeNumber(group.amount),
  }))
  const negative = totals.net_minor < 0
  return {
    kind: of !== undefined || negative ? 'credit_note' : 'invoice',
    ...(of !== undefined && { of }),
    day: dayText(frame.day),
    lines,
    tax_groups: groups,
    totals,
    formula: documentFormula(totals, groups, frame.terms.currency),
  }
}

function lineOf(draft: Draft, key: string, money: { net: bigint; tax: bigint; gross: bigint }, terms: Terms): Line {
  return {
    key,
    kind: draft.kind,
    item: draft.itemId,
    product: draft.product,
    ...(draft.credits && { ref: draft.credits.key }),
    from: dayText(draft.from),
    to: dayText(draft.to),
    period: { from: dayText(draft.period.from), to: dayText(draft.period.to) },
    quantity: quantityText(draft.seats),
    unit_price: priceText(draft.price, terms.exponent),
    per: draft.per,
    fraction: draft.fraction,
    amount_minor: safeNumber(draft.amount),
    discount_minor: safeNumber(draft.discount),
    net_minor: safeNumber(money.net),
    tax_minor: safeNumber(money.tax),
    gross_minor: safeNumber(money.gross),
    taxes: draft.taxes,
    formula: draft.formula,
  }
}

/** What earlier credit notes have left of the invoice's tax groups: base and tax by group. */
function remainingOf(of: string, books: Books): Remaining {
  const left = new Map<string, { base: bigint; amount: bigint }>()
  const position = books.documents.findIndex((document, at) => document.number === of || `#${at}` === of)
  const number = books.documents[position]?.number
  books.documents.forEach((document, at) => {
    const isNote = document.kind === 'credit_note' && (document.of === `#${position}` || (number !== undefined && document.of === number))
    if (at !== position && !isNote) return
    for (const group of document.tax_groups ?? []) {
      const key = taxKey(group)
      const known = left.get(key) ?? { base: 0n, amount: 0n }
      left.set(key, { base: known.base + BigInt(group.base_minor), amount: known.amount + BigInt(group.tax_minor) })
    }
  })
  return left
}

/** "773.26 EUR + VAT 19 % of 773.26 EUR 146.92 EUR = 920.18 EUR" */
function documentFormula(totals: Doc['totals'], groups: readonly TaxGroup[], currency: string): string {
  const money = (minor: number) => `${majorText(BigInt(minor), currency)} ${currency}`
  const taxes = groups.map(
    (group) => ` + ${group.code} ${plainDecimal(group.rate)} % of ${money(group.base_minor)} ${money(group.tax_minor)}`,
  )
  return `${money(totals.net_minor)}${taxes.join('')} = ${money(totals.gross_minor)}`
}
