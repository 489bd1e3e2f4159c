import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../test/cast/billing.ts'
import * as promise from './contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const ask = (more: Record<string, unknown>) =>
  shop.cast.visitor().call(promise.portalPreview, { product: 'harbor-professional', seats: 10, country: 'DE', ...more } as never)

test('a German buyer pays German VAT, with or without a VAT id', async () => {
  expect(await ask({ tax_id: 'DE811569869' })).toMatchObject({
    currency: 'EUR',
    tax_id_state: 'valid',
    totals: { net_minor: 88_000, tax_minor: 16_720 },
  })
  expect(await ask({})).toMatchObject({ tax_id_state: 'none', totals: { tax_minor: 16_720 } })
})

test('a company elsewhere in the EU with a valid id accounts for VAT itself; pending or unknown ids are charged', async () => {
  const reverse = await ask({ country: 'FR', tax_id: 'FR40303265045' })
  expect(reverse).toMatchObject({ tax_id_state: 'valid', totals: { tax_minor: 0 } })
  expect(reverse.tax_groups).toMatchObject([{ category: 'AE', rate: '0' }])
  expect(await ask({ country: 'FR', tax_id: 'FR40303265300' })).toMatchObject({ tax_id_state: 'pending', totals: { tax_minor: 17_600 } })
  expect(await ask({ country: 'FR', tax_id: 'FR40303265200' })).toMatchObject({ tax_id_state: 'invalid', totals: { tax_minor: 17_600 } })
})

test('a consumer in the EU pays the rate of the own country', async () => {
  expect(await ask({ country: 'HU', kind: 'consumer' })).toMatchObject({ totals: { tax_minor: 23_760 } })
})

test('outside the EU it is an export; in the United States we are not registered', async () => {
  expect((await ask({ country: 'CH' })).tax_groups).toMatchObject([{ category: 'G' }])
  const us = await ask({ country: 'US', region: 'TX' })
  expect(us).toMatchObject({ currency: 'USD', entity: { code: 'US' }, totals: { net_minor: 96_000, tax_minor: 0 } })
  expect(us.tax_text).toContain('not registered')
})

test('in a state where we hold a permit, sales tax is collected', async () => {
  const boss = shop.cast.as('admin')
  const us = (await boss.call(promise.entitiesList, {})).items.find((one) => one.code === 'US')
  const texas = { jurisdiction: 'US-TX', id: '3-20012-3456-7', kind: 'sales' as const, valid_from: '2026-01-01' }
  await boss.call(promise.entitiesChange, { id: us?.id ?? '', registrations: [texas] })
  const asked = { country: 'US', product: 'harbor-enterprise', seats: 20 }
  expect(await ask({ ...asked, region: 'TX' })).toMatchObject({ totals: { net_minor: 336_000, tax_minor: 21_000, gross_minor: 357_000 } })
  expect(await ask({ ...asked, region: 'CA' })).toMatchObject({ totals: { tax_minor: 0 } })
  await expect(ask(asked)).rejects.toMatchObject({ code: 'tax.region_missing' })
})

test('a VAT id that no country writes is refused when a profile is made', async () => {
  const customer = await shop.customer('DE', null)
  const company = { legal_name: 'Kestrel GmbH', country: 'DE', kind: 'business' as const, tax_id: 'DE12' }
  await expect(customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })).rejects.toMatchObject(
    { code: 'tax_id.format' },
  )
})

test('every rate and rule has a source', async () => {
  const { rates, rules } = await shop.cast.as('auditor').call(promise.taxRowsList, {})
  expect(rates.length).toBeGreaterThan(80)
  expect([...rates, ...rules].every((row) => row.source.startsWith('http'))).toBe(true)
})
