import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { saveRates } from '../../../kernel/rates.ts'
import { draftVersion, publish } from '../commands/catalogue/price-books.ts'
import { findEntities, saveEntity, saveProduct } from '../store/catalogue.ts'
import { saveTerms } from '../store/policies.ts'
import { editions, entities, monthlyPrice } from './company.ts'
import { installShipped } from './shipped.ts'
import { termsTexts } from './terms.ts'

/**
 * Gives a new house what the product story sells: companies, editions, a published price book, terms, and the shipped rows where they are
 * missing. Everything is dated `from`. Does nothing when there is a company already. Uses the same commands as the screens do.
 */
export async function setUpBilling(ctx: Context, options: { from: string }): Promise<boolean> {
  if ((await findEntities(ctx.tx)).length > 0) return false
  const made = { created_at: ctx.now, created_by: ctx.actor.id }
  await installShipped(ctx)
  for (const [at, entity] of entities.entries()) {
    await saveEntity(ctx.tx, { id: newId(), ...entity, fiscal_year_start: 2, conventions: {}, position: at + 1, version: 1, ...made })
  }
  await saveTerms(
    ctx.tx,
    termsTexts.map((text) => ({
      id: newId(),
      ...text,
      locale: 'en',
      sha: sha256(text.body),
      effective_from: options.from,
      standard: true,
      ...made,
    })),
  )
  for (const edition of editions) {
    await saveProduct(ctx.tx, {
      id: newId(),
      code: edition.code,
      name: edition.name,
      description: [edition.lead, ...edition.features.map((feature) => `- ${feature}`)].join('\n'),
      class: 'self_hosted',
      obligation: 'licence_pcs',
      family: 'harbor',
      edition_rank: edition.rank,
      unit: 'seat',
      min_quantity: edition.least,
      self_serve: true,
      entitlements: { product_code: 'harbor', plan: edition.plan },
      eccn: '5D992',
      state: 'active',
      audience: 'public',
      ...made,
    })
  }
  const draft = await draftVersion(ctx, { book: 'list', valid_from: options.from, prices: editions.flatMap(pricesOf) })
  await publish(ctx, { book: 'list', version: draft.version })
  await record(ctx, { action: 'billing.house.set_up', subject: { kind: 'billing', id: 'set-up' }, after: { from: options.from } })
  return true
}

/** The same for the first owner of an empty house, from the first day of this year, with a starting exchange rate. */
export async function startFresh(ctx: Context): Promise<{ done: boolean }> {
  const from = `${ctx.today.slice(0, 4)}-01-01`
  const month = ctx.today.slice(0, 7)
  await saveRates(ctx.tx, [{ base: 'EUR', quote: 'USD', month, rate: '1.08', source: 'Starting value of the set-up' }])
  return { done: await setUpBilling(ctx, { from }) }
}

function pricesOf(edition: (typeof editions)[number]) {
  return (['USD', 'EUR'] as const).flatMap((currency) => {
    const yearly = currency === 'USD' ? edition.usd : edition.eur
    return [
      { product: edition.code, currency, per: 'year' as const, min_quantity: 1, unit_price: yearly },
      { product: edition.code, currency, per: 'month' as const, min_quantity: 1, unit_price: monthlyPrice(yearly) },
    ]
  })
}
