import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { life } from '../data/life.ts'
import { warehouseReady } from '../data/index.ts'
import { editionsGet, importsConfirm, importsPreview, type MeasureShape, measuresBind } from './contract.ts'

let cast: Cast
let edition = ''
const text =
  '# Lighthouse VPMOM\n\n|Period|01.02.2026 - 31.01.2027|\n|-|-|\n\n## Vision\n- Light\n\n## Measures\n- Active servers stay above 0\n'

beforeAll(async () => {
  cast = await openCast({ live: true })
  await warehouseReady()
  const bizops = cast.as('bizops')
  const preview = await bizops.call(importsPreview, { name: 'plan.md', text })
  const { created } = await bizops.call(importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'company' }] })
  edition = created[0]?.edition_id ?? ''
  const item = (await bizops.call(editionsGet, { id: edition })).sections.find((one) => one.name === 'measures')?.items[0]
  const promise = { metric_id: 'tes', direction: 'at_most' as const, target: '5', due: '2027-01-31' }
  expect(await bizops.call(measuresBind, { id: edition, key: item?.key, ...promise })).toMatchObject({
    freshness: 'fresh',
    value: '0',
    status: 'green',
  })
})
afterAll(() => cast.close())

async function shown(): Promise<MeasureShape | null | undefined> {
  const page = await cast.as('member').call(editionsGet, { id: edition })
  return page.sections.find((one) => one.name === 'measures')?.items[0]?.measure
}
/** What feeds events did its work so long ago, by the database's clock. */
const silent = (time: string) =>
  cast.house.db.pool.query(`update data.pulse set good_at = clock_timestamp() - $1::interval where stage = 'events'`, [time])

test('a figure of a plan says that it stands still as soon as what feeds it does, though nobody reads it anew', async () => {
  const before = await shown()
  expect(before).toMatchObject({ freshness: 'fresh', complete_through: '2026-06-15T10:00:00.000Z' })
  await life()?.engine?.close()
  await silent('2 minutes')
  expect(await shown()).toEqual({ ...before, freshness: 'stale' })
  await silent('1 second')
  expect(await shown()).toEqual(before)
})

test('a figure older than its definition allows needs data, whatever it was called when it was read', async () => {
  cast.setNow(new Date('2026-06-16T13:00:00Z'))
  expect(await shown()).toMatchObject({ freshness: 'late', value: '0', status: 'green' })
  cast.setNow(new Date('2026-06-18T13:00:00Z'))
  expect(await shown()).toMatchObject({ freshness: 'broken', value: '0', status: 'data_needed' })
})

test('the last figure of a plan that is over ages no more', async () => {
  cast.setNow(new Date('2027-02-01T13:00:00Z'))
  expect(await shown()).toMatchObject({ freshness: 'fresh', value: '0', status: 'green' })
})
