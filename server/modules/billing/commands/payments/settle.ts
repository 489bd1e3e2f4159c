import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { smaller } from '../../rules/engine/exact.ts'
import { paymentJournal } from '../../rules/ledger.ts'
import { changeContract } from '../../store/contracts.ts'
import { getDocument, openOf } from '../../store/documents.ts'
import { moveBalances } from '../../store/balances.ts'
import { saveJournals } from '../../store/ledger.ts'
import { allocate, savePayments } from '../../store/money.ts'
import { markOrder, takeOrder } from '../../store/orders.ts'
import { entitiesById } from '../../store/profiles.ts'
import { nextNumber, quoteOfOrder } from '../../store/quotes.ts'
import type { AllocationTable, DocumentTable, IntentTable, MethodTable, PaymentTable } from '../../tables.ts'
import { cardText } from '../../rules/letters.ts'
import { activate } from '../contracts/activate.ts'
import { entryOf } from '../documents/journal.ts'
import { todayOf } from '../../today.ts'

/** The money of an order is there: payment, contract, numbered invoice, journals and events in this one transaction. */
export async function settleOrder(ctx: Context, intent: IntentTable, method: MethodTable, ref: string): Promise<void> {
  const orderId = intent.order_id ?? ''
  const [order, quote] = await Promise.all([takeOrder(ctx.tx, { id: orderId }), quoteOfOrder(ctx.tx, orderId)])
  await markOrder(ctx.tx, order.id, { paid_at: ctx.now }, [{ step: 'paid', at: ctx.now.toISOString(), note: cardText(method) }])
  const documents = await activate(ctx, { order, quote, methodId: method.id, paidBy: cardText(method) })
  await receive(ctx, {
    amount: intent.amount_minor,
    currency: intent.currency,
    profileId: quote.profile_id,
    accountId: order.account_id,
    entityId: quote.entity_id,
    source: 'card',
    via: method.provider,
    reference: ref,
    intentId: intent.id,
    documents: documents.map((document) => ({ document, open: document.gross_minor })),
  })
}

/**
 * The money of an issued document is there. A transfer or a credit note may have closed a part of it since the card was asked: what is
 * too much is the customer's balance, since the card has been charged.
 */
export async function settleDocument(ctx: Context, intent: IntentTable, method: MethodTable, ref: string): Promise<void> {
  const documentId = intent.document_id ?? ''
  const [document, open] = await Promise.all([getDocument(ctx.tx, documentId), openOf(ctx.tx, documentId)])
  if (intent.keep_card && document.contract_id) await changeContract(ctx.tx, document.contract_id, { method_id: method.id })
  await receive(ctx, {
    amount: intent.amount_minor,
    currency: intent.currency,
    profileId: document.profile_id,
    accountId: document.account_id,
    entityId: document.entity_id,
    source: 'card',
    via: method.provider,
    reference: ref,
    intentId: intent.id,
    documents: [{ document, open }],
  })
}

type Receipt = {
  amount: bigint
  currency: string
  profileId: string
  accountId: string
  entityId: string
  source: PaymentTable['source']
  via: string
  reference: string | null
  intentId: string | null
  day?: string
  documents: { document: DocumentTable; open: bigint }[]
}

/** Books money that arrived and applies it to documents in order; what is left over is the customer's balance. */
export async function receive(ctx: Context, receipt: Receipt): Promise<PaymentTable> {
  const [entities, number] = await Promise.all([entitiesById(ctx.tx, [receipt.entityId]), nextNumber(ctx.tx, 'payment')])
  const entity = entities.get(receipt.entityId)
  const day = receipt.day ?? todayOf(entity, ctx)
  const payment: PaymentTable = {
    id: newId(),
    number,
    profile_id: receipt.profileId,
    account_id: receipt.accountId,
    entity_id: receipt.entityId,
    source: receipt.source,
    day,
    currency: receipt.currency,
    amount_minor: receipt.amount,
    fee_minor: 0n,
    reference: receipt.reference,
    intent_id: receipt.intentId,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await savePayments(ctx.tx, [payment])
  const { applied, rest } = applyTo(ctx, payment, receipt.documents)
  const parts = [
    ...applied.map((row) => ({ document: row.document_id, amount: row.amount_minor })),
    ...(rest > 0n ? [{ amount: rest, balance: true as const }] : []),
  ]
  const about = { entity: payment.entity_id, day, currency: payment.currency, memo: `${payment.number} ${receipt.reference ?? ''}`.trim() }
  const entries = parts.map((part, n) => {
    const entry = entryOf(ctx, paymentJournal({ via: receipt.via, profile: payment.profile_id, ...part }), { ...about, source: payment.id })
    entry.journal.key = `${entry.journal.key}:${n}`
    return entry
  })
  await saveJournals(
    ctx.tx,
    entries.map((entry) => entry.journal),
    entries.flatMap((entry) => entry.postings),
  )
  if (rest > 0n) await moveBalances(ctx.tx, [{ profile_id: payment.profile_id, currency: payment.currency, amount_minor: rest }])
  const balances = applied.length > 0 ? await allocate(ctx.tx, applied) : []
  const paid = new Set(balances.filter((balance) => balance.open_minor === 0n).map((balance) => balance.document_id))
  const used = new Set(applied.map((row) => row.document_id))
  await tell(ctx, payment, { ...receipt, documents: receipt.documents.filter(({ document }) => used.has(document.id)) }, paid)
  return payment
}

function applyTo(ctx: Context, payment: PaymentTable, documents: Receipt['documents']): { applied: AllocationTable[]; rest: bigint } {
  const applied: AllocationTable[] = []
  let rest = payment.amount_minor
  for (const { document, open } of documents) {
    const amount = smaller(rest, open)
    if (amount <= 0n || document.kind !== 'invoice') continue
    rest -= amount
    applied.push({
      id: newId(),
      payment_id: payment.id,
      credit_note_id: null,
      document_id: document.id,
      amount_minor: amount,
      day: payment.day,
      created_at: ctx.now,
      created_by: ctx.actor.id,
    })
  }
  return { applied, rest }
}

async function tell(ctx: Context, payment: PaymentTable, receipt: Receipt, paid: ReadonlySet<string>): Promise<void> {
  await ctx.announce(
    'billing.payment.succeeded',
    {
      payment_id: payment.id,
      number: payment.number,
      account_id: payment.account_id,
      amount_minor: Number(payment.amount_minor),
      currency: payment.currency,
      source: payment.source,
      documents: receipt.documents.map(({ document }) => document.number),
    },
    { key: payment.id },
  )
  // an invoice issued as paid has told so itself
  await tellPaid(
    ctx,
    receipt.documents.map(({ document }) => document).filter((document) => paid.has(document.id) && document.canonical.paid_by === null),
  )
  await record(ctx, {
    action: 'billing.payment.received',
    subject: { kind: 'payment', id: payment.id, label: payment.number },
    after: {
      amount_minor: Number(payment.amount_minor),
      currency: payment.currency,
      documents: receipt.documents.map(({ document }) => document.number),
    },
  })
}

/** Tells everyone that documents have nothing open any more. */
export async function tellPaid(ctx: Context, documents: readonly DocumentTable[]): Promise<void> {
  for (const document of documents) {
    const { id, number, kind, account_id, contract_id, currency, issue_day, due_day } = document
    const facts = {
      document_id: id,
      number,
      kind,
      account_id,
      contract_id,
      currency,
      gross_minor: Number(document.gross_minor),
      issue_day,
      due_day,
    }
    await ctx.announce('billing.document.paid', facts, { key: id })
  }
}
