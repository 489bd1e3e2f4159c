import { newest, pageBy } from '../../../../kernel/keyset.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import { priceText } from '../../book.ts'
import type { entitiesList, priceBooksList, productsList } from '../../contract.ts'
import { byRank, findEntities, findProducts, findVersions, pricesOf } from '../../store/catalogue.ts'
import type { EntityTable, PriceBookVersionTable, ProductTable } from '../../tables.ts'

type ProductView = OutputOf<typeof productsList>['items'][number]

export function productView(row: ProductTable): ProductView {
  const { id, code, name, description, obligation, family, edition_rank, unit, min_quantity, self_serve, entitlements, state } = row
  return {
    id,
    code,
    name,
    description,
    class: row.class,
    obligation,
    family,
    edition_rank,
    unit,
    min_quantity,
    self_serve,
    entitlements,
    state,
  }
}

export async function listProducts(ctx: Context, input: InputOf<typeof productsList>): Promise<OutputOf<typeof productsList>> {
  const { state, cursor } = input
  const rows = await findProducts(ctx.tx, { limit: input.limit, ...(state && { state }), ...(cursor && { cursor }) })
  const page = pageBy(rows, byRank, input.limit)
  return { items: page.items.map(productView), next: page.next }
}

export async function versionViews(ctx: Context, versions: PriceBookVersionTable[]): Promise<OutputOf<typeof priceBooksList>['items']> {
  const prices = await pricesOf(
    ctx.tx,
    versions.map((version) => version.id),
  )
  const configures = mayDo(ctx.actor, 'billing.configure') !== undefined
  return versions.map((version) => ({
    id: version.id,
    book: version.book,
    version: version.version,
    valid_from: version.valid_from,
    valid_to: version.valid_to,
    state: version.state,
    sha: version.sha,
    prices: prices
      .filter((price) => price.version_id === version.id)
      .map(({ product, product_name, currency, per, min_quantity, unit_price, floor }) => ({
        product,
        product_name,
        currency,
        per: per === 'month' ? ('month' as const) : ('year' as const),
        min_quantity,
        unit_price: priceText(unit_price),
        floor: floor && priceText(floor),
      })),
    may: configures && version.state === 'draft' ? ['publish'] : [],
  }))
}

export async function listPriceBooks(ctx: Context, input: InputOf<typeof priceBooksList>): Promise<OutputOf<typeof priceBooksList>> {
  const rows = await findVersions(ctx.tx, input)
  const page = pageBy(rows, newest(), input.limit)
  return { items: await versionViews(ctx, page.items), next: page.next }
}

export async function listEntities(ctx: Context): Promise<OutputOf<typeof entitiesList>> {
  return { items: (await findEntities(ctx.tx)).map((row) => entityView(ctx, row)) }
}

export function entityView(ctx: Context, row: EntityTable): OutputOf<typeof entitiesList>['items'][number] {
  const { id, code, name, address, country, region, currency, zone, registrations, iban, bic, sells_to, version } = row
  const may = mayDo(ctx.actor, 'billing.configure') ? ['change'] : []
  return { id, code, name, address, country, region, currency, zone, registrations, iban, bic, sells_to, version, may }
}
