import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { fitVersion } from '../../../../kernel/edits.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { need } from '../../../../kernel/rights.ts'
import { type Book, inputOf, priceText } from '../../book.ts'
import type { contractsAmend, contractsAutoRenew, contractsRenew, portalRenewalChoice } from '../../contract.ts'
import { contractDetailOf, contractViews } from '../../queries/contracts/contracts.ts'
import { changeContract, getContract, takeContract } from '../../store/contracts.ts'
import { orderBeingPaid } from '../../store/orders.ts'
import type { AmendmentTable, ContractTable } from '../../tables.ts'
import { announceDocuments } from './activate.ts'
import { bookOf, taxRowsFor } from '../../queries/contracts/books.ts'
import { type Issued, issueWork } from '../documents/issue-work.ts'
import { ended, requireEnd, holdingOf } from '../../changes.ts'
import { askForMoney } from '../payments/charge.ts'
import { announceEntitlement } from './entitlement.ts'
import { mailDocuments } from '../documents/letters.ts'
import { plan, type Planned, type Wish } from '../../queries/contracts/plan-change.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { ownContract } from '../../queries/portal/own.ts'
import { requireMinimum } from '../../queries/selling/price.ts'
import { todayOf } from '../../today.ts'

/**
 * Records the change. What is due by today is issued as the preview showed and the stored card is asked for it, or it stays open on
 * terms; a change whose day is ahead is billed by the run on its own day.
 */
export async function amendContract(ctx: Context, input: InputOf<typeof contractsAmend>): Promise<OutputOf<typeof contractsAmend>> {
  const contract = await takeContract(ctx.tx, input.id)
  fitVersion(input.if_match, contract.version)
  if (givesCredit(input.change)) need(ctx.actor, 'billing.bill')
  if (input.change.kind !== 'seats') await requireNotPaying(ctx, contract)
  const book = await bookOf(ctx, contract)
  if (input.change.kind === 'renew') {
    await requireOwnPrice(ctx, book, input.change.unit_price)
    if (input.change.seats !== undefined) requireMinimum(book.product, input.change.seats)
  }
  const planned = await plan(ctx, book, input.change)
  if (planned.after.po_number !== (input.po_number ?? planned.after.po_number))
    await changeContract(ctx.tx, contract.id, { po_number: input.po_number ?? null })
  await carryChange(ctx, book, planned, {
    source: input.change.kind === 'renew' ? 'renewal' : 'staff',
    reason: input.reason,
    poNumber: input.po_number ?? null,
  })
  if (planned.change.kind === 'end') await changeContract(ctx.tx, contract.id, { auto_renew: false })
  return contractDetailOf(ctx, await getContract(ctx.tx, contract.id))
}

export async function renewContract(ctx: Context, input: InputOf<typeof contractsRenew>): Promise<OutputOf<typeof contractsRenew>> {
  const { id, if_match, reason, months, seats, unit_price } = input
  return amendContract(ctx, { id, if_match, reason, change: { kind: 'renew', months, seats, unit_price } })
}

/** Whoever sells does not give money back. */
function givesCredit(change: Wish): boolean {
  return change.kind === 'end' && change.credit !== 'none'
}

/** Any other price than the contract's own needs the lane, whoever asks: a quote carries its approvals. */
async function requireOwnPrice(ctx: Context, book: Book, price: string | undefined): Promise<void> {
  if (price === undefined) return
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const own = holdingOf(inputOf(book, rows, { asOf: todayOf(book.contract, ctx) }), requireEnd(book.contract)).unit_price
  if (priceText(price) === own) return
  throw new Refusal(
    'refused',
    'renewal.price_lane',
    `${book.contract.number} renews at ${own}. Another price has to be approved: make a renewal quote.`,
    { facts: { unit_price: own } },
  )
}

/** The card is being asked for an order of this contract: a new term or end now would leave its money without what it pays for. */
async function requireNotPaying(ctx: Context, contract: ContractTable): Promise<void> {
  const order = await orderBeingPaid(ctx.tx, contract.id)
  if (!order) return
  throw new Refusal('conflict', 'order.under_way', `Order ${order} of ${contract.number} is just being paid. Try again in a minute.`)
}

type About = { source: AmendmentTable['source']; reason: string; poNumber: string | null }

async function carryChange(ctx: Context, book: Book, planned: Planned, about: About): Promise<Issued> {
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const [issued] = await issueWork(
    ctx,
    [
      {
        book: { ...book, contract: planned.after },
        added: [amendmentOf(ctx, book, planned, about)],
        asOf: planned.today,
        today: planned.today,
        alone: true,
        bill: true,
        order: null,
        poNumber: about.poNumber,
        paidBy: null,
      },
    ],
    rows,
  )
  if (!issued) throw new Error('nothing was issued')
  await tell(ctx, issued, planned, about)
  await askForMoney(ctx, issued)
  return issued
}

function amendmentOf(ctx: Context, book: Book, planned: Planned, about: About): AmendmentTable {
  return {
    contract_id: book.contract.id,
    seq: book.amendments.length + 1,
    kind: planned.change.kind,
    body: planned.change,
    effective: planned.change.effective,
    recorded_day: planned.today,
    recorded_at: ctx.now,
    reason: about.reason,
    source: about.source,
    quote_id: null,
    acceptance_id: null,
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
  }
}

async function tell(ctx: Context, issued: Issued, planned: Planned, about: About): Promise<void> {
  const { book, items, documents } = issued
  const { contract } = book
  const { change } = planned
  const name =
    change.kind === 'renew' ? 'billing.contract.renewed' : change.kind === 'end' ? 'billing.contract.ended' : 'billing.contract.amended'
  const facts = {
    contract_id: contract.id,
    contract_number: contract.number,
    account_id: contract.account_id,
    seq: book.amendments.length,
    order_number: null,
  }
  await ctx.announce(name, { ...facts, start: contract.start_day, end: contract.end_day, kind: change.kind }, { key: contract.id })
  await announceEntitlement(ctx, { book, items, day: planned.today, reason: planned.reason, orderNumber: null, funding: 'po_accepted' })
  await announceDocuments(ctx, documents, false)
  await mailDocuments(
    ctx,
    documents.map((document) => ({ document, card: contract.method_id !== null })),
  )
  await record(ctx, {
    action: name,
    subject: { kind: 'contract', id: contract.id, label: contract.number },
    after: { change, documents: documents.map((document) => document.number) },
    reason: about.reason,
  })
}

export async function chooseAutoRenew(
  ctx: Context,
  input: { id: string; auto_renew: boolean; reason?: string | undefined; comment?: string | undefined },
  accountId?: string,
): Promise<OutputOf<typeof contractsAutoRenew>> {
  const contract = await takeContract(ctx.tx, input.id, accountId)
  if (contract.ended_on !== null) throw ended(contract)
  if (contract.auto_renew !== input.auto_renew) {
    await changeContract(ctx.tx, contract.id, { auto_renew: input.auto_renew, version: contract.version + 1 })
    await record(ctx, {
      action: 'billing.contract.renewal_chosen',
      subject: { kind: 'contract', id: contract.id, label: contract.number },
      before: { auto_renew: contract.auto_renew },
      after: { auto_renew: input.auto_renew },
      reason: [input.reason, input.comment].filter(Boolean).join(': ') || undefined,
    } as Parameters<typeof record>[1])
  }
  const [entry] = await contractViews(ctx, [await getContract(ctx.tx, contract.id)])
  if (!entry) throw new Error('a contract without a view')
  return entry.view
}

/** The same choice by the customer, for a contract of the own account. */
export async function chooseOwnRenewal(ctx: Context, input: InputOf<typeof portalRenewalChoice>) {
  await chooseAutoRenew(ctx, input, accountOfActor(ctx))
  return ownContract(ctx, { id: input.id })
}
