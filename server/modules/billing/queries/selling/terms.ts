import { newest, pageBy } from '../../../../kernel/keyset.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { rateFor } from '../../../../kernel/rates.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import { lanePolicyOn } from './lane.ts'
import type { sellingRead, termsList, termsStarters } from '../../contract.ts'
import { shippedLane } from '../../rules/lane.ts'
import { canSell, type SellingFacts, sellingSteps } from '../../rules/ready.ts'
import { termsTexts } from '../../setup/terms.ts'
import { findEntities, findProducts, findVersionOn, findVersions, pricesOf } from '../../store/catalogue.ts'
import { findTermsOn, listTerms } from '../../store/policies.ts'
import type { TermsTable } from '../../tables.ts'
import { todayOf } from '../../today.ts'

/** What is there and what is missing before something can be sold. */
export async function readSelling(ctx: Context): Promise<OutputOf<typeof sellingRead>> {
  const facts = await sellingFacts(ctx)
  const missing = new Map(facts.companies.filter((one) => !one.rated).map((one) => [`${one.currency} ${one.month}`, one]))
  return {
    ready: canSell(facts),
    steps: sellingSteps(facts),
    drafted: facts.drafted,
    rates_missing: [...missing.values()].map(({ currency, month }) => ({ base: currency, quote: facts.policyCurrency, month })),
    may: mayDo(ctx.actor, 'billing.configure') ? ['configure'] : [],
  }
}

/** Companies are a handful, so that asking for each one's prices and rate on its own day is not a loop over data. */
export async function sellingFacts(ctx: Context): Promise<SellingFacts> {
  const entities = await findEntities(ctx.tx)
  // without a company there is nothing to measure, and a house that never opened has no policy yet
  const policyCurrency = entities.length > 0 ? (await lanePolicyOn(ctx, ctx.today)).policy.currency : shippedLane.currency
  const products = await findProducts(ctx.tx, { state: 'active', limit: 200 })
  const companies: SellingFacts['companies'][number][] = []
  for (const { code, name, currency, zone } of entities) {
    const day = todayOf({ zone }, ctx)
    const version = await findVersionOn(ctx.tx, day)
    const prices = version ? await pricesOf(ctx.tx, [version.id]) : []
    const priced = products.filter((product) =>
      prices.some((price) => price.product === product.code && price.currency === currency),
    ).length
    const rated = (await rateFor(ctx.tx, currency, policyCurrency, day)) !== undefined
    companies.push({ code, name, currency, priced, month: day.slice(0, 7), rated })
  }
  const terms = await findTermsOn(ctx.tx, ctx.today)
  const drafted = (await findVersions(ctx.tx, { limit: 1 }))[0]?.state === 'draft'
  return { companies, products: products.length, terms: terms.length, drafted, policyCurrency }
}

export async function listAllTerms(ctx: Context, input: InputOf<typeof termsList>): Promise<OutputOf<typeof termsList>> {
  const page = pageBy(await listTerms(ctx.tx, input), newest(), input.limit)
  return { items: await termsViews(ctx, page.items), next: page.next }
}

/** The texts of the product story; they name no company, so that they are true of each. */
export async function readStarters(): Promise<OutputOf<typeof termsStarters>> {
  return { items: termsTexts.map(({ code, title, body }) => ({ code, title, body })) }
}

export async function termsViews(ctx: Context, rows: readonly TermsTable[]): Promise<OutputOf<typeof termsList>['items']> {
  const bound = new Map<string, Set<string>>()
  for (const locale of new Set(rows.map((row) => row.locale)))
    bound.set(locale, new Set((await findTermsOn(ctx.tx, ctx.today, locale)).map((row) => row.id)))
  return rows.map(({ id, code, version, locale, title, body, sha, effective_from, standard }) => ({
    id,
    code,
    version,
    locale,
    title,
    body,
    sha,
    effective_from,
    standard,
    in_force: bound.get(locale)?.has(id) ?? false,
  }))
}
