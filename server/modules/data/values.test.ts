import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { publishers, stagedSql } from '../../../test/cast/published.ts'
import { ofNoRoom } from '../../../test/cast/warehouse.ts'
import { warehouseReady, valueOf as metricValue, valuesOf as metricValues } from './index.ts'
import { life } from './life.ts'

ofNoRoom()
let cast: Cast
beforeAll(async () => {
  const also = await publishers(['customers', 'billing', 'licensing'])
  cast = await openCast({ rooms: ['people', 'decisions', 'data'], also, staged: stagedSql(also), live: true })
  const { pool } = cast.house.db
  await pool.query(`insert into customers.public_accounts (id, number, name, kind, country, region, segment, owner, created_day)
    values ('a-1', 'A-000001', 'Nordhafen GmbH', 'business', 'DE', 'EMEA', 'mid', null, '2026-01-01')`)
  await pool.query(`insert into billing.public_contract_items (contract, contract_id, account, item, recurring, "from", "to", annual_minor, currency, quantity, n)
    values ('C-000001', 'c1', 'a-1', 'seats', true, '2026-06-01', '2027-06-01', 390000, 'USD', 25, 1), ('C-000002', 'c2', 'a-1', 'seats', true, '2026-05-01', '2027-05-01', 100001, 'USD', 5, 1)`)
  await warehouseReady()
})
afterAll(() => cast?.close())

test('many figures of the same days are one question, each as it is alone; one that cannot be had takes no other with it', async () => {
  const asks = [
    { metric: 'arr', window: 'at:2026-06-15' },
    { metric: 'customers', window: 'at:2026-06-15' },
    { metric: 'arr', version: 1, window: 'at:2026-06-15' },
    { metric: 'arr', window: 'at:2026-05-31' },
    { metric: 'arr', window: 'at:2026-06-14', filter: { contract: ['C-000001'] } },
    { metric: 'tes', window: 'at:2026-06-14', filter: { contract: ['C-000001'] } },
    { metric: 'no.such', window: 'at:2026-06-15' },
    { metric: 'arr', window: 'yesterday' },
    { metric: 'arr', window: 'at:2026-05-31', asOf: new Date('2026-01-01') },
  ]
  const asker = life()?.asker
  if (!asker) throw new Error('no house is open')
  const plain = asker.ask
  let questions = 0
  const counting: typeof plain = (...of) => {
    questions += 1
    return plain(...of)
  }
  asker.ask = counting
  try {
    const together = await cast.open((ctx) => metricValues(ctx, asks))
    // two days, and a third under a filter: there one is refused before it is asked, and the other is asked alone
    expect(questions).toBe(3)
    const alone = await Promise.all(asks.map((ask) => cast.open((ctx) => metricValue(ctx, ask).catch(() => undefined))))
    const said = (values: readonly (object | undefined)[]) => values.map((one) => one && { ...one, asOf: null, freshness: null })
    expect(said(together)).toEqual(said(alone))
    expect(together.map((one) => one && [one.value, one.reason])).toEqual([
      ['4900.01', undefined],
      ['1', undefined],
      ['4900.01', undefined],
      ['1000.01', undefined],
      ['3900.00', undefined],
      [null, 'query.dimension_missing'],
      undefined,
      undefined,
      [null, 'snapshot.none'],
    ])
  } finally {
    asker.ask = plain
  }
})
