import { type AuditEntry, recordAll } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { smaller } from '../../rules/engine/exact.ts'
import { balanceJournal } from '../../rules/ledger.ts'
import { moveBalances, takeBalances } from '../../store/balances.ts'
import { savePayments } from '../../store/money.ts'
import { nextNumbers } from '../../store/quotes.ts'
import type { AllocationTable, DocumentTable, PaymentTable } from '../../tables.ts'
import { type Entry, entryOf } from '../documents/journal.ts'

type Owned = { profile_id: string; currency: string }
/** What we owe the buyers of a batch of documents, held under lock while the documents are made. */
export type Held = { before: Map<string, bigint>; now: Map<string, bigint>; used: { document: DocumentTable; amount: bigint }[] }

export async function holdBalances(ctx: Context, profileIds: readonly string[]): Promise<Held> {
  const rows = await takeBalances(ctx.tx, profileIds)
  const known = rows.map((row) => [keyOf(row), row.amount_minor] as const)
  return { before: new Map(known), now: new Map(known), used: [] }
}

/** How much of an invoice the balance pays; an invoice that is issued as paid needs none of it. */
export function balanceFor(held: Held, invoice: Owned & { gross: bigint; paid: boolean }): bigint {
  return invoice.paid || invoice.gross <= 0n ? 0n : smaller(held.now.get(keyOf(invoice)) ?? 0n, invoice.gross)
}

export function useBalance(held: Held, document: DocumentTable, amount: bigint): void {
  if (amount <= 0n) return
  held.used.push({ document, amount })
  addBalance(held, document, -amount)
}

/** A credit that closes no invoice is owed to the buyer. */
export function addBalance(held: Held, owned: Owned, amount: bigint): void {
  held.now.set(keyOf(owned), (held.now.get(keyOf(owned)) ?? 0n) + amount)
}

/** Writes what was used and what is owed now; answers the allocations and ledger entries, which are saved with the documents' own. */
export async function settleBalances(ctx: Context, held: Held): Promise<{ allocations: AllocationTable[]; entries: Entry[] }> {
  await moveBalances(ctx.tx, movesOf(held))
  if (held.used.length === 0) return { allocations: [], entries: [] }
  const numbers = await nextNumbers(ctx.tx, 'payment', held.used.length)
  const payments = held.used.map(({ document, amount }, at) => paymentOf(ctx, document, amount, numbers[at] ?? ''))
  await savePayments(ctx.tx, payments)
  await recordAll(
    ctx,
    payments.map((payment, at) => auditOf(payment, held.used[at]?.document)),
  )
  return {
    allocations: held.used.map(({ document, amount }, at) => allocationOf(ctx, payments[at]?.id ?? '', document, amount)),
    entries: payments.map((payment, at) => entryFor(ctx, payment, held.used[at]?.document.id ?? '')),
  }
}

function movesOf(held: Held) {
  return [...held.now].flatMap(([key, amount]) => {
    const [profile_id = '', currency = ''] = key.split(' ')
    const amount_minor = amount - (held.before.get(key) ?? 0n)
    return amount_minor === 0n ? [] : [{ profile_id, currency, amount_minor }]
  })
}

function paymentOf(ctx: Context, document: DocumentTable, amount: bigint, number: string): PaymentTable {
  const { profile_id, account_id, entity_id, currency } = document
  return {
    id: newId(),
    number,
    profile_id,
    account_id,
    entity_id,
    source: 'balance',
    day: document.issue_day,
    currency,
    amount_minor: amount,
    fee_minor: 0n,
    reference: `Balance used for ${document.number}`,
    intent_id: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}

function allocationOf(ctx: Context, paymentId: string, document: DocumentTable, amount: bigint): AllocationTable {
  return {
    id: newId(),
    payment_id: paymentId,
    credit_note_id: null,
    document_id: document.id,
    amount_minor: amount,
    day: document.issue_day,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}

function entryFor(ctx: Context, payment: PaymentTable, documentId: string): Entry {
  const journal = balanceJournal({ profile: payment.profile_id, document: documentId, amount: payment.amount_minor })
  const memo = `${payment.number} ${payment.reference ?? ''}`
  return entryOf(ctx, journal, { entity: payment.entity_id, day: payment.day, currency: payment.currency, source: payment.id, memo })
}

function auditOf(payment: PaymentTable, document: DocumentTable | undefined): AuditEntry {
  return {
    action: 'billing.balance.applied',
    subject: { kind: 'payment', id: payment.id, label: payment.number },
    after: { amount_minor: Number(payment.amount_minor), currency: payment.currency, document: document?.number },
  }
}

function keyOf({ profile_id, currency }: Owned): string {
  return `${profile_id} ${currency}`
}

/** What the customer's balance has not paid already. */
export function leftToPay(document: DocumentTable): bigint {
  return document.gross_minor - BigInt((document.canonical as { balance_minor?: number }).balance_minor ?? 0)
}
