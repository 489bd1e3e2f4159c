import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, dayIn, later } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { need } from '../../../kernel/rights.ts'
import { type Book, inputOf, type TaxRows } from '../book.ts'
import type { contractsAmend, contractsAutoRenew, contractsChangePreview, contractsRenew } from '../contract.ts'
import { itemsFor, priceChange } from '../pricing.ts'
import type { Change } from '../rules/engine/shapes.ts'
import { lineView } from '../queries/lines.ts'
import { contractDetailOf, contractViews } from '../queries/contracts.ts'
import { changeContract, getContract, takeContract } from '../store/contracts.ts'
import { orderBeingPaid } from '../store/orders.ts'
import type { AmendmentTable, ContractTable } from '../tables.ts'
import { announceDocuments, renewed } from './activate.ts'
import { bookOf, taxRowsFor } from './books.ts'
import { type Carried, carry } from './carry.ts'
import { endChange, ended, renewChange, requireEnd, requireOpen, seatsChange, standingIn } from './changes.ts'
import { askForMoney } from './charge.ts'
import { announceEntitlement, type EntitlementReason } from './entitlement.ts'
import { renewalPolicy, requireRenewable } from './renewal.ts'

type Wish = InputOf<typeof contractsChangePreview>['change']
type Preview = OutputOf<typeof contractsChangePreview>
export type Planned = { change: Change; asOf: string; today: string; end: string; after: ContractTable; reason: EntitlementReason }

/** What the change would do to the money; the same figures that `amendContract` then books. */
export async function previewChange(ctx: Context, input: { id: string; change: Wish }, accountId?: string): Promise<Preview> {
  const contract = await getContract(ctx.tx, input.id, accountId)
  const book = await bookOf(ctx, contract)
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const planned = await plan(ctx, book, input.change)
  return changeView(book, rows, planned)
}

function changeView(book: Book, rows: TaxRows, planned: Planned): Preview {
  const { change, asOf, end, after, today } = planned
  const priced = priceChange(book, rows, [change], asOf, end)
  const before = standingIn(itemsFor(inputOf(book, rows, { asOf }), '9999-12-31'), later(today, book.contract.start_day))
  const items = itemsFor(inputOf(book, rows, { asOf, changes: [change] }), '9999-12-31')
  const changed = standingIn(items, change.kind === 'end' ? later(today, book.contract.start_day) : later(change.effective, today))
  const gone = change.kind === 'end'
  return {
    contract_id: book.contract.id,
    kind: change.kind === 'renew' ? 'renew' : change.kind === 'end' ? 'end' : 'seats',
    effective: change.effective,
    currency: book.contract.currency,
    seats_before: String(before.seats),
    seats_after: gone ? '0' : String(changed.seats),
    end_before: book.contract.end_day,
    end_after: after.end_day,
    lines: priced.lines.map((line) => lineView(line, book.product.name)),
    tax_groups: priced.groups,
    totals: priced.totals,
    term_net_minor: priced.termNet,
    annual_before_minor: before.annual,
    annual_after_minor: gone ? 0 : changed.annual,
    text: textOf(change, book, after),
  }
}

function textOf(change: Change, book: Book, after: ContractTable): string {
  const { number } = book.contract
  if (change.kind === 'renew') return `${number} goes on from ${change.effective}; its new last day is ${addDays(change.end, -1)}.`
  if (change.kind === 'end')
    return `The last day of ${number} is ${addDays(change.effective, -1)}; ${change.credit === 'none' ? 'nothing is credited' : `${change.credit === 'full' ? 'the whole period is credited' : 'unused days are credited'}`}.`
  const last = after.end_day ? addDays(after.end_day, -1) : 'further notice'
  return `${change.kind === 'seats' ? `${change.add} seats` : 'The change'} from ${change.effective} until the contract's last day, ${last}.`
}

/** The change as the engine takes it, and the contract's row afterwards; refuses what the contract's state does not allow. */
export async function plan(ctx: Context, book: Book, wish: Wish): Promise<Planned> {
  const { contract } = book
  const today = dayIn(contract.zone, ctx.now)
  const next = { ...contract, version: contract.version + 1, subscription_version: contract.subscription_version + 1 }
  if (contract.ended_on !== null && contract.ended_on <= today) throw ended(contract)
  if (wish.kind === 'seats') {
    const day = wish.effective ?? later(today, contract.start_day)
    requireOpen(book, day)
    if (day < contract.start_day)
      throw new Refusal('refused', 'amendment.outside_term', `${contract.number} starts on ${contract.start_day}.`)
    const change = { ...seatsChange(wish.add, day), recorded: today }
    return { change, asOf: later(today, day), today, end: requireEnd(contract), after: next, reason: 'expansion' }
  }
  if (wish.kind === 'renew') {
    const policy = await renewalPolicy(ctx, today)
    requireRenewable(contract, policy, today)
    const change = renewChange(contract, policy, wish.months, today, wish)
    return { change, asOf: later(today, change.effective), today, end: change.end, after: renewed(next, change), reason: 'renewal' }
  }
  const end = requireEnd(contract)
  const day = wish.effective ?? end
  if (day <= contract.start_day || day > end) {
    throw new Refusal(
      'refused',
      'amendment.outside_term',
      `${contract.number} can end after ${contract.start_day} and at the latest on ${end}.`,
    )
  }
  const change = endChange(day, wish.credit, today)
  return {
    change,
    asOf: later(today, day),
    today,
    end: day,
    after: { ...next, ended_on: day, end_day: day, auto_renew: false },
    reason: 'cancellation',
  }
}

/** Records the change, issues what the preview showed, and asks the stored card for the money or leaves it open on terms. */
export async function amendContract(ctx: Context, input: InputOf<typeof contractsAmend>): Promise<OutputOf<typeof contractsAmend>> {
  const contract = await takeContract(ctx.tx, input.id)
  requireVersion(contract, input.if_match)
  if (givesAway(input.change)) need(ctx.actor, 'billing.bill')
  if (input.change.kind !== 'seats') await requireNotPaying(ctx, contract)
  const book = await bookOf(ctx, contract)
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

export function requireVersion(contract: ContractTable, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.replaceAll(/W\/|"/g, '') === String(contract.version)) return
  throw new Refusal('conflict', 'contract.version', `${contract.number} was changed by somebody else meanwhile. Look at it again.`)
}

/** A credit, or a price of its own, passes by price book and lane: whoever sells does not decide it alone. */
function givesAway(change: Wish): boolean {
  return (change.kind === 'end' && change.credit !== 'none') || (change.kind === 'renew' && change.unit_price !== undefined)
}

/** The card is being asked for an order of this contract: a new term or end now would leave its money without what it pays for. */
async function requireNotPaying(ctx: Context, contract: ContractTable): Promise<void> {
  const order = await orderBeingPaid(ctx.tx, contract.id)
  if (!order) return
  throw new Refusal('conflict', 'order.under_way', `Order ${order} of ${contract.number} is just being paid. Try again in a minute.`)
}

type About = { source: AmendmentTable['source']; reason: string; poNumber: string | null }

async function carryChange(ctx: Context, book: Book, planned: Planned, about: About): Promise<Carried> {
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const [carried] = await carry(
    ctx,
    [
      {
        book: { ...book, contract: planned.after },
        added: [amendmentOf(ctx, book, planned, about)],
        asOf: planned.asOf,
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
  if (!carried) throw new Error('nothing was carried')
  await tell(ctx, carried, planned, about)
  await askForMoney(ctx, carried)
  return carried
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

async function tell(ctx: Context, carried: Carried, planned: Planned, about: About): Promise<void> {
  const { book, items, documents } = carried
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
