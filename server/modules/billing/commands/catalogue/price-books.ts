import { record } from '../../../../kernel/audit.ts'
import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { priceBooksPublish, priceBooksVersion, productsCreate } from '../../contract.ts'
import { productView, versionViews } from '../../queries/selling/catalogue.ts'
import { fitTexts } from '../../paper/printable.ts'
import {
  endVersion,
  pricesOf,
  productsByCode,
  publishVersion,
  saveProduct,
  saveVersion,
  takeVersion,
  takeVersions,
} from '../../store/catalogue.ts'
import type { PriceBookVersionTable, PriceTable, ProductTable } from '../../tables.ts'

export async function createProduct(ctx: Context, input: InputOf<typeof productsCreate>): Promise<OutputOf<typeof productsCreate>> {
  if ((await productsByCode(ctx.tx, [input.code])).size > 0) {
    throw new Refusal('conflict', 'product.exists', `There is a product ${input.code} already.`)
  }
  const product: ProductTable = {
    id: newId(),
    ...input,
    eccn: null,
    state: 'active',
    audience: 'public',
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  fitTexts([product.name], undefined, 'name')
  await saveProduct(ctx.tx, product)
  await record(ctx, { action: 'billing.product.created', subject: { kind: 'product', id: product.id, label: product.name }, after: input })
  return productView(product)
}

/** The next version of a book, as a draft: nothing sells at it yet. */
export async function draftVersion(ctx: Context, input: InputOf<typeof priceBooksVersion>): Promise<OutputOf<typeof priceBooksVersion>> {
  fitPrices(input.prices)
  const versions = await takeVersions(ctx.tx, input.book)
  const products = await productsByCode(
    ctx.tx,
    input.prices.map((price) => price.product),
  )
  const row: PriceBookVersionTable = {
    id: newId(),
    book: input.book,
    version: (versions.at(-1)?.version ?? 0) + 1,
    valid_from: input.valid_from,
    valid_to: null,
    state: 'draft',
    sha: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  const prices = input.prices.map((price): PriceTable => {
    const product = products.get(price.product)
    if (!product) throw new Refusal('missing', 'product.unknown', `There is no product ${price.product}.`)
    const { currency, per, min_quantity, unit_price, floor } = price
    return {
      version_id: row.id,
      product_id: product.id,
      currency,
      per,
      min_quantity,
      unit_price,
      ssp: null,
      floor: floor ?? null,
      cadences: [per],
    }
  })
  await saveVersion(ctx.tx, row, prices)
  await record(ctx, {
    action: 'billing.price_book.drafted',
    subject: { kind: 'price_book', id: row.id, label: `${row.book} ${row.version}` },
    after: { valid_from: row.valid_from, prices: prices.length },
  })
  return viewOf(ctx, row)
}

/** One price for each product, currency, rhythm and least quantity, none below 0. */
function fitPrices(prices: InputOf<typeof priceBooksVersion>['prices']): void {
  const seen = new Set<string>()
  for (const { product, currency, per, min_quantity, unit_price, floor } of prices) {
    const key = `${product}|${currency}|${per}|${min_quantity}`
    if (seen.has(key))
      throw new Refusal('refused', 'price.twice', `${product} has two prices in ${currency} per ${per} from ${min_quantity}.`)
    seen.add(key)
    if (unit_price.startsWith('-') || floor?.startsWith('-'))
      throw new Refusal('refused', 'price.negative', `The price of ${product} in ${currency} is below 0.`)
  }
}

/** Freezes a version for ever; the version before it ends where this one begins. Refuses a start inside the past of the book. */
export async function publish(ctx: Context, input: InputOf<typeof priceBooksPublish>): Promise<OutputOf<typeof priceBooksPublish>> {
  const row = await takeVersion(ctx.tx, input.book, input.version)
  if (row.state === 'published')
    throw new Refusal('conflict', 'price_book.immutable', `Version ${row.version} of ${row.book} is published and never changes.`)
  const before = (await takeVersions(ctx.tx, row.book)).filter((one) => one.state === 'published' && one.valid_to === null)[0]
  if (before && before.valid_from >= row.valid_from) {
    throw new Refusal(
      'refused',
      'price_book.overlaps',
      `Version ${before.version} is valid from ${before.valid_from}; this one must begin later.`,
    )
  }
  const prices = await pricesOf(ctx.tx, [row.id])
  const canonical = prices.map(({ product, currency, per, min_quantity, unit_price, floor }) => ({
    product,
    currency,
    per,
    min_quantity,
    unit_price,
    floor,
  }))
  const sha = sha256(jcs({ book: row.book, version: row.version, valid_from: row.valid_from, prices: canonical }))
  if (before) await endVersion(ctx.tx, before.id, row.valid_from)
  await publishVersion(ctx.tx, row.id, { sha, valid_to: null })
  await record(ctx, {
    action: 'billing.price_book.published',
    subject: { kind: 'price_book', id: row.id, label: `${row.book} ${row.version}` },
    after: { valid_from: row.valid_from, sha },
  })
  return viewOf(ctx, { ...row, state: 'published', sha })
}

async function viewOf(ctx: Context, row: PriceBookVersionTable) {
  const [view] = await versionViews(ctx, [row])
  if (!view) throw new Error('a version without a view')
  return view
}
