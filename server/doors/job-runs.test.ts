import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../test/cast/billing.ts'
import { allRooms } from '../../test/cast/cast.ts'
import type { Open } from '../kernel/context.ts'
import { type Report, followRun } from '../kernel/job-runs.ts'
import { room as billing } from '../modules/billing/index.ts'
import { continueRun, startRun } from '../modules/billing/commands/runs/run.ts'
import { contractsDue } from '../modules/billing/queries/runs.ts'
import { runsList } from '../modules/billing/contract.ts'
import { runBilling } from '../modules/billing/index.ts'
import * as promise from './contract.ts'
import { soonestFirst } from './home/tiles.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
})
afterAll(() => shop?.close())

const keeper = () => shop.cast.as('bizops')
const runs = async () => (await keeper().call(promise.jobsList, {})).items

describe('long work', () => {
  test('is left and come back to: it says how far it is, and how it ended', async () => {
    const running = followRun(shop.cast.open, 'yard.paint')
    expect(await runs()).toEqual([])
    expect(await running.report({ done: 1, of: 3, note: 'Hulls painted' })).toBe('go on')
    const [{ id } = { id: '' }] = await runs()
    await running.report({ done: 2, of: 3, note: 'Hulls painted' })
    expect(await keeper().call(promise.jobRead, { id })).toMatchObject({ state: 'running', done: 2, of: 3, note: 'Hulls painted' })
    await running.finish('done')
    expect(await keeper().call(promise.jobRead, { id })).toMatchObject({ state: 'done', finished_at: expect.any(Date) })
    await expect(keeper().call(promise.jobCancel, { id })).rejects.toMatchObject({ code: 'job.over' })
    await expect(shop.cast.as('sales').call(promise.jobsList, {})).rejects.toMatchObject({ code: 'right.missing' })
  })

  test('that nobody ended is of a process that died, as the next one says', async () => {
    const report: Report = followRun(shop.cast.open, 'yard.launch').report
    await report({ done: 1, of: null, note: '' })
    await followRun(shop.cast.open, 'yard.launch').report({ done: 1, of: null, note: '' })
    expect((await runs()).filter((run) => run.name === 'yard.launch').map((run) => run.state)).toEqual(['running', 'interrupted'])
  })

  test('leaves no trace when there was nothing to do', async () => {
    const before = (await runs()).length
    await followRun(shop.cast.open, 'yard.look').finish('done')
    expect(await runs()).toHaveLength(before)
  })

  test('ends at its next step when it is told to, and the billing run goes on from there the next time', async () => {
    const customers = await Promise.all([shop.customer(), shop.customer(), shop.customer()])
    for (const customer of customers) await shop.buy(customer, { seats: 5 })
    shop.cast.setNow(new Date('2027-06-20T10:00:00Z'))
    const running = followRun(shop.cast.open, 'billing.run')
    const told: unknown[] = []
    const first = await runBilling(shop.cast.open, {
      size: 1,
      report: async (far) => {
        told.push(far)
        await running.report(far)
        const run = (await runs()).find((one) => one.name === 'billing.run')
        await keeper().call(promise.jobCancel, { id: run?.id ?? '' })
        expect((await runs())[0]).toMatchObject({ name: 'billing.run', state: 'stopping' })
        return running.report(far)
      },
    })
    await running.finish('done')
    expect(told).toEqual([{ done: 1, of: 3, note: 'Contracts billed', id: first.run }])
    expect(first).toMatchObject({ contracts: 1, failed: 0 })
    expect((await runs())[0]).toMatchObject({ name: 'billing.run', state: 'cancelled', done: 1 })
    const job = billing.jobs.find((one) => one.name === 'billing.run')
    expect(await job?.run(shop.cast.open, {})).toMatchObject({ contracts: 2, failed: 0 })
    await shop.cast.drain()
  })
})

describe('a billing run by hand', () => {
  const run = async (id: string) => (await shop.cast.as('finance').call(runsList, {})).items.find((one) => one.id === id)
  const work = (id: string) => keeper().call(promise.jobRead, { id })
  const due = () => shop.cast.open(contractsDue)
  const begun = async (size: number) => (await shop.cast.open((ctx) => startRun(ctx, { kind: 'billing' }, { size }))).id

  test('answers after its first batch, goes on by itself, and says under its own id how far it is', async () => {
    const customers = await Promise.all([shop.customer(), shop.customer(), shop.customer()])
    for (const customer of customers) await shop.buy(customer, { seats: 5 })
    shop.cast.setNow(new Date('2028-06-25T10:00:00Z'))
    const all = await due()
    expect(all).toBeGreaterThan(2)
    const id = await begun(1)
    expect(await run(id)).toMatchObject({ state: 'running', contracts: 1 })
    await shop.cast.drain()
    expect(await run(id)).toMatchObject({ state: 'done', contracts: all, failed: 0 })
    expect(await work(id)).toMatchObject({ name: 'billing.run.by_hand', state: 'done', done: all, of: all })
    const { rows } = await shop.cast.house.db.pool.query(
      `select action from kernel.audit where action like 'billing.run.%' and subject_id = $1 order by id`,
      [id],
    )
    expect(rows.map((row) => row.action)).toEqual(['billing.run.begun', 'billing.run.done'])
  })

  test('is stopped like the scheduled one, and what was due stays due', async () => {
    shop.cast.setNow(new Date('2029-06-28T10:00:00Z'))
    const all = await due()
    const id = await begun(1)
    let looked = 0
    const watched: Open = async (act) => {
      const answer = await shop.cast.open(act)
      // somebody stops it as soon as it is seen
      if (looked === 0 && (await keeper().call(promise.jobsList, { state: 'running' })).items.some((one) => one.id === id)) {
        looked += 1
        await keeper().call(promise.jobCancel, { id })
      }
      return answer
    }
    await continueRun(watched, id, 1)
    expect(await work(id)).toMatchObject({ state: 'cancelled', done: 2, of: all })
    expect(await run(id)).toMatchObject({ state: 'done', contracts: 2 })
    await shop.cast.drain()
    const next = await begun(100)
    expect(await run(next)).toMatchObject({ state: 'done', contracts: all - 2 })
    await shop.cast.drain()
  })

  test('whose process died goes on where it stood', async () => {
    shop.cast.setNow(new Date('2030-06-29T10:00:00Z'))
    const all = await due()
    const id = await begun(1)
    let left = 3
    const dying: Open = (act) => (left-- > 0 ? shop.cast.open(act) : Promise.reject(new Error('the process died')))
    await expect(continueRun(dying, id, 1)).rejects.toThrow('died')
    expect(await work(id)).toMatchObject({ state: 'running' })
    await shop.cast.drain()
    expect(await run(id)).toMatchObject({ state: 'done', contracts: all, failed: 0 })
    expect(await work(id)).toMatchObject({ state: 'done' })
  })
})

describe('what waits on Home', () => {
  const item = (title: string, due_day: string | null, mine = false, at = '2026-06-15T10:00:00Z') => ({
    kind: 'x',
    title,
    detail: '',
    href: '/',
    at,
    due_day,
    act: 'Open',
    mine,
  })
  test('stands in the order of its days; then one’s own, then the newest', () => {
    const items = [
      item('old', null, false, '2026-06-01T00:00:00Z'),
      item('new', null),
      item('own', null, true, '2026-01-01T00:00:00Z'),
      item('later', '2026-07-02'),
      item('soon', '2026-07-01'),
    ]
    expect(items.sort(soonestFirst).map((one) => one.title)).toEqual(['soon', 'later', 'own', 'new', 'old'])
  })
})
