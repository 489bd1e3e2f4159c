import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { accountCreate, accountRead, segmentsChange, segmentsRead } from './contract.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers'] })
})
afterAll(() => cast.close())

test('business operations move a segment’s band: accounts follow, new ones too, and what was before can be read', async () => {
  const bizops = cast.as('bizops')
  const named = (name: string, employees?: number) =>
    bizops.call(accountCreate, { name, country: 'DE', ...(employees ? { employees } : { segment: 'enterprise' as const }) })
  const [small, middle, unknown] = [await named('Small GmbH', 40), await named('Middle GmbH', 140), await named('Unknown GmbH')]
  const shipped = await cast.as('auditor').call(segmentsRead, {})
  expect(shipped).toMatchObject({ version: 1, mid_market_from: 100, enterprise_from: 1000, before: [], may: [] })
  const change = { mid_market_from: 30, enterprise_from: 120, reason: 'How we sell since June' }
  await expect(cast.as('sales').call(segmentsChange, { ...change, if_match: 1 })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(bizops.call(segmentsChange, { ...change, enterprise_from: 30, if_match: 1 })).rejects.toMatchObject({
    code: 'customers.segment_bands_crossed',
  })
  expect(await bizops.call(segmentsChange, { ...change, if_match: 1 })).toMatchObject({ version: 2, valid_from: '2026-06-15', moved: 2 })
  await expect(bizops.call(segmentsChange, { ...change, if_match: 1 })).rejects.toMatchObject({ code: 'edit.stale' })
  const segment = async ({ id }: { id: string }) => (await bizops.call(accountRead, { id })).segment
  expect([await segment(small), await segment(middle), await segment(unknown)]).toEqual(['mid_market', 'enterprise', 'enterprise'])
  expect((await named('New GmbH', 40)).segment).toBe('mid_market')
  const read = await bizops.call(segmentsRead, {})
  expect(read).toMatchObject({ version: 2, reason: 'How we sell since June', before: [{ version: 1 }], may: ['customers.segments.change'] })
  const { rows } = await cast.house.db.pool.query(`select after from kernel.audit where action = 'customers.segments.changed'`)
  expect(rows).toMatchObject([{ after: { mid_market_from: 30, enterprise_from: 120, accounts_moved: 2 } }])
})
