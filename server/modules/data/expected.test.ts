import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { decisionsGet, decisionsList, expectationsRates } from '../decisions/contract.ts'
import { noteReading } from '../decisions/index.ts'
import { readExpectations } from './commands/expected.ts'
import { warehouseReady } from './index.ts'
import { builtIn } from './metrics/builtin.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(['people', 'decisions', 'data'])
})
afterAll(() => ledger?.cast.close())

const figure = 'decisions.opened'
const read = () => readExpectations(ledger.cast.open)
const page = (id: string) => ledger.as('sol').call(decisionsGet, { id })
/** Decided by one alone on June 15, with what it expects. */
const decided = async (expected: { metric: string; value: string; on: string }, more: object = {}, opening: object = {}) => {
  const { id } = await ledger.opened({ parties: [ledger.party('D', 'mara')], expected, ...opening })
  return ledger.decide('mara', id, more)
}
const at = async (day: string) => {
  ledger.at(day)
  await warehouseReady()
}
/** What is in through a day: the warehouse says so by itself after a while, and these tests do not wait for it. */
const until = async (test: () => Promise<boolean>) => {
  for (let n = 0; n < 200; n++) {
    if (await test()) return
    await new Promise((go) => setTimeout(go, 100))
  }
  throw new Error('it never was in')
}

test('what is expected is read by itself on its day, not before, once, with the figure’s version and day', async () => {
  const a = await decided({ metric: figure, value: '2', on: '2026-07-01' })
  const b = await decided({ metric: `${figure}@1`, value: '400', on: '2026-07-01' }, {}, { type: 1 })
  const gone = await decided({ metric: 'no.such.figure', value: '1', on: '2026-07-01' })
  await at('2026-06-30')
  expect(await read()).toEqual({ read: 0, unknown: 0 })
  expect((await page(a.id)).expected).toEqual({ metric: figure, value: '2', on: '2026-07-01', read: null })
  await at('2026-07-01')
  await until(async () => (await read()).read + ((await page(b.id)).expected?.read ? 1 : 0) > 0)
  await read()
  const hash = builtIn().catalogue.get(figure)?.hash
  expect((await page(a.id)).expected?.read).toMatchObject({
    metric: figure,
    version: 1,
    definition_hash: hash,
    label: 'Decisions opened',
    value: '3',
    hit: false,
    aim: 'about',
    from: '2026-06-01',
    to: '2026-07-01',
    as_of: new Date('2026-07-01T10:00:00Z'),
  })
  expect((await page(b.id)).expected?.read).toMatchObject({ value: '3', hit: false })
  expect((await page(gone.id)).expected, 'a figure that is gone is unknown, not nought').toMatchObject({ read: null })
  expect(await read()).toEqual({ read: 0, unknown: 1 })
  expect((await ledger.trail(a.id)).filter((one) => one === 'decisions.expectation.read')).toHaveLength(1)
  expect((await ledger.told('mara', 'decisions.expectation.read')).map(({ text }) => text)).toContainEqual(
    expect.stringContaining(`${a.number}: what it brought is not what was expected`),
  )
  await expect(ledger.cast.house.db.pool.query('update decisions.reading set hit = true')).rejects.toThrow(/never|change|immutable|append/i)
  ledger.at('2026-06-15')
})

test('the ledger says how often it came, by type, and which are still awaited', async () => {
  const took = (value: string) => ({
    metric: figure,
    version: 1,
    definition_hash: 'a'.repeat(64),
    label: 'Decisions opened',
    unit: 'count',
    direction: 'up' as const,
    value,
    from: '2026-06-01',
    to: '2026-07-01',
    as_of: new Date('2026-07-02T10:00:00Z'),
    rows_href: '/data/metrics/decisions.opened',
  })
  const before = (await ledger.as('sol').call(expectationsRates, {})).types
  expect(before.map(({ type, read: n, hits, rate }) => [type, n, hits, rate])).toEqual([
    [1, 1, 0, '0.0000'],
    [2, 1, 0, '0.0000'],
  ])
  const hit = await decided({ metric: figure, value: '10', on: '2026-07-02' })
  const few = await decided({ metric: figure, value: '10', on: '2026-07-02' }, {}, { audience: 'restricted' })
  const note = (id: string, value: string) => ledger.cast.open((ctx) => noteReading(ctx, id, took(value)))
  ledger.at('2026-07-01')
  expect(await note(hit.id, '10'), 'nothing is read before its day').toBe(false)
  ledger.at('2026-07-02')
  expect([await note(hit.id, '10'), await note(hit.id, '0'), await note(few.id, '11')]).toEqual([true, false, true])
  const rates = async (who: string) => (await ledger.as(who).call(expectationsRates, {})).types[1]
  expect(await rates('sol')).toEqual({ type: 2, stated: 3, read: 2, hits: 1, rate: '0.5000' })
  expect(await rates('ilse')).toMatchObject({ read: 3, hits: 2 })
  const effect = async (where: string) => (await ledger.as('sol').call(decisionsList, { where: [where] })).items.map(({ id }) => id)
  expect(await effect('expectation:is:hit')).toEqual([hit.id])
  expect(await effect('expectation:is:missed')).toHaveLength(2)
  expect(await effect('expectation:is:awaited')).toHaveLength(1)
  ledger.at('2026-06-15')
})

test('an effect is of a day to come, and whoever decides may say another value', async () => {
  const past = expect.objectContaining({ code: 'decision.expected_past' })
  await expect(ledger.opened({ expected: { metric: figure, value: '1', on: '2026-06-15' } })).rejects.toEqual(past)
  const { id } = await ledger.opened({ parties: [ledger.party('D', 'mara')], expected: { metric: figure, value: '1', on: '2026-06-18' } })
  ledger.at('2026-06-18')
  await expect(ledger.decide('mara', id)).rejects.toEqual(past)
  const done = await ledger.decide('mara', id, { expected: { metric: figure, value: '7', on: '2026-09-01' } })
  expect(done.expected).toEqual({ metric: figure, value: '7', on: '2026-09-01', read: null })
  ledger.at('2026-06-15')
})
