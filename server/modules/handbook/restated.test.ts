import { expect, test } from 'vitest'
import { procedures } from '../../../test/cast/procedures.ts'
import { lookAtRates } from './commands/restating.ts'
import * as promise from './contract.ts'

const { ledger, as, who, followed } = procedures()
const at = (day: string) => ledger.at(day)
const record = (name: string, id: string) => as(name).call(promise.runsRecord, { id })
const wrong = async (run: string, more: object = {}) =>
  (await as('cato').call(promise.errorsReport, { id: run, fault: 'input', found_by: 'downstream', ...more })).errors.at(-1)?.id ?? ''
const health = (id: string) => as('cato').call(promise.healthRead, { id })
const events = async (name: string, id: string) =>
  (
    await ledger.cast.house.db.pool.query("select payload from kernel.outbox where name = $1 and payload ->> 'page_id' = $2 order by id", [
      name,
      id,
    ])
  ).rows.map(({ payload }) => payload)
const look = () => lookAtRates(ledger.cast.open)

test('a month that is over says another figure since an error was told late, and what it said before', async () => {
  at('2026-06-15')
  const id = await followed('Weigh the cargo')
  const [one, two] = [await record('noa', id), await record('noa', id)]
  await record('noa', id)
  // told in its month and judged behind it: part of the first figure
  const early = await wrong(one.id)
  at('2026-07-03')
  await as('ilse').call(promise.errorsConfirm, { id: early })
  expect((await health(id)).restated).toEqual([])
  const late = await wrong(two.id)
  await look()
  expect((await health(id)).restated).toEqual([])
  await as('ilse').call(promise.errorsConfirm, { id: late })
  expect((await health(id)).restated).toMatchObject([
    { month: '2026-06', on: '2026-07-03', n: 3, was: 1, now: 2, fault: 'input', found_by: 'downstream', run: { number: two.number } },
  ])
  expect(await events('handbook.rate.restated', id)).toMatchObject([{ month: '2026-06', n: 3, was: 1, now: 2 }])
  await look()
  expect(await events('handbook.rate.restated', id)).toHaveLength(1)
  at('2026-06-15')
})

test('an error that counts by silence restates as well, and one that is taken back afterwards does so again', async () => {
  at('2026-06-15')
  const id = await followed('Read the tide')
  const run = await record('noa', id)
  at('2026-07-03')
  const late = await wrong(run.id)
  at('2026-07-20')
  await Promise.all([look(), look()])
  await look()
  const { rows } = await ledger.cast.house.db.pool.query(
    "select payload from kernel.outbox where name = 'handbook.rate.counted' and payload ->> 'day' = '2026-07-20'",
  )
  // of those that look one tells it, and once nothing is new nobody does
  expect(rows).toEqual([{ payload: { day: '2026-07-20' } }])
  expect((await health(id)).restated).toMatchObject([{ was: 0, now: 1, n: 1 }])
  await as('ilse').call(promise.errorsReject, { id: late, reason: 'The gauge was right' })
  expect((await health(id)).restated).toMatchObject([
    { was: 1, now: 0, fault: 'input' },
    { was: 0, now: 1 },
  ])
  at('2026-06-15')
})

test('a procedure that goes wrong more often than is promised is told once, until it does no more', async () => {
  at('2026-06-15')
  const id = await followed('Tie the ropes')
  const all = []
  for (let n = 0; n < 20; n += 1) all.push(await record('noa', id))
  for (const { id: run } of all.slice(0, 6)) await as('ilse').call(promise.errorsConfirm, { id: await wrong(run) })
  await look()
  await look()
  expect(await events('handbook.rate.breached', id)).toMatchObject([{ n: 20, k: 6 }])
  expect((await health(id)).breached_on).toBe('2026-06-15')
  at('2026-10-01')
  await look()
  expect((await health(id)).breached_on).toBe(null)
  at('2026-06-15')
})

test('a program that follows by its own account counts like a person, and is told apart', async () => {
  at('2026-06-15')
  const id = await followed('Rotate the keys')
  await record('noa', id)
  const { rows } = await ledger.cast.house.db.pool.query(
    "insert into people.person (id, name, kind, created_at, updated_at, owner_id) values (gen_random_uuid(), 'Night watch', 'service', now(), now(), $1) returning id",
    [who('noa')],
  )
  const service = rows[0].id as string
  const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: crypto.randomUUID(), name: 'Night watch', person: service })
  const made = await program.call(promise.runsRecord, { id })
  await as('ilse').call(promise.errorsConfirm, { id: await wrong(made.id) })
  const told = await health(id)
  expect(told.all).toMatchObject({ n: 2, k: 1 })
  expect(told.by).toMatchObject([
    { by: 'person', n: 1, k: 0 },
    { by: 'agent', n: 1, k: 1 },
  ])
  const { items } = await as('cato').call(promise.runsList, { where: [`page:is:${id}`] })
  expect(items.map(({ by }) => by).toSorted()).toEqual(['agent', 'person'])
})
