import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'
import { openCast } from '../../../../../test/cast/cast.ts'
import { carryRates } from './rates.ts'

const till = shopOfEach()

test('a month has one rate: what was given stays, the other way round is a rate of its own', async () => {
  const finance = till.shop.cast.as('finance', 'admin')
  const rate = { base: 'CHF', quote: 'USD', month: '2026-06', rate: '1.1200', source: 'Central bank' }
  expect(await finance.call(promise.ratesAdd, rate)).toEqual(rate)
  const refused = { code: 'rate.frozen', message: '1 CHF is 1.12 USD in 2026-06, and that stays.' }
  await expect(finance.call(promise.ratesAdd, { ...rate, rate: '1.2' })).rejects.toMatchObject(refused)
  await expect(finance.call(promise.ratesAdd, { ...rate, quote: 'CHF' })).rejects.toMatchObject({ code: 'rate.same' })
  await finance.call(promise.ratesAdd, { ...rate, month: '2026-07', rate: '1.2' })
  await finance.call(promise.ratesAdd, { ...rate, base: 'USD', quote: 'CHF', rate: '0.89' })
  const { rows } = await till.shop.query(`select after ->> 'rate' as rate, subject_id from kernel.audit
    where action = 'billing.rate.added' order by subject_id`)
  expect(rows.map(({ subject_id: id, rate: given }) => [id, given])).toEqual([
    ['CHF-USD-2026-06', '1.1200'],
    ['CHF-USD-2026-07', '1.2'],
    ['USD-CHF-2026-06', '0.89'],
  ])
})

test('a month without a rate takes the last month’s as it is, once, and none where there was none', async () => {
  const { shop, at } = till
  at('2029-01-02')
  expect(await shop.cast.open(carryRates)).toBe(1)
  expect(await shop.cast.open(carryRates)).toBe(0)
  const { rows } = await shop.query(
    `select month, rate, source from kernel.fx_rate where base = 'EUR' and quote = 'USD' and month >= '2028-12' order by month`,
  )
  expect(rows[1]).toEqual({ month: '2029-01', rate: rows[0].rate, source: 'Carried on from 2028-12' })
  const told = await shop.query(`select after from kernel.audit where action = 'billing.rate.carried'`)
  expect(told.rows).toEqual([{ after: { rate: '1.085' } }])
  // two months on there is no last month to take it from
  at('2029-03-02')
  expect(await shop.cast.open(carryRates)).toBe(0)
})

test('until a month has its rate a deal is measured by the last month’s, and by no older one', async () => {
  const lane = (day: string) => till.shop.cast.as('sales').call(promise.lanePreview, { total_net_minor: 460_000, currency: 'EUR', day })
  const of = async (day: string) => (await lane(day)).counted_minor
  expect(await of('2029-01-01')).toBe(await of('2028-12-31'))
  await expect(lane('2029-02-01')).rejects.toMatchObject({ code: 'fx.rate_missing' })
})

test('a house that sells nothing yet has no rate to carry on', async () => {
  const cast = await openCast({ rooms: ['people', 'customers', 'billing', 'decisions'] })
  try {
    expect(await cast.open(carryRates)).toBe(0)
  } finally {
    await cast.close()
  }
})
