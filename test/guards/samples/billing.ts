import * as promise from '../../../server/modules/billing/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const form = { name: 'Signed.pdf', type: 'application/pdf' as const, content: Buffer.from('%PDF-1.4 signed').toString('base64') }

const bought = (world: World) => world.ask(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 5 }, world.actors.buyer)
const deal = (world: World, discount = '0') =>
  world.ask(promise.quotesCreate, {
    account_id: world.ids.account,
    product: 'harbor-enterprise',
    seats: discount === '0' ? 12 : 120,
    discount_percent: discount,
  })
async function offered(world: World) {
  const quote = await deal(world)
  return world.ask(promise.quotesOffer, { id: quote.id })
}
/** An open invoice on terms: the signed deal of our people. */
async function invoice(world: World) {
  const { id } = await offered(world)
  await world.ask(promise.quotesSign, { id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: form })
  const { items } = await world.ask(promise.documentsList, { account_id: world.ids.account })
  const open = items.find(({ open_minor }) => open_minor > 0)
  if (!open) throw new Error('no invoice is open')
  return open
}
const version = async (world: World) => (await world.ask(promise.contractsGet, { id: world.ids.contract })).version
const paying = async (world: World) => ({ token: await world.cardToken() })
const company = {
  code: 'FR',
  name: 'Tidewater SAS',
  address: { street: 'Quai 1', postal_code: '13002', city: 'Marseille' },
  country: 'FR',
  currency: 'EUR',
  zone: 'Europe/Paris',
  sells_to: ['JP'],
}
const draft = (world: World) =>
  world.ask(promise.priceBooksVersion, {
    book: 'standard',
    valid_from: '2026-09-01',
    prices: [{ product: 'harbor-enterprise', currency: 'EUR', per: 'year', unit_price: '99.00' }],
  })

const stored = 'shows a price; keeps nothing'

export const samples: SamplesOf<typeof promise> = {
  'billing.preview': { given: (world) => ({ input: { contract_id: world.ids.contract } }), quiet: stored },
  'billing.tax_preview': { given: () => ({ input: {} }), quiet: stored },
  'billing.lane_preview': { given: () => ({ input: {} }), quiet: stored },
  'billing.periods.close': {
    given: async (world) => {
      world.at('2026-07-02')
      return { input: { id: 'DE-2026-06' } }
    },
    audit: ['billing.period.closed'],
    events: ['billing.period.closed'],
    unknown: 'period.unknown',
    alone: 'the month is the whole of it',
  },
  'billing.periods.reopen': {
    given: async (world) => {
      world.at('2026-07-02')
      await world.ask(promise.periodsClose, { id: 'DE-2026-06' })
      return { input: { id: 'DE-2026-06', reason: 'A payment was missed' } }
    },
    audit: ['billing.period.reopened'],
    events: ['billing.period.reopened'],
    unknown: 'period.unknown',
  },
  'billing.set_up': {
    given: async (world) => {
      await world.query('truncate billing.legal_entity, billing.product, billing.price_book_version, billing.terms_document cascade')
      return { input: {} }
    },
    audit: ['billing.house.set_up', 'billing.price_book.drafted', 'billing.price_book.published'],
    alone: 'nothing can be chosen',
  },
  'billing.rates.add': {
    given: () => ({ input: { base: 'EUR', quote: 'GBP', month: '2026-06', rate: '0.8500', source: 'Central bank' } }),
    audit: ['billing.rate.added'],
  },
  'billing.terms.create': {
    given: () => ({ input: { title: 'Terms of sale', body: 'We sell, you pay.', effective_from: '2026-07-01' } }),
    audit: ['billing.terms.published'],
  },
  'billing.entities.create': { given: () => ({ input: company }), audit: ['billing.entity.created'] },
  'billing.entities.change': {
    given: async (world) => {
      const { id, version: if_match } = await world.ask(promise.entitiesCreate, company)
      return { input: { id, name: 'Tidewater France SAS', if_match } }
    },
    audit: ['billing.entity.changed'],
    unknown: 'entity.unknown',
  },
  'billing.products.create': {
    given: () => ({ input: { code: 'harbor-tide', name: 'Harbor Tide' } }),
    audit: ['billing.product.created'],
  },
  'billing.price_books.version': {
    given: () => ({
      input: {
        book: 'standard',
        valid_from: '2026-09-01',
        prices: [{ product: 'harbor-enterprise', currency: 'EUR', per: 'year', unit_price: '99.00' }],
      },
    }),
    audit: ['billing.price_book.drafted'],
  },
  'billing.price_books.publish': {
    given: async (world) => ({ input: { book: 'standard', version: (await draft(world)).version } }),
    audit: ['billing.price_book.published'],
    unknown: 'price_book.unknown',
  },
  'billing.profiles.change': {
    given: async (world) => {
      const { items } = await world.ask(promise.profilesList, { account_id: world.ids.account })
      return { input: { id: world.ids.profile, terms_days: 45, if_match: items[0]?.version } }
    },
    audit: ['billing.profile.changed'],
  },
  'billing.quotes.create': {
    given: (world) => ({ input: { account_id: world.ids.account, product: 'harbor-enterprise', seats: 12 } }),
    audit: ['billing.quote.created'],
    events: ['billing.quote.created'],
  },
  'billing.quotes.offer': {
    given: async (world) => ({ input: { id: (await deal(world)).id } }),
    audit: ['billing.quote.offered'],
    events: ['billing.quote.offered'],
  },
  'billing.quotes.withdraw': {
    given: async (world) => ({ input: { id: (await offered(world)).id, reason: 'Sold elsewhere' } }),
    audit: ['billing.quote.withdrawn'],
  },
  'billing.quotes.renew': {
    given: async (world) => {
      world.at('2027-03-01')
      return { input: { id: world.ids.contract } }
    },
    audit: ['billing.quote.created'],
    events: ['billing.quote.created'],
  },
  'billing.quotes.approve': {
    given: async (world) => {
      const quote = await deal(world, '10')
      return { as: world.person('sales_manager'), input: { id: quote.id, role: 'sales_manager', verdict: 'approved', reason: 'Fine' } }
    },
    audit: ['billing.approval.approved', 'decisions.decision.recorded'],
    events: ['decisions.decision.decided'],
  },
  'billing.quotes.sign': {
    given: async (world) => ({ input: { id: (await offered(world)).id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: form } }),
    audit: ['billing.contract.activated', 'billing.order.placed', 'billing.quote.signed'],
    events: [
      'billing.contract.activated',
      'billing.document.issued',
      'billing.entitlement.changed',
      'billing.order.placed',
      'billing.quote.accepted',
    ],
  },
  'billing.contracts.change_preview': { given: (world) => ({ input: { id: world.ids.contract } }), quiet: stored },
  'billing.contracts.amend': {
    given: async (world) => ({
      input: { id: world.ids.contract, change: { kind: 'seats', add: 2 }, reason: 'More people', if_match: await version(world) },
    }),
    audit: ['billing.contract.amended'],
    events: ['billing.contract.amended', 'billing.document.issued', 'billing.entitlement.changed', 'billing.payment.requested'],
  },
  'billing.contracts.renew': {
    given: async (world) => {
      world.at('2027-03-01')
      return { input: { id: world.ids.contract, if_match: await version(world) } }
    },
    audit: ['billing.contract.renewed'],
    events: ['billing.contract.renewed', 'billing.entitlement.changed'],
  },
  'billing.contracts.auto_renew': {
    given: (world) => ({ input: { id: world.ids.contract, auto_renew: false } }),
    audit: ['billing.contract.renewal_chosen'],
  },
  'billing.payments.record': {
    given: async (world) => {
      const { id, open_minor } = await invoice(world)
      return { input: { document_id: id, amount_minor: open_minor, reference: 'Transfer 7' } }
    },
    audit: ['billing.payment.received'],
    events: ['billing.document.paid', 'billing.payment.succeeded'],
  },
  'billing.balances.refund': {
    given: async (world) => {
      const { id, open_minor, currency } = await invoice(world)
      await world.ask(promise.paymentsRecord, { document_id: id, amount_minor: open_minor + 500 })
      return { input: { profile_id: world.ids.profile, currency, amount_minor: 500, reference: 'Back 7', reason: 'Paid too much' } }
    },
    audit: ['billing.balance.refunded'],
    events: ['billing.balance.refunded'],
  },
  'billing.runs.start': { given: () => ({ input: {} }), audit: ['billing.run.done'], alone: 'there is one kind of run' },
  'portal.preview': {
    given: (world) => ({ as: world.actors.visitor, input: { product: 'harbor-enterprise', seats: 5, country: 'DE' } }),
    quiet: stored,
  },
  'portal.quotes.create': {
    given: (world) => ({ as: world.actors.buyer, input: { product: 'harbor-enterprise', seats: 5 } }),
    audit: ['billing.quote.created'],
    events: ['billing.quote.created', 'billing.quote.offered'],
  },
  'portal.card_tokens.create': {
    given: (world) => ({ as: world.actors.buyer, input: { number: '4242 4242 4242 4242', exp_month: 12, exp_year: 2031, cvc: '123' } }),
    quiet: 'stands for the provider’s own field: a card becomes a token there, and we keep neither',
  },
  'portal.quotes.accept': {
    given: async (world) => ({ as: world.actors.buyer, input: world.yesTo(await bought(world), await paying(world)) as never }),
    audit: ['billing.order.placed'],
    events: ['billing.order.placed', 'billing.quote.accepted'],
  },
  'portal.quotes.decline': {
    given: async (world) => ({ as: world.actors.buyer, input: { id: (await bought(world)).id } }),
    audit: ['billing.quote.declined'],
  },
  'portal.orders.pay': {
    given: async (world) => {
      const declined = { token: await world.cardToken('4000 0000 0000 9995') }
      const order = await world.ask(promise.portalQuoteAccept, world.yesTo(await bought(world), declined), world.actors.buyer)
      await world.drain()
      return { as: world.actors.buyer, input: { number: order.number, payment: await paying(world) } }
    },
    audit: ['billing.order.paid_again'],
    events: ['billing.payment.requested'],
  },
  'portal.contracts.change_preview': {
    given: (world) => ({ as: world.actors.buyer, input: { id: world.ids.contract, kind: 'seats', add: 2 } }),
    quiet: stored,
  },
  'portal.contracts.add_seats': {
    given: (world) => ({ as: world.actors.buyer, input: { id: world.ids.contract, add: 2 } }),
    audit: ['billing.quote.created'],
    events: ['billing.quote.created', 'billing.quote.offered'],
  },
  'portal.contracts.renew': {
    given: async (world) => {
      world.at('2027-03-01')
      return { as: world.actors.buyer, input: { id: world.ids.contract } }
    },
    audit: ['billing.quote.created'],
    events: ['billing.quote.created', 'billing.quote.offered'],
  },
  'portal.contracts.renewal_choice': {
    given: (world) => ({ as: world.actors.buyer, input: { id: world.ids.contract, auto_renew: false } }),
    audit: ['billing.contract.renewal_chosen'],
  },
  'portal.documents.pay': {
    given: async (world) => ({ as: world.actors.buyer, input: { id: (await invoice(world)).id, payment: await paying(world) } }),
    audit: ['billing.document.payment_asked'],
    events: ['billing.payment.requested'],
  },
  'portal.documents.mail': {
    given: async (world) => ({ as: world.actors.buyer, input: { id: (await invoice(world)).id, to: 'billing' } }),
    audit: ['billing.document.mailed_again'],
    alone: 'the reader is one of two words, of which the walk tries no other',
  },
  'portal.company.change': {
    given: async (world) => {
      const { version } = await world.ask(promise.portalCompany, {}, world.actors.buyer)
      const address = { street: 'Hafenstrasse 2', postal_code: '20457', city: 'Hamburg' }
      return { as: world.actors.buyer, input: { address, tax_id: 'DE811569869', if_match: version } }
    },
    audit: ['customers.account.changed', 'billing.profile.changed'],
    events: ['customers.account.changed'],
  },
  'portal.contracts.card': {
    given: async (world) => ({ as: world.actors.buyer, input: { id: world.ids.contract, payment: await paying(world) } }),
    audit: ['billing.contract.card_chosen'],
  },
}
