import { Refusal } from '../../kernel/refusal.ts'
import { daysBetween } from '../../kernel/period.ts'
import { type Book, perOfBook, priceText, seats } from './book.ts'
import { inForce, itemsFor, seatsIn } from './pricing.ts'
import type { Change, PreviewInput, RenewChange, StateItem } from './rules/engine/shapes.ts'
import { type RenewalPolicy, renewalTerm } from './rules/renewal.ts'
import type { ContractTable } from './tables.ts'

/** Why what a subscription gives has changed. */
export type EntitlementReason = 'new' | 'renewal' | 'amendment' | 'expansion' | 'reduction' | 'transfer' | 'cancellation'

/** Bodies of the amendments that this slice knows; `recorded` is the contract's local day. */
export function seatsChange(add: number, day: string): Change {
  return { kind: 'seats', item: seats, add: String(add), effective: day, recorded: day }
}

/** `start`: the first day of a late term as it was offered; else the policy says it. */
type RenewalTerms = { seats?: number | undefined; unit_price?: string | undefined; lead?: number; start?: string | undefined }

/** The next term: from the old end, or after the grace as the policy's `late_start` says; refuses `renewal.too_early`. */
export function renewChange(
  contract: ContractTable,
  policy: RenewalPolicy,
  months: number,
  recorded: string,
  terms: RenewalTerms,
): RenewChange {
  const end = requireEnd(contract)
  const item = {
    id: seats,
    ...(terms.seats !== undefined && { quantity: String(terms.seats) }),
    ...(terms.unit_price !== undefined && { unit_price: terms.unit_price }),
  }
  // what was offered stands, whatever the policy has become since
  const offered: Partial<RenewalPolicy> =
    terms.start === undefined ? {} : { grace_days: 0, late_start: terms.start > end ? 'today' : 'backdate' }
  const question = { start: contract.start_day, end, months, day: terms.start ?? recorded, policy: { ...policy, ...offered } }
  const term = renewalTerm(question)
  return {
    kind: 'renew',
    effective: end,
    end: term.end,
    ...(term.start !== end && { start: term.start }),
    recorded,
    ...(Object.keys(item).length > 1 && { items: [item] }),
    ...(terms.lead && { lead_days: terms.lead }),
  }
}

/** The contract's row after a renewal. */
export function renewed(contract: ContractTable, change: RenewChange): ContractTable {
  return { ...contract, end_day: change.end, term_n: contract.term_n + 1, term_start: termStart(change) }
}

export function termStart(change: RenewChange): string {
  return change.start ?? change.effective
}

/** A renewal that is accepted with an order: a year is paid with the order, a monthly contract pays when each month begins. */
export function renewalByOrder(book: Book, policy: RenewalPolicy, months: number, day: string, terms: RenewalTerms): RenewChange {
  const ahead = daysBetween(day, requireEnd(book.contract))
  return renewChange(book.contract, policy, months, day, { ...terms, ...(perOfBook(book) === 'year' && ahead > 0 && { lead: ahead }) })
}

/** How many days before the new term its invoice is issued: cards are asked on the day, buyers on terms get their invoice ahead. */
export function invoiceLead(contract: ContractTable, policy: RenewalPolicy): number {
  return contract.method_id ? policy.invoice_lead_days.card : policy.invoice_lead_days.terms
}

export function endChange(day: string, credit: 'none' | 'prorated' | 'full', recorded: string): Change {
  return { kind: 'end', effective: day, credit, recorded }
}

export function requireEnd(contract: ContractTable): string {
  if (contract.end_day === null)
    throw new Refusal('refused', 'contract.evergreen', `${contract.number} has no end; there is nothing to renew.`)
  return contract.end_day
}

/** What is in force on a day (before the term: its first day; after it: its last): seats, the price of the oldest layer, annual value. */
export function holdingOf(input: PreviewInput, day: string): { items: StateItem[]; seats: number; unit_price: string; annual: number } {
  return holdingIn(itemsFor(input, '9999-12-31'), day)
}

export function holdingIn(
  items: readonly StateItem[],
  day: string,
): { items: StateItem[]; seats: number; unit_price: string; annual: number } {
  const now = inForce(items, day)
  return {
    items: now,
    seats: seatsIn(now),
    unit_price: priceText(now[0]?.unit_price ?? '0'),
    annual: now.reduce((sum, item) => sum + item.annual_minor, 0),
  }
}

/** May this contract still be changed on the day? `contract.ended`, `amendment.outside_term`. */
export function requireOpen(book: Book, day: string): void {
  const { contract } = book
  if (contract.ended_on !== null && contract.ended_on <= day) throw ended(contract)
  if (contract.end_day !== null && contract.end_day <= day) {
    throw new Refusal('refused', 'amendment.outside_term', `${contract.number} ended on ${contract.end_day}. Renew it first.`)
  }
}

export function ended(contract: ContractTable): Refusal {
  return new Refusal(
    'refused',
    'contract.ended',
    `${contract.number} has its end on ${contract.ended_on}, and nothing of it changes from then on. Buy again instead.`,
  )
}
