import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCast } from '../../../../../test/cast/cast.ts'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { rateFor } from '../../../../kernel/rates.ts'
import { carryRates } from './rates.ts'
import * as promise from '../../contract.ts'
import { pricingPage } from '../../pages/pricing.ts'
import { installShipped } from '../../setup/shipped.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('price books', () => {
  test('a published version sells from its day and ends the one before; it never changes again', async () => {
    const finance = shop.cast.as('finance')
    const draft = await finance.call(promise.priceBooksVersion, {
      book: 'list',
      valid_from: '2026-07-01',
      prices: [{ product: 'harbor-professional', currency: 'EUR', per: 'year', unit_price: '99.00' }],
    })
    expect(draft).toMatchObject({ version: 2, state: 'draft', may: ['publish'] })
    await finance.call(promise.priceBooksPublish, { book: 'list', version: 2 })
    await expect(finance.call(promise.priceBooksPublish, { book: 'list', version: 2 })).rejects.toMatchObject({
      code: 'price_book.immutable',
    })
    const { items } = await finance.call(promise.priceBooksList, {})
    expect(items.map(({ version, valid_from, valid_to }) => [version, valid_from, valid_to])).toEqual([
      [2, '2026-07-01', null],
      [1, '2026-01-01', '2026-07-01'],
    ])
    const ask = () => shop.cast.visitor().call(promise.portalPreview, { product: 'harbor-professional', seats: 1, country: 'DE' })
    expect(await ask()).toMatchObject({ unit_price: '88.00' })
    shop.cast.setNow(new Date('2026-07-01T00:30:00+02:00'))
    expect(await ask()).toMatchObject({ unit_price: '99.00' })
    shop.cast.setNow(new Date('2026-06-15T10:00:00Z'))
    await expect(shop.cast.as('sales').call(promise.priceBooksPublish, { book: 'list', version: 2 })).rejects.toMatchObject({ status: 403 })
  })

  test('the price page says price, tax and formula without a script, and keeps hostile text in its place', async () => {
    const render = (params: Record<string, string>) => shop.cast.open((ctx) => pricingPage.render(ctx, params, []))
    const page = await render({ country: 'DE', product: 'harbor-enterprise', seats: '25', tax_id: '"><script>alert(1)</script>' })
    expect(page.body).toContain('25 × €156.00 per year')
    expect(page.body).toContain('€4,641.00')
    expect(page.body).not.toContain('<script>alert')
    expect(JSON.stringify(page.jsonLd)).toContain('"priceCurrency":"EUR"')
    expect((await render({ country: 'US', seats: '40' })).body).toContain('$168')
  })
})

test('an empty house is set up once, by somebody who may configure', async () => {
  const cast = await openCast({ rooms: ['people', 'customers', 'billing'] })
  try {
    const finance = cast.as('finance')
    expect(await finance.call(promise.billingHome, {})).toMatchObject({ ready: false })
    expect((await cast.open((ctx) => pricingPage.render(ctx, {}, []))).body).toContain('not published prices yet')
    await expect(cast.as('sales').call(promise.setUp, {})).rejects.toMatchObject({ status: 403 })
    expect(await finance.call(promise.setUp, {})).toEqual({ done: true })
    expect(await finance.call(promise.setUp, {})).toEqual({ done: false })
    // the shipped rows came with it: opening the house adds none a second time
    expect(await cast.open(installShipped)).toBe(0)
    expect(await finance.call(promise.billingHome, {})).toMatchObject({ ready: true, requested_quotes: 0 })
  } finally {
    await cast.close()
  }
})

test('a month without a rate of its own goes on with the last one, and says so', async () => {
  shop.cast.setNow(new Date('2029-01-01T12:00:00Z'))
  expect(await shop.cast.open(carryRates)).toBe(1)
  expect(await shop.cast.open(carryRates)).toBe(0)
  expect(await shop.cast.open((ctx) => rateFor(ctx.tx, 'EUR', 'USD', '2029-01-01'))).toBe('1.085')
})
