import * as promise from '../../../server/modules/billing/contract.ts'
import { accountOfActor } from '../../../server/modules/billing/queries/portal/actor.ts'
import { allocate, takeIntent } from '../../../server/modules/billing/store/money.ts'
import { readFile } from '../../../server/kernel/files/files.ts'
import type { World } from '../../cast/writes.ts'
import type { Refusals } from './refusals.ts'

const nothing = () => crypto.randomUUID()
const card = { number: '4242 4242 4242 4242', exp_month: 12, exp_year: 2031, cvc: '123' }
const buyer = (world: World) => world.actors.buyer
const price = { product: 'harbor-enterprise', currency: 'EUR', per: 'year' as const, unit_price: '99.00' }
const deal = (world: World, request: object = {}) =>
  world.ask(promise.quotesCreate, { account_id: world.ids.account, product: 'harbor-enterprise', seats: 12, ...request })
const preview = (world: World, request: object = {}) =>
  world.ask(promise.portalPreview, { product: 'harbor-enterprise', seats: 5, country: 'DE', ...request }, world.actors.visitor)

export const billing: Refusals = {
  'contract.unknown': (world) => world.ask(promise.contractsGet, { id: nothing() }),
  'document.unknown': (world) => world.ask(promise.documentsGet, { id: nothing() }),
  'document.nobody_to_mail': async (world) => {
    const nobody = { ...buyer(world), id: nothing() }
    const [document] = (await world.ask(promise.portalDocuments, {}, buyer(world))).items
    return world.ask(promise.portalDocumentMail, { id: document?.id ?? '', to: 'me' }, nobody)
  },
  'order.unknown': (world) => world.ask(promise.ordersGet, { id: nothing() }),
  'profile.unknown': (world) => world.ask(promise.profilesChange, { id: nothing(), terms_days: 45, if_match: 1 }),
  'quote.unknown': (world) => world.ask(promise.quotesGet, { id: nothing() }),
  'run.unknown': (world) => world.ask(promise.runsItems, { id: nothing() }),
  'series.unknown': (world) => world.ask(promise.seriesProof, { id: nothing() }),
  'terms.unknown': (world) => world.ask(promise.portalTermsFile, { sha: 'a'.repeat(64) }, world.actors.visitor),
  'product.unknown': (world) =>
    world.ask(promise.priceBooksVersion, { book: 'list', valid_from: '2026-09-01', prices: [{ ...price, product: 'nothing' }] }),
  'product.exists': (world) =>
    world.ask(promise.productsCreate, {
      code: 'harbor-enterprise',
      name: 'Again',
      class: 'self_hosted',
      obligation: 'over_time',
      family: 'harbor',
      edition_rank: 9,
      unit: 'seat',
      self_serve: true,
      entitlements: {},
    }),
  'product.ask_us': async (world) => {
    await world.query(`update billing.product set self_serve = false where code = 'harbor-enterprise'`)
    return world.ask(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 5 }, buyer(world))
  },
  'currency.not_sold': (world) => preview(world, { currency: 'JPY' }),
  'product.not_for_sale': async (world) => {
    await world.query(`update billing.product set state = 'retired' where code = 'harbor-enterprise'`)
    return deal(world)
  },
  'price_book.none': async (world) => {
    await world.query(`truncate billing.price_book_version cascade`)
    return preview(world)
  },
  'price_book.overlaps': async (world) => {
    const { version } = await world.ask(promise.priceBooksVersion, { book: 'list', valid_from: '2020-01-01', prices: [price] })
    return world.ask(promise.priceBooksPublish, { book: 'list', version })
  },
  'entity.none': async (world) => {
    await world.query(`update billing.legal_entity set sells_to = '{JP}' where sells_to @> '{*}'`)
    return preview(world, { country: 'US', region: 'TX' })
  },
  'policy.none': async (world) => {
    await world.query(`truncate billing.policy cascade`)
    return preview(world)
  },
  'terms.none': async (world) => {
    await world.query(`truncate billing.terms_document cascade`)
    return world.ask(promise.portalTerms, {}, world.actors.visitor)
  },
  'tax.rule_missing': async (world) => {
    await world.query(`truncate billing.tax_rule cascade`)
    return deal(world)
  },
  'rate.same': (world) => world.ask(promise.ratesAdd, { base: 'EUR', quote: 'EUR', month: '2026-06', rate: '1', source: 'Nobody' }),
  'quote.not_open': async (world) => {
    const { id } = await deal(world)
    await world.ask(promise.quotesWithdraw, { id, reason: 'Sold elsewhere' })
    return world.ask(promise.quotesOffer, { id })
  },
  'contract.evergreen': async (world) => {
    await world.query('update billing.contract set end_day = null where id = $1', [world.ids.contract])
    return world.ask(promise.contractsChangePreview, { id: world.ids.contract, change: { kind: 'renew' } })
  },
  'card.number_invalid': (world) => world.ask(promise.portalCardToken, { ...card, number: '4242 4242 4242 4243' }, buyer(world)),
  'card.not_a_test_card': (world) => world.ask(promise.portalCardToken, { ...card, number: '4111 1111 1111 1111' }, buyer(world)),
  'card.expired': (world) => world.ask(promise.portalCardToken, { ...card, exp_year: 2025 }, buyer(world)),
  // what no operation lets through to here, asked of the last bolt itself
  'portal.contacts_only': (world) => world.open(async (ctx) => accountOfActor(ctx)),
  'intent.unknown': (world) => world.open((ctx) => takeIntent(ctx.tx, nothing())),
  'file.unknown': (world) => world.open((ctx) => readFile(ctx, nothing())),
  'allocation.too_large': async (world) => {
    const [row] = await world.query(
      `select p.id as payment, d.id as document from billing.payment p, billing.document d where d.kind = 'invoice' limit 1`,
    )
    const allocation = {
      id: nothing(),
      payment_id: String(row?.['payment']),
      document_id: String(row?.['document']),
      amount_minor: 1_000_000_000n,
      credit_note_id: null,
      day: '2026-06-15',
      created_at: new Date('2026-06-15T10:00:00Z'),
      created_by: 'test',
    }
    return world.open((ctx) => allocate(ctx.tx, [allocation]))
  },
}
