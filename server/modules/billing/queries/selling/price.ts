import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { countryName } from '../../paper/party.ts'
import { getProduct, pricesOf, versionOn } from '../../store/catalogue.ts'
import { priceText } from '../../book.ts'
import type { EntityTable, ProductTable } from '../../tables.ts'
import { todayOf } from '../../today.ts'

type ListPrice = { product: ProductTable; unit_price: string; currency: string; floor: string | null; day: string }

/** The list price of a product for a company's buyers on a local day, by quantity. */
export async function listPrice(
  ctx: Context,
  request: { entity: EntityTable; product: string; per: 'month' | 'year'; seats: number; currency?: string | undefined },
): Promise<ListPrice> {
  const day = todayOf(request.entity, ctx)
  const currency = request.currency ?? request.entity.currency
  const [product, version] = await Promise.all([getProduct(ctx.tx, request.product), versionOn(ctx.tx, day)])
  const prices = (await pricesOf(ctx.tx, [version.id]))
    .filter(
      (price) =>
        price.product === product.code && price.currency === currency && price.per === request.per && price.min_quantity <= request.seats,
    )
    .sort((a, b) => b.min_quantity - a.min_quantity)
  const price = prices[0]
  if (!price || product.state !== 'active') {
    throw new Refusal(
      'refused',
      'product.not_for_sale',
      `${product.name} has no ${request.per === 'year' ? 'yearly' : 'monthly'} price in ${currency} on ${day}.`,
    )
  }
  return { product, unit_price: priceText(price.unit_price), currency, floor: price.floor, day }
}

/** A company sells in its own currency: one that is asked for and is another is refused, never priced in ours without a word. */
export function requireCurrency(entity: Pick<EntityTable, 'name' | 'currency'>, country: string, asked: string | undefined): void {
  if (asked === undefined || asked === entity.currency) return
  throw new Refusal(
    'refused',
    'currency.not_sold',
    `${entity.name} sells to ${countryName(country)} in ${entity.currency}, not in ${asked}.`,
    {
      facts: { currency: entity.currency },
    },
  )
}

/** What a customer may put in the basket: products for self-service, whole seats, the product's minimum. */
export function requireForSale(product: ProductTable, seats: number): void {
  if (!product.self_serve || product.audience !== 'public') {
    throw new Refusal('refused', 'product.ask_us', `${product.name} is sold by our team. Ask us for a quote.`)
  }
  requireMinimum(product, seats)
}

/** Nobody buys fewer seats than the product starts at, whoever sells. */
export function requireMinimum(product: ProductTable, seats: number): void {
  if (seats < product.min_quantity) {
    throw new Refusal('refused', 'quantity.below_minimum', `${product.name} starts at ${product.min_quantity} seats.`, {
      facts: { min_quantity: product.min_quantity },
    })
  }
}
