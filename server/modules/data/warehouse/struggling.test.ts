import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../test/cast/billing.ts'
import { allRooms } from '../../../../test/cast/cast.ts'
import { prepareKeys } from '../../licensing/index.ts'
import * as ask from '../contract.ts'
import { valueOf as metricValue, warehouseReady } from '../index.ts'
import { life } from '../life.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms, live: true })
  await prepareKeys(shop.cast.open)
  await sell()
  await warehouseReady()
})
afterAll(() => shop?.close())

async function sell(): Promise<void> {
  await shop.buy(await shop.customer(), { seats: 5 })
  await shop.cast.drain()
}
const arr = async () => Number((await shop.cast.open((ctx) => metricValue(ctx, { metric: 'arr', window: 'at:2026-06-15' }))).value)
const sold = async () => {
  const asked = { metrics: ['orders.value'], grain: 'total', from: '2026-06-15', to: '2026-06-16' } as const
  return Number(
    (await shop.cast.as('bizops').call(ask.figuresAsk, { ...asked, metrics: [...asked.metrics] })).rows[0]?.values['orders.value'],
  )
}
const stalled = async () => {
  // the screen says it after a while; here the database's clock is put back
  await shop.query(`update data.pulse set good_at = clock_timestamp() - interval '2 minutes' where stage = 'views'`)
  return (await shop.cast.as('bizops').call(ask.freshnessRead, {})).stalled.find((one) => one.stage === 'views')?.trouble ?? ''
}
const rounds = async (more: number) => {
  for (let n = 0; n < more; n += 1) {
    life()?.engine?.nudge('views')
    await new Promise((resolve) => setTimeout(resolve, 120))
  }
}

test('a pull that failed half-way is built at the next one, though all that moved is in by then', async () => {
  const before = await arr()
  const orders = await sold()
  expect([before > 0, orders > 0]).toEqual([true, true])
  // what moved is taken up, and cannot be taken away
  await shop.query(`create function pg_temp_refuse() returns trigger language plpgsql as $$ begin raise exception 'the note stays'; end $$;
    create trigger stays before delete on kernel.view_change for each row execute function pg_temp_refuse()`)
  await sell()
  await expect(warehouseReady()).rejects.toThrow('the note stays')
  const warehouse = life()?.engine?.warehouse()
  const items = async () => Number((await warehouse?.query('select count(*) as n from core.core_contract_item'))?.[0]?.['n'])
  expect(await items()).toBeGreaterThan(1)
  // what is in is what is answered, though it was asked before
  expect(await sold()).toBe(orders * 2)
  await shop.query('drop trigger stays on kernel.view_change; drop function pg_temp_refuse()')
  await warehouseReady()
  expect(await arr()).toBe(before * 2)
})

test('a pull that goes on failing is tried less and less often, says so with the reason, and comes back at once when asked to', async () => {
  await shop.query('alter view kernel.public_rates rename to rates_elsewhere')
  await shop.query(`insert into kernel.view_change (view, col, key) values ('kernel.public_rates', '*', '*')`)
  await expect(warehouseReady()).rejects.toThrow('public_rates')
  for (let tries = 2; tries <= 6; tries += 1) await expect(warehouseReady()).rejects.toThrow('public_rates')
  const seen = await stalled()
  expect(seen).toMatch(/public_rates.*It has failed \d+ times in a row and is tried again in \d+ s\.$/)
  const times = () => stalled().then((text) => Number(/failed (\d+) times/.exec(text)?.[1]))
  const failures = await times()
  expect(failures).toBeGreaterThanOrEqual(6)
  // whatever moves meanwhile: the next try is at least sixteen seconds away
  await rounds(10)
  expect(await times()).toBe(failures)
  await shop.query('alter view kernel.rates_elsewhere rename to public_rates')
  await warehouseReady()
  expect(await stalled()).not.toContain('public_rates')
})
