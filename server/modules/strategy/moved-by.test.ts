import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import { publishers, stagedSql } from '../../../test/cast/published.ts'
import { ofNoRoom } from '../../../test/cast/warehouse.ts'
import { warehouseReady } from '../data/index.ts'
import { actorOfPerson, admitPerson, doFirstRun } from '../people/index.ts'
import * as promise from './contract.ts'

ofNoRoom()
let cast: Cast
let ilse: Speaker
beforeAll(async () => {
  const also = await publishers(['customers', 'billing', 'licensing'])
  cast = await openCast({ rooms: ['people', 'decisions', 'data', 'strategy'], also, staged: stagedSql(also), live: true })
  const { pool } = cast.house.db
  await pool.query(`insert into customers.public_accounts (id, number, name, kind, country, region, segment, owner, created_day)
    values ('a-1', 'A-000001', 'Nordhafen GmbH', 'business', 'DE', 'EMEA', 'mid', null, '2026-01-01'), ('a-2', 'A-000002', 'Sund AS', 'business', 'NO', 'EMEA', 'mid', null, '2026-01-01')`)
  await pool.query(`insert into billing.public_contract_items (contract, contract_id, account, item, recurring, "from", "to", annual_minor, currency, quantity, n)
    values ('C-000001', 'c1', 'a-1', 'seats', true, '2026-06-12', '2027-06-12', 390000, 'USD', 25, 1), ('C-000002', 'c2', 'a-2', 'seats', true, '2026-05-01', '2027-05-01', 100000, 'USD', 5, 1)`)
  await warehouseReady()
  const owner = { name: 'Ida', email: 'ida@tidewater.example', password: 'a lantern on the quay' }
  await cast.open((ctx) =>
    doFirstRun(ctx, { company: { name: 'Tidewater', zone: 'UTC', fiscal_year_end: '01-31', currency: 'USD', locale: 'en-US' }, owner }),
  )
  const id = await cast.open((ctx) =>
    admitPerson(ctx, { name: 'Ilse', email: 'ilse@tidewater.example', password: owner.password, roles: ['bizops'] }),
  )
  const actor = await cast.open((ctx) => actorOfPerson(ctx, id))
  if (!actor) throw new Error('nobody was admitted')
  ilse = cast.speaker(actor)
})
afterAll(() => cast?.close())

async function moved(period: string, n: number) {
  const source = `# Quay ${n} VPMOM\n\nPeriod: ${period}\nDRI: Ilse\n\nVision\n- Calm.\n\nPriorities\n1. Trust\n\nMethods\n1. Sell (DRI: Ilse)\n\nMeasures\n- Revenue grows\n`
  const { edition_id: id } = await ilse.call(promise.plansCreate, { title: `Quay ${n} VPMOM`, level: 'department', source })
  const { sections } = await ilse.call(promise.editionsGet, { id })
  const key = sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
  await ilse.call(promise.measuresBind, {
    ...{ id, key, metric_id: 'arr', direction: 'increase', baseline: '1000', target: '9000' },
    due: '2027-01-31',
  })
  const { contributors } = await ilse.call(promise.updatesDraft, { id, key })
  return contributors.map(({ name, value, unit }) => [name, value, unit])
}

test('recurring revenue that moved between two days within months is told by its accounts', async () => {
  expect(await moved('June 1, 2026 to January 31, 2027', 1)).toEqual([['Nordhafen GmbH', '3900', 'USD']])
  expect(await moved('June 10, 2026 to January 31, 2027', 2)).toEqual([['Nordhafen GmbH', '3900', 'USD']])
})
