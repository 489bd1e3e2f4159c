import { afterEach, beforeEach, expect, test } from 'vitest'
import { flagNames } from '../../../packages/licence-verifier/index.ts'
import { openShop, type Shop } from '../../../test/cast/billing.ts'
import { refusalOf } from '../../../test/cast/licensing.ts'
import * as sale from '../billing/contract.ts'
import * as promise from './contract.ts'
import { profileFeatures } from './contract.ts'
import { profileAttention } from './waiting.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ rooms: ['people', 'customers', 'billing', 'licensing'] })
})
afterEach(() => shop.close())

const features = Object.fromEntries(flagNames.map((name) => [name, name === 'saml'])) as never
const lantern = {
  product_code: 'lantern',
  plan: 'standard',
  sku_name: 'Lantern Standard',
  sku_short_name: 'professional' as const,
  features,
  extra_rule: { kind: 'percent' as const, value: 10, min: 1 },
  grace_days: 14,
  terminate_days: 90,
}

/** Sells 20 seats of a product that no profile explains yet. */
async function sellLantern() {
  const finance = shop.cast.as('finance')
  await finance.call(sale.productsCreate, {
    code: 'lantern-standard',
    name: 'Lantern',
    family: 'lantern',
    class: 'self_hosted',
    obligation: 'licence_pcs',
    edition_rank: 10,
    unit: 'seat',
    self_serve: true,
    entitlements: { product_code: 'lantern', plan: 'standard' },
  })
  const prices = [{ product: 'lantern-standard', currency: 'EUR', per: 'year' as const, unit_price: '20.00' }]
  const { version } = await finance.call(sale.priceBooksVersion, { book: 'list', valid_from: '2026-06-15', prices })
  await finance.call(sale.priceBooksPublish, { book: 'list', version })
  const customer = await shop.customer()
  const quote = await customer.buyer.call(sale.portalQuoteCreate, { product: 'lantern-standard', seats: 20, per: 'year' })
  const order = await shop.accept(customer.buyer, quote)
  await expect(shop.cast.drain()).rejects.toThrow('profile.missing')
  return { customer, order }
}

const licencesOf = async (customer: Awaited<ReturnType<typeof sellLantern>>['customer']) =>
  (await customer.buyer.call(promise.portalLicencesList, {})).items

test('a product of one’s own: sold, then its profile is added, and the file is issued by itself, even when the sale was set aside', async () => {
  const { customer, order } = await sellLantern()
  expect(await licencesOf(customer)).toEqual([])
  const bizops = shop.cast.as('bizops')
  const waiting = await shop.cast.open(profileAttention)
  expect(waiting).toMatchObject([
    { title: 'A sale waits for a licence profile', href: '/licensing/profiles/new?product=lantern&plan=standard' },
  ])

  await shop.query("update kernel.delivery set attempts = 12, dead_at = now() where error like 'profile.missing%'")
  const added = await bizops.call(promise.profilesAdd, lantern)
  expect(added).toMatchObject({ version: 1, valid_from: '2026-06-15', sku_name: 'Lantern Standard' })
  await shop.cast.drain()
  const [licence] = await licencesOf(customer)
  expect(licence).toMatchObject({ edition: 'Lantern Standard', seats: 20, extra_users: 2, starts_on: '2026-06-15', ends_on: '2027-06-15' })
  const detail = await bizops.call(promise.licencesGet, { id: licence?.id ?? '' })
  expect(detail.payload).toMatchObject({ sku_name: 'Lantern Standard', features: { users: 20, saml: true, ldap: false } })
  expect(detail.grace_until).toBe('2027-06-28T22:00:00.000Z')
  expect(await customer.buyer.call(sale.portalOrder, { number: order.number })).toMatchObject({ state: 'fulfilled' })
  expect(await shop.cast.open(profileAttention)).toEqual([])
})

test('the next version counts for licences that are issued from its day on', async () => {
  const bizops = shop.cast.as('bizops')
  await bizops.call(promise.profilesAdd, lantern)
  const add = (change: object) => bizops.call(promise.profilesAdd, { ...lantern, ...change })
  expect(await refusalOf(add({}))).toMatchObject({ kind: 'conflict', code: 'profile.unchanged' })
  expect(await refusalOf(add({ grace_days: 10, valid_from: '2026-06-14' }))).toMatchObject({ kind: 'refused', code: 'profile.backdated' })
  expect(await refusalOf(add({ grace_days: 91 }))).toMatchObject({ kind: 'invalid', code: 'profile.no_grace' })
  expect(await add({ grace_days: 10, valid_from: '2026-07-01' })).toMatchObject({ version: 2 })
  expect(await refusalOf(add({ grace_days: 12, valid_from: '2026-06-30' }))).toMatchObject({ code: 'profile.backdated' })
  const { items } = await bizops.call(promise.profilesList, { product_code: 'lantern' })
  expect(items.map((one) => [one.version, one.grace_days])).toEqual([
    [2, 10],
    [1, 14],
  ])
  const all = await bizops.call(promise.profilesList, { limit: 3 })
  const rest = await bizops.call(promise.profilesList, { limit: 200, cursor: all.next ?? undefined })
  expect([...all.items, ...rest.items]).toHaveLength(8)
})

test('adding one is audited, once for one key, and only for those who may', async () => {
  const bizops = shop.cast.as('bizops')
  const key = 'profile-once'
  const first = await bizops.call(promise.profilesAdd, lantern, { key })
  expect(await bizops.call(promise.profilesAdd, lantern, { key })).toEqual(first)
  const { rows } = await shop.query(`select actor_name, subject_label from kernel.audit where action = 'licensing.profile.added'`)
  expect(rows).toEqual([{ actor_name: 'bizops', subject_label: 'lantern · standard, version 1' }])
  for (const role of ['finance', 'auditor', 'sales'])
    expect(await refusalOf(shop.cast.as(role).call(promise.profilesAdd, lantern))).toMatchObject({ kind: 'forbidden' })
})

test('a profile names each of the flags that the format knows, and no other', async () => {
  expect(Object.keys(profileFeatures.shape)).toEqual([...flagNames])
  expect(profileFeatures.safeParse({ ...(features as object), teleport: true }).success).toBe(false)
  const { saml: _, ...less } = features as Record<string, boolean>
  expect(profileFeatures.safeParse(less).success).toBe(false)
})
