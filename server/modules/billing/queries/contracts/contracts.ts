import type { Context } from '../../../../kernel/context.ts'
import type { Asked, Page } from '../../../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { addDays } from '../../../../kernel/period.ts'
import { everything } from '../../../../kernel/reach.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import { askingOf, reachOf } from '../../../people/index.ts'
import { type Book, perOf, perOfBook, priceText, startOf } from '../../book.ts'
import { booksOf } from './books.ts'
import { holdingIn } from '../../changes.ts'
import { renewableFrom, renewalPolicy, stateOn } from './renewal.ts'
import type { contractsAutoRenew, contractsGet, contractsList, contractsState, portalContract } from '../../contract.ts'
import type { StateItem } from '../../rules/engine/shapes.ts'
import { mayRenewLate, type RenewalPolicy } from '../../rules/renewal.ts'
import { type ListedContract, listContracts } from '../../store/contract-list.ts'
import { getContract, itemsOf } from '../../store/contracts.ts'
import { methodsById } from '../../store/profiles.ts'
import { findPolicyOn } from '../../store/policies.ts'
import { plainDec } from '../../store/rows.ts'
import type { AmendmentTable, ContractItemTable, ContractTable, MethodTable } from '../../tables.ts'
import { documentLineView, pageOfDocuments } from '../documents/documents.ts'
import { todayOf } from '../../today.ts'

type Detail = OutputOf<typeof contractsGet>
type ContractView = OutputOf<typeof contractsAutoRenew>
type ItemView = Detail['items'][number]

export async function findContracts(ctx: Context, input: InputOf<typeof contractsList>): Promise<OutputOf<typeof contractsList>> {
  const { items, ...page } = await pageOfContracts(ctx, 'billing.read', input)
  const views = await contractViews(ctx, items)
  return {
    ...page,
    items: views.map(({ view, book }, at) => ({
      ...view,
      account_country: book.profile.country,
      runs_until: view.end && addDays(view.end, -1),
      renewal: items[at]?.renewal ?? null,
      owner_id: items[at]?.owner_id ?? null,
      owner_name: items[at]?.owner_name ?? null,
    })),
  }
}

/** Contracts that a right of the actor reaches, as a list was asked. */
export async function pageOfContracts(ctx: Context, right: string, asked: Asked): Promise<Page<ListedContract>> {
  // a house that is not set up to sell has no policy, and no contract either
  const policy = await findPolicyOn(ctx.tx, 'renewal', ctx.today)
  const { grace_days } = (policy?.rows as RenewalPolicy | undefined) ?? { grace_days: 0 }
  return listContracts(ctx.tx, { reach: await reachOf(ctx, right), asking: await askingOf(ctx), now: ctx.now, grace_days }, asked)
}

export async function getContractDetail(ctx: Context, input: { id: string }): Promise<Detail> {
  return contractDetailOf(ctx, await getContract(ctx.tx, input.id))
}

export async function contractDetailOf(ctx: Context, contract: ContractTable): Promise<Detail> {
  const [entry] = await contractViews(ctx, [contract])
  if (!entry) throw new Error('a contract without a view')
  const { view, book, items } = entry
  const { items: documents } = await pageOfDocuments(ctx, { reach: everything, contract_id: contract.id }, { limit: 100 })
  return {
    ...view,
    items: items.map((item) => itemView(item, book)),
    amendments: book.amendments.map((row) => amendmentView(row, book)),
    documents: documents.map(documentLineView),
  }
}

/** The contracts of the portal: items and documents of their own, nothing of how we work. */
export async function portalContractViews(ctx: Context, contracts: ContractTable[]): Promise<OutputOf<typeof portalContract>[]> {
  const views = await contractViews(ctx, contracts)
  const ids = new Set(contracts.map((contract) => contract.number))
  const documents =
    contracts.length === 0
      ? []
      : (await pageOfDocuments(ctx, { reach: await reachOf(ctx, 'portal.view') }, { account_id: contracts[0]?.account_id, limit: 200 }))
          .items
  return views.map(({ view, book, items }) => ({
    ...view,
    items: items.map((item) => itemView(item, book)),
    documents: documents
      .filter((row) => row.contract_number !== null && ids.has(row.contract_number) && row.contract_id === view.id)
      .map(documentLineView),
  }))
}

type Entry = { view: ContractView; book: Book; items: StateItem[] }

export async function contractViews(ctx: Context, contracts: ContractTable[]): Promise<Entry[]> {
  if (contracts.length === 0) return []
  const policy = await renewalPolicy(ctx, ctx.today)
  const books = await booksOf(ctx, contracts)
  const items = await itemsOf(
    ctx.tx,
    contracts.map((contract) => contract.id),
  )
  const methods = await methodsById(
    ctx.tx,
    contracts.flatMap((contract) => contract.method_id ?? []),
  )
  return books.map((book) => {
    const own = items.filter((item) => item.contract_id === book.contract.id).map((item) => stateItem(item, book))
    return { view: viewOf(ctx, book, own, policy, methods), book, items: own }
  })
}

function viewOf(ctx: Context, book: Book, items: StateItem[], policy: RenewalPolicy, methods: Map<string, MethodTable>): ContractView {
  const { contract } = book
  const day = todayOf(contract, ctx)
  const holding = holdingIn(items, day)
  const state = stateOn(contract, policy, day)
  const method = contract.method_id ? methods.get(contract.method_id) : undefined
  return {
    id: contract.id,
    number: contract.number,
    state,
    account_id: contract.account_id,
    account_name: book.profile.legal_name,
    entity: book.entity.code,
    currency: contract.currency,
    zone: contract.zone,
    start: contract.start_day,
    end: contract.end_day,
    term: contract.term_n,
    auto_renew: contract.auto_renew,
    next_bill_day: contract.next_bill_day,
    version: contract.version,
    product: book.product.code,
    product_name: book.product.name,
    seats: String(holding.seats),
    unit_price: holding.unit_price,
    per: perOfBook(book),
    annual_minor: holding.annual,
    method: method ? { id: method.id, brand: method.brand, last4: method.last4 } : null,
    renewable_from: contract.end_day ? renewableFrom(contract, policy) : null,
    may: mayOf(ctx, contract, state, policy, day),
  }
}

function mayOf(ctx: Context, contract: ContractTable, state: ContractView['state'], policy: RenewalPolicy, day: string): string[] {
  const sells = ctx.actor.kind === 'contact' ? mayDo(ctx.actor, 'portal.buy') : mayDo(ctx.actor, 'billing.sell')
  if (!sells || state === 'ended') return []
  if (state === 'lapsed') return contract.end_day && mayRenewLate(contract.end_day, day, policy) ? ['renew'] : []
  const may: string[] = []
  if (state === 'active' || state === 'pending') may.push('add_seats')
  if (contract.ended_on === null && contract.end_day && day >= renewableFrom(contract, policy)) may.push('renew')
  may.push('auto_renew')
  if (ctx.actor.kind !== 'contact' && state !== 'in_grace') may.push('end')
  return may
}

export function stateItem(row: ContractItemTable, book: Book): StateItem {
  return {
    item: row.item,
    product: book.product.code,
    quantity: plainDec(row.quantity),
    unit_price: priceText(row.unit_price),
    per: perOf(row.per),
    from: row.from_day,
    to: row.to_day,
    annual_minor: Number(row.annual_minor),
  }
}

function itemView(item: StateItem, book: Book): ItemView {
  return { ...item, product_name: book.product.name }
}

function amendmentView(row: AmendmentTable, book: Book): Detail['amendments'][number] {
  return {
    seq: row.seq,
    kind: row.kind,
    body: row.body as unknown as Record<string, unknown>,
    effective: row.effective,
    recorded_at: row.recorded_at.toISOString(),
    source: row.source,
    reason: row.reason,
    by: row.created_by_name,
    text: amendmentText(row, book),
  }
}

/** A change in words. */
function amendmentText(row: AmendmentTable, book: Book): string {
  const { body } = row
  if (body.kind === 'start') {
    const item = startOf(book).items[0]
    return `Began with ${item?.quantity ?? '0'} seats of ${book.product.name} at ${item?.unit_price ?? ''} ${book.contract.currency} per ${item?.per === 'month' ? 'month' : 'year'}`
  }
  if (body.kind === 'seats') return body.add ? `${body.add} seats added` : `Seats set to ${body.to}`
  if (body.kind === 'renew') {
    const item = body.items?.[0]
    const terms = [item?.quantity && `${item.quantity} seats`, item?.unit_price && `at ${item.unit_price}`].filter(Boolean).join(' ')
    return `Renewed until ${body.end}${terms ? ` with ${terms}` : ''}`
  }
  if (body.kind === 'end')
    return `Ends on ${body.effective} (${body.credit === 'none' ? 'nothing credited' : `credit: ${body.credit ?? 'prorated'}`})`
  return body.kind.charAt(0).toUpperCase() + body.kind.slice(1)
}

export async function getContractState(ctx: Context, input: InputOf<typeof contractsState>): Promise<OutputOf<typeof contractsState>> {
  const [entry] = await contractViews(ctx, [await getContract(ctx.tx, input.id)])
  if (!entry) throw new Error('a contract without a view')
  const { book } = entry
  const day = input.day ?? todayOf(book.contract, ctx)
  const items = entry.items.filter((item) => item.from <= day && (item.to === null || day < item.to))
  return {
    day,
    term: termOn(book, day),
    items: items.map((item) => itemView(item, book)),
    annual_minor: items.reduce((sum, item) => sum + item.annual_minor, 0),
    currency: book.contract.currency,
  }
}

/** The term that holds a day: each renewal begins one. */
function termOn(book: Book, day: string): { n: number; start: string; end: string | null } {
  const renewals = book.amendments.flatMap(({ body }) => (body.kind === 'renew' ? [body] : []))
  const terms = [
    { start: book.contract.start_day, end: startOf(book).end },
    ...renewals.map((body) => ({ start: body.start ?? body.effective, end: body.end })),
  ]
  const at = Math.max(
    0,
    terms.findLastIndex((term) => term.start <= day),
  )
  const term = terms[at]
  return { n: at + 1, start: term?.start ?? book.contract.start_day, end: term?.end ?? book.contract.end_day }
}
