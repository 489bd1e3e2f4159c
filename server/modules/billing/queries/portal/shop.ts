import { sandboxRegister } from '../../../../adapters/tax/register.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { addMonths } from '../../../../kernel/period.ts'
import type { FileAnswer } from '../../../../kernel/room.ts'
import { accountOf, countryCodes, readTaxId } from '../../../customers/index.ts'
import { priceText } from '../../book.ts'
import { factsOfAccount } from './actor.ts'
import { taxRowsFor } from '../contracts/books.ts'
import { fitPlace } from '../selling/place.ts'
import { answerDay, laneFor, lanePolicyOn } from '../selling/lane.ts'
import { listPrice, requireCurrency, requireForSale } from '../selling/price.ts'
import type { portalCatalogue, portalPreview, portalTerms } from '../../contract.ts'
import { countryName } from '../../paper/party.ts'
import { priceNew, requireTax } from '../../pricing.ts'
import { whyForbidden } from '../../rules/embargo.ts'
import { limitOf } from '../../rules/lane.ts'
import { laterText } from '../../rules/later.ts'
import { entityFor, findEntities, findProducts, pricesOf, versionOn } from '../../store/catalogue.ts'
import { getTerms, termsOn } from '../../store/policies.ts'
import { findProfile } from '../../store/profiles.ts'
import type { Buyer } from '../../book.ts'
import type { EntityTable, ProductTable } from '../../tables.ts'
import { button, sentence } from '../../words.ts'
import { laneForBuyer, lineView, taxText } from '../lines.ts'
import { todayOf } from '../../today.ts'

/** The first step of a purchase: who may not be sold to learns it here. */
export async function openCatalogue(ctx: Context, input: InputOf<typeof portalCatalogue>): Promise<OutputOf<typeof portalCatalogue>> {
  const country = input.country ?? (await ownCountry(ctx))
  if (country) fitPlace(ctx, await entityFor(ctx.tx, country), { country })
  return readCatalogue(ctx, input)
}

export async function readCatalogue(ctx: Context, input: InputOf<typeof portalCatalogue>): Promise<OutputOf<typeof portalCatalogue>> {
  const entities = await findEntities(ctx.tx)
  const country = input.country ?? (await ownCountry(ctx)) ?? firstCountry(entities)
  const entity = await entityFor(ctx.tx, country)
  requireCurrency(entity, country, input.currency)
  const day = todayOf(entity, ctx)
  const version = await versionOn(ctx.tx, day)
  const prices = await pricesOf(ctx.tx, [version.id])
  const { currency } = entity
  const products = (await findProducts(ctx.tx, { state: 'active', limit: 100 })).filter(
    (product) => product.self_serve && product.audience === 'public',
  )
  const { policy } = await lanePolicyOn(ctx, day)
  return {
    country,
    currency,
    entity: { code: entity.code, name: entity.name, country: entity.country },
    countries: countryCodes
      .flatMap((code) => {
        const seller = sellerFor(entities, code)
        const open = seller && !whyForbidden({ seller: seller.country, country: code }, day, ctx.settings.salesNotTo)
        return open ? [{ code, name: countryName(code), currency: seller.currency }] : []
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    currencies: [currency],
    region_needed: needsRegion(entity, country, day),
    price_book: { book: version.book, version: version.version, valid_from: version.valid_from },
    products: products.flatMap((product) => {
      const own = prices.filter((price) => price.product === product.code && price.currency === currency)
      if (own.length === 0) return []
      return [
        {
          code: product.code,
          name: product.name,
          description: leadOf(product),
          edition_rank: product.edition_rank,
          min_quantity: product.min_quantity,
          features: featuresOf(product),
          prices: own.map((price) => ({
            per: price.per === 'month' ? ('month' as const) : ('year' as const),
            unit_price: priceText(price.unit_price),
            currency,
          })),
        },
      ]
    }),
    limit: { minor: limitOf(policy), currency: policy.currency },
  }
}

/** Sales tax is collected in some states and not in others: a company that collects any asks a buyer at home for the state. */
function needsRegion(entity: EntityTable, country: string, day: string): boolean {
  const collects = entity.registrations.some(
    (one) => one.kind === 'sales' && one.valid_from <= day && (one.valid_to === null || day < one.valid_to),
  )
  return collects && entity.country === 'US' && country === 'US'
}

async function ownCountry(ctx: Context): Promise<string | undefined> {
  const { accountId } = ctx.actor
  return accountId ? (await accountOf(ctx, accountId)).country : undefined
}

/** Where a visitor who says nothing is taken to be: the United States, if one of our companies sells there. */
function firstCountry(entities: EntityTable[]): string {
  const named = entities.flatMap((one) => one.sells_to)
  return named.includes('US') || named.includes('*') ? 'US' : (named[0] ?? 'US')
}

function sellerFor(entities: EntityTable[], country: string): EntityTable | undefined {
  return entities.find((one) => one.sells_to.includes(country)) ?? entities.find((one) => one.sells_to.includes('*'))
}

/** A description is Markdown: its paragraphs are the lead, its list items the features. */
function leadOf(product: ProductTable): string {
  return product.description
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('- '))
    .join(' ')
}

function featuresOf(product: ProductTable): string[] {
  return product.description.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2).trim()] : []))
}

/** What a purchase costs today in this country, before anybody signs in. */
export async function previewPurchase(ctx: Context, input: InputOf<typeof portalPreview>): Promise<OutputOf<typeof portalPreview>> {
  const entity = await entityFor(ctx.tx, input.country)
  fitPlace(ctx, entity, input)
  requireCurrency(entity, input.country, input.currency)
  const price = await listPrice(ctx, { entity, product: input.product, per: input.per, seats: input.seats })
  requireForSale(price.product, input.seats)
  const { buyer, state, text } = await buyerOf(ctx, input, entity)
  const rows = await taxRowsFor(ctx, [entity.country, input.country])
  const months = 12
  const deal = {
    entity,
    buyer,
    product: price.product,
    seats: String(input.seats),
    unit_price: price.unit_price,
    per: input.per,
    months,
    currency: price.currency,
    start: price.day,
    discounts: [],
  }
  const priced = priceNew(deal, rows)
  requireTax(priced)
  const lane = await laneFor(ctx, {
    kind: 'new',
    channel: 'self_service',
    profile: { country: input.country, terms_approved: false, account_id: ctx.actor.accountId ?? '' },
    currency: price.currency,
    months,
    day: price.day,
    discount: '0',
    custom: false,
    contract: null,
    priced,
  })
  const end = addMonths(price.day, months)
  return {
    product: price.product.code,
    product_name: price.product.name,
    seats: input.seats,
    min_quantity: price.product.min_quantity,
    entity: { code: entity.code, name: entity.name, country: entity.country },
    currency: price.currency,
    unit_price: price.unit_price,
    per: input.per,
    start: price.day,
    end,
    lines: priced.lines.map((line) => lineView(line, price.product.name)),
    tax_groups: priced.groups,
    totals: priced.totals,
    tax_text: taxText(priced.groups),
    tax_id_state: state,
    tax_id_text: text,
    recurring_text: laterText({ kind: 'new', per: input.per, months, end, renews: true }),
    term_net_minor: priced.termNet,
    lane: laneForBuyer(lane, price.currency),
    answer_by: lane.self_service ? null : answerDay(price.day),
  }
}

type TaxIdState = OutputOf<typeof portalPreview>['tax_id_state']
type Known = { buyer: Buyer; state: TaxIdState; text: string | null }

const taxIdStates: readonly string[] = ['valid', 'invalid', 'pending', 'format_only'] satisfies TaxIdState[]

const taxIdTexts: Partial<Record<TaxIdState, string>> = {
  invalid: 'The VAT register does not know this VAT id; tax is charged as without one.',
  pending: 'The VAT register does not answer now. We charge tax today and return it when the id is confirmed.',
}

function stateOf(profile: Buyer): TaxIdState {
  const state = profile.tax_ids[0]?.state
  return taxIdStates.includes(state ?? '') ? (state as TaxIdState) : 'none'
}

/**
 * A customer who is signed in is taxed as the own profile says, before the first purchase as the account does: what the quote will say. Another
 * country or tax id is tried out.
 */
async function buyerOf(ctx: Context, asked: InputOf<typeof portalPreview>, entity: EntityTable): Promise<Known> {
  const profile = ctx.actor.accountId && !asked.tax_id ? await findProfile(ctx.tx, ctx.actor.accountId, entity.id) : undefined
  if (profile?.country === asked.country) return { buyer: profile, state: stateOf(profile), text: taxIdTexts[stateOf(profile)] ?? null }
  const own = ctx.actor.accountId ? await factsOfAccount(ctx, ctx.actor.accountId) : undefined
  const input =
    own?.country === asked.country
      ? { ...asked, kind: own.kind, region: asked.region ?? own.region, tax_id: asked.tax_id ?? own.tax_id }
      : asked
  const plain = { country: input.country, region: input.region ?? null, address: {}, kind: input.kind, tax_ids: [] }
  if (!input.tax_id) return { buyer: plain, state: 'none', text: null }
  const read = readTaxId(input.country, input.tax_id)
  if (read.result === 'wrong_check_digit' || read.result === 'wrong_format') return { buyer: plain, state: 'invalid', text: read.reason }
  const { state } = sandboxRegister.ask(read, ctx.now)
  const buyer = { ...plain, tax_ids: [{ country: read.country, id: read.id, state }] }
  return { buyer, state, text: taxIdTexts[state] ?? read.reason }
}

export async function readTerms(ctx: Context, input: InputOf<typeof portalTerms>): Promise<OutputOf<typeof portalTerms>> {
  const rows = await termsOn(ctx.tx, ctx.today, input.locale)
  return {
    documents: rows.map(({ code, version, locale, title, body, sha, effective_from }) => ({
      code,
      version,
      locale,
      title,
      body,
      sha,
      effective_from,
    })),
    acceptance: { sentence, button },
  }
}

export async function readTermsFile(ctx: Context, input: { sha: string }): Promise<FileAnswer> {
  const terms = await getTerms(ctx.tx, input.sha)
  return {
    type: 'text/markdown; charset=utf-8',
    name: `${terms.code}-${terms.version}-${terms.locale}.md`,
    bytes: Buffer.from(terms.body, 'utf8'),
  }
}
