import type { Context } from '../../../kernel/context.ts'
import type { Asked, Page } from '../../../kernel/list/ask.ts'
import { readFile } from '../../../kernel/files/files.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { askingOf, reachOf } from '../../people/index.ts'
import type { ordersList, portalOrder } from '../contract.ts'
import { paidLaterOn } from '../rules/acceptance.ts'
import { productsByCode } from '../store/catalogue.ts'
import { documentsOfOrders } from '../store/documents.ts'
import { attemptsOf, intentsOfOrders } from '../store/money.ts'
import { listOrders } from '../store/order-list.ts'
import { contractNames, getOrder, type OrderInState } from '../store/orders.ts'
import { methodsById, profilesById } from '../store/profiles.ts'
import { quotesById } from '../store/quotes.ts'
import type { AttemptTable, IntentTable, MethodTable, OrderTable } from '../tables.ts'

type OrderView = OutputOf<typeof portalOrder>

export async function orderView(ctx: Context, id: string): Promise<OrderView> {
  const [view] = await orderViews(ctx, [await getOrder(ctx.tx, { id })])
  if (!view) throw new Error('an order without a view')
  return view
}

export async function orderViews(ctx: Context, orders: OrderInState[]): Promise<OrderView[]> {
  const ids = orders.map((order) => order.id)
  const [quotes, contracts, intents, documents] = await Promise.all([
    quotesById(
      ctx.tx,
      orders.map((order) => order.quote_id),
    ),
    contractNames(
      ctx.tx,
      orders.flatMap((order) => order.contract_id ?? []),
    ),
    intentsOfOrders(ctx.tx, ids),
    documentsOfOrders(ctx.tx, ids),
  ])
  const sold = [...quotes.values()]
  const [profiles, products, attempts, methods] = await Promise.all([
    profilesById(
      ctx.tx,
      sold.map((quote) => quote.profile_id),
    ),
    productsByCode(
      ctx.tx,
      sold.flatMap((quote) => quote.lines.map((line) => line.product)),
    ),
    attemptsOf(
      ctx.tx,
      intents.map((intent) => intent.id),
    ),
    methodsById(
      ctx.tx,
      intents.flatMap((intent) => intent.method_id ?? []),
    ),
  ])
  return orders.map((order): OrderView => {
    const quote = quotes.get(order.quote_id)
    const line = quote?.lines[0]
    if (!quote || !line) throw new Error(`order ${order.number} is not whole`)
    const intent = intents.find((one) => one.order_id === order.id)
    const payment = paymentOf(intent, attempts, methods)
    const { state } = order
    const waits = state === 'paying' && payment?.state === 'needs_method'
    return {
      id: order.id,
      number: order.number,
      state,
      kind: quote.kind,
      quote_id: quote.id,
      quote_number: quote.number,
      account_id: order.account_id,
      account_name: profiles.get(quote.profile_id)?.legal_name ?? '',
      currency: quote.currency,
      gross_minor: quote.totals.gross_minor,
      charged_on: paidLaterOn(quote, order.order_day),
      product_name: products.get(line.product)?.name ?? line.product,
      seats: line.quantity,
      contract_id: order.contract_id,
      contract_number: order.contract_id ? (contracts.get(order.contract_id)?.number ?? null) : null,
      steps: order.steps,
      payment,
      documents: documents
        .filter((document) => document.order_id === order.id)
        .map((document) => ({
          id: document.id,
          number: document.number,
          kind: document.kind,
          gross_minor: Number(document.gross_minor),
          currency: document.currency,
          at: document.created_at.toISOString(),
        })),
      licence: order.licence,
      signed: signedOf(order),
      created_at: order.created_at.toISOString(),
      may: waits && ctx.actor.kind === 'contact' && mayDo(ctx.actor, 'portal.pay') ? ['pay'] : [],
    }
  })
}

function signedOf({ signature }: OrderTable): OrderView['signed'] {
  if (!signature) return null
  const { signer, title, signed_on, file_sha256 } = signature
  return { signer, title, signed_on, file_sha256: file_sha256 ?? null }
}

function paymentOf(intent: IntentTable | undefined, attempts: AttemptTable[], methods: Map<string, MethodTable>): OrderView['payment'] {
  if (!intent) return { state: 'not_needed', brand: null, last4: null, decline_code: null, decline_text: null }
  const last = attempts.filter((attempt) => attempt.intent_id === intent.id).at(-1)
  const method = intent.method_id ? methods.get(intent.method_id) : undefined
  const declined = intent.state === 'needs_method' && last?.outcome === 'declined' ? last : undefined
  return {
    state: intent.state === 'cancelled' ? 'failed' : intent.state,
    brand: method?.brand ?? null,
    last4: method?.last4 ?? null,
    decline_code: declined?.decline_code ?? null,
    decline_text: declined ? declineText(declined.decline_code) : null,
  }
}

/** What happened and what to do, for the person who pays. */
function declineText(code: string | null): string {
  if (code === 'insufficient_funds')
    return 'The bank says that this card has not enough funds. Use another card, or try again later. Nothing was charged.'
  if (code === 'token_unknown') return 'The card could not be read. Please enter it again. Nothing was charged.'
  return 'The bank declined this card. Please use another one. Nothing was charged.'
}

export async function findOrders(ctx: Context, input: InputOf<typeof ordersList>): Promise<OutputOf<typeof ordersList>> {
  const page = await pageOfOrders(ctx, 'billing.read', input)
  return { ...page, items: await orderViews(ctx, page.items) }
}

export async function pageOfOrders(ctx: Context, right: string, asked: Asked): Promise<Page<OrderInState>> {
  return listOrders(ctx.tx, { reach: await reachOf(ctx, right), asking: await askingOf(ctx) }, asked)
}

/** The form with which an order was signed, as it came. */
export async function readSignature(ctx: Context, input: { id: string }): Promise<FileAnswer> {
  const { number, signature } = await getOrder(ctx.tx, { id: input.id })
  if (!signature?.file_id)
    throw new Refusal('missing', 'order.not_signed', `${number} was not signed on paper; its acceptance is the evidence.`)
  return readFile(ctx, signature.file_id)
}
