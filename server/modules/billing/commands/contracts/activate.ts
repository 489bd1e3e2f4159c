import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { addMonths, later } from '../../../../kernel/period.ts'
import { type Book, perOfBook, seatsItem, startOf } from '../../book.ts'
import { getProduct } from '../../store/catalogue.ts'
import { changeContract, saveContract, takeContract } from '../../store/contracts.ts'
import { markOrder } from '../../store/orders.ts'
import { entitiesById, getProfile } from '../../store/profiles.ts'
import { nextNumber } from '../../store/quotes.ts'
import type { AmendmentBody, AmendmentTable, ContractTable, DocumentTable, OrderTable, QuoteTable } from '../../tables.ts'
import { bookOf, taxRowsFor } from '../../queries/contracts/books.ts'
import { type Issued, issueWork } from '../documents/issue-work.ts'
import { type EntitlementReason, renewalByOrder, renewed, seatsChange } from '../../changes.ts'
import { leftToPay } from '../payments/balance.ts'
import { announceEntitlement } from './entitlement.ts'
import { mailDocuments } from '../documents/letters.ts'
import { renewalPolicy } from '../../queries/contracts/renewal.ts'
import { termsOf } from '../quotes/reprice.ts'
import { todayOf } from '../../today.ts'

type Activation = { order: OrderTable; quote: QuoteTable; methodId: string | null; paidBy: string | null }

/**
 * Turns an accepted order into a contract or a change of one, with its invoice, journals and events, in the caller's transaction.
 * Prices, periods and tax are those of the day of acceptance; what is due by that day is invoiced today, a start that is ahead is billed
 * when it comes. A yearly renewal is paid with its order, so its first period is due with the order.
 */
export async function activate(ctx: Context, activation: Activation): Promise<DocumentTable[]> {
  const { order, quote } = activation
  const start = quote.kind === 'new' ? await startContract(ctx, activation) : await changeContractBy(ctx, activation)
  const { book, added, asOf, reason } = start
  const { contract } = book
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const [issued] = await issueWork(
    ctx,
    [
      {
        book,
        added,
        asOf,
        today: todayOf(contract, ctx),
        alone: quote.kind !== 'new',
        bill: !(quote.kind === 'renewal' && perOfBook(book) === 'month'),
        order: { id: order.id, number: order.number },
        poNumber: quote.po_number,
        paidBy: activation.paidBy,
      },
    ],
    rows,
  )
  if (!issued) throw new Error('nothing was issued')
  await markOrder(ctx.tx, order.id, { contract_id: contract.id }, [
    { step: 'fulfilling', at: ctx.now.toISOString(), note: contract.number },
  ])
  await tell(ctx, activation, issued, reason)
  return issued.documents
}

type Start = { book: Book; added: AmendmentTable[]; asOf: string; reason: EntitlementReason }

async function startContract(ctx: Context, { order, quote, methodId }: Activation): Promise<Start> {
  const line = lineOf(quote)
  const [profile, entities, product, number] = await Promise.all([
    getProfile(ctx.tx, quote.profile_id),
    entitiesById(ctx.tx, [quote.entity_id]),
    getProduct(ctx.tx, line.product),
    nextNumber(ctx.tx, 'contract'),
  ])
  const entity = entities.get(quote.entity_id)
  if (!entity) throw new Error('a quote without its company')
  const start = quote.start_day ?? order.order_day
  const end = addMonths(start, quote.term_months)
  const contract: ContractTable = {
    id: newId(),
    number,
    account_id: quote.account_id,
    profile_id: quote.profile_id,
    entity_id: quote.entity_id,
    currency: quote.currency,
    zone: entity.zone,
    start_day: start,
    end_day: end,
    term_n: 1,
    term_start: start,
    anchor_day: Number(start.slice(8, 10)),
    anchor_month: Number(start.slice(5, 7)),
    conventions: entity.conventions,
    auto_renew: true,
    price_protected: true,
    renewal_policy: {},
    paper: order.acceptance_id ? 'click' : 'ours',
    po_number: quote.po_number,
    method_id: methodId,
    next_bill_day: null,
    ended_on: null,
    subscription_version: 1,
    version: 1,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveContract(ctx.tx, contract)
  const item = seatsItem(product, { quantity: line.quantity, unit_price: line.unit_price, per: line.per })
  const book: Book = { contract, entity, profile, product, amendments: [], billed: [], taxes: [] }
  const body: AmendmentBody = { kind: 'start', end, items: [item], discounts: quote.discounts }
  // the fold needs the start; `issueWork` saves it with the rest
  const added = [amendment(ctx, contract, 1, body, { effective: start, day: order.order_day, order, quote })]
  return { book, added, asOf: order.order_day, reason: 'new' }
}

async function changeContractBy(ctx: Context, { order, quote, methodId }: Activation): Promise<Start> {
  const line = lineOf(quote)
  const contract = await takeContract(ctx.tx, quote.contract_id ?? '')
  const book = await bookOf(ctx, contract)
  const seq = book.amendments.length + 1
  if (methodId) await changeContract(ctx.tx, contract.id, { method_id: methodId })
  const next = {
    ...contract,
    version: contract.version + 1,
    subscription_version: contract.subscription_version + 1,
    method_id: methodId ?? contract.method_id,
  }
  if (quote.kind === 'expansion') {
    const change = seatsChange(Number(line.quantity), order.order_day)
    const added = [amendment(ctx, contract, seq, change, { effective: order.order_day, day: order.order_day, order, quote })]
    return { book: { ...book, contract: next }, added, asOf: order.order_day, reason: 'expansion' }
  }
  const policy = await renewalPolicy(ctx, order.order_day)
  const change = renewalByOrder(book, policy, quote.term_months, order.order_day, termsOf(quote, line))
  const added = [amendment(ctx, contract, seq, change, { effective: change.effective, day: order.order_day, order, quote })]
  return { book: { ...book, contract: renewed(next, change) }, added, asOf: order.order_day, reason: 'renewal' }
}

function lineOf(quote: QuoteTable): QuoteTable['lines'][number] {
  const line = quote.lines[0]
  if (!line) throw new Error(`quote ${quote.number} has no line`)
  return line
}

function amendment(
  ctx: Context,
  contract: ContractTable,
  seq: number,
  body: AmendmentBody,
  from: { effective: string; day: string; order: OrderTable; quote: QuoteTable },
): AmendmentTable {
  return {
    contract_id: contract.id,
    seq,
    kind: body.kind,
    body,
    effective: from.effective,
    recorded_day: from.day,
    recorded_at: ctx.now,
    reason: `Order ${from.order.number}`,
    source: from.quote.kind === 'renewal' ? 'renewal' : 'order',
    quote_id: from.quote.id,
    acceptance_id: from.order.acceptance_id,
    created_by: from.order.created_by,
    created_by_name: from.quote.channel === 'self_service' ? 'The customer' : ctx.actor.name,
  }
}

async function tell(
  ctx: Context,
  { order, quote, paidBy }: Activation,
  { book, items, documents }: Issued,
  reason: EntitlementReason,
): Promise<void> {
  const { contract } = book
  const seq = book.amendments.length
  const facts = {
    contract_id: contract.id,
    contract_number: contract.number,
    account_id: contract.account_id,
    seq,
    order_number: order.number,
  }
  const name = { new: 'billing.contract.activated', expansion: 'billing.contract.amended', renewal: 'billing.contract.renewed' }[quote.kind]
  await ctx.announce(name, { ...facts, start: contract.start_day, end: contract.end_day, kind: quote.kind }, { key: contract.id })
  const day = reason === 'renewal' ? todayOf(contract, ctx) : later(order.order_day, startOf(book).items[0]?.start ?? contract.start_day)
  await announceEntitlement(ctx, { book, items, day, reason, orderNumber: order.number, funding: paidBy ? 'paid' : 'po_accepted' })
  await announceDocuments(ctx, documents, paidBy !== null)
  await mailDocuments(
    ctx,
    documents.map((document) => ({ document, card: false })),
  )
  await record(ctx, {
    action: name,
    subject: { kind: 'contract', id: contract.id, label: contract.number },
    after: { order: order.number, documents: documents.map((document) => document.number), end: contract.end_day },
  })
}

export async function announceDocuments(ctx: Context, documents: readonly DocumentTable[], paid: boolean): Promise<void> {
  for (const document of documents) {
    const facts = {
      document_id: document.id,
      number: document.number,
      kind: document.kind,
      account_id: document.account_id,
      contract_id: document.contract_id,
      currency: document.currency,
      gross_minor: Number(document.gross_minor),
      issue_day: document.issue_day,
      due_day: document.due_day,
    }
    await ctx.announce(document.kind === 'credit_note' ? 'billing.credit_note.issued' : 'billing.document.issued', facts, {
      key: document.id,
    })
    if (document.kind === 'invoice' && (paid || leftToPay(document) === 0n))
      await ctx.announce('billing.document.paid', facts, { key: document.id })
  }
}
