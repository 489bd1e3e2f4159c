import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlans, type Plans, planText as text } from '../../../test/cast/plans.ts'
import { life } from '../data/life.ts'
import { warehouseReady } from '../data/index.ts'
import { decisionsGet } from '../decisions/contract.ts'
import { groupCreate, personDepart } from '../people/contract.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
  await warehouseReady()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
const pool = () => plans.ledger.cast.house.db.pool
const admin = () => plans.ledger.cast.as('admin')

/** Everything that vetting writes, wherever it stands. */
async function traces(id: string) {
  const signoff = (await plans.life(id)).signoff?.id ?? ''
  const { state, signature } = await plans.life(id)
  return {
    state,
    signed: signature !== null,
    trail: (await plans.ledger.trail(id)).filter((action) => action === 'strategy.edition.vetted').length,
    events: (await plans.events(id)).filter((name) => name === 'strategy.edition.vetted').length,
    signoff: signoff === '' ? null : (await plans.as('sol').call(decisionsGet, { id: signoff })).state,
    notices: (await plans.ledger.told('mara', 'strategy.edition.waits')).at(-1)?.done_at ?? null,
  }
}

/** Ends the session that waits for whoever holds a lock: to the database that is what the death of the program is. */
async function killWhoeverWaits(): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { rows } = await pool().query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0',
    )
    if (rows.length > 0) return rows.length
    await pause(10)
  }
  return 0
}

test('killed while vetting, a plan is as it was, in all its parts; the same key then vets it once', async () => {
  const { id } = await plans.written()
  await plans.agreed(id)
  const before = await traces(id)
  expect(before).toEqual({ state: 'agreed', signed: false, trail: 0, events: 0, signoff: 'collecting', notices: null })
  const holder = await pool().connect()
  try {
    await holder.query('begin')
    // the event is the last thing that vetting writes: everything else is written by then
    await holder.query('lock table kernel.outbox in exclusive mode')
    const killed = plans.vet(id, 'mara', 'the-pen').then(
      () => 'vetted',
      () => 'killed',
    )
    expect(await killWhoeverWaits()).toBe(1)
    expect(await killed).toBe('killed')
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect(await traces(id)).toEqual(before)
  await plans.vet(id, 'mara', 'the-pen')
  await plans.vet(id, 'mara', 'the-pen')
  expect(await traces(id)).toMatchObject({ state: 'vetted', signed: true, trail: 1, events: 1 })
})

test('eight clicks of whoever decides, each with a key of its own, are one signature, one row and one event', async () => {
  const { id } = await plans.written()
  await plans.agreed(id)
  const clicks = await Promise.allSettled(Array.from({ length: 8 }, () => plans.vet(id)))
  expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of clicks) if (one.status === 'rejected') expect(one.reason).toEqual(refused('plan.wrong_state'))
  expect(await traces(id)).toMatchObject({ state: 'vetted', signed: true, trail: 1, events: 1 })
})

test('whoever decides leaves: the page stays, the plan says so, and nobody vets in that name', async () => {
  const as = text('Plan', 'FY27')
    .replace('cato(P), mara(D)', 'mara(P), cato(D)')
    .replace('Sell without a call (DRI: cato)', 'Ship on Mondays (DRI: sol)')
  const source = (title: string) => as.replace('# Plan ', `# ${title} `)
  const stands = await plans.written(source)
  await plans.agreed(stands.id)
  await plans.vet(stands.id, 'cato')
  const waits = await plans.written(source)
  await plans.agreed(waits.id)
  await admin().call(personDepart, { id: plans.ledger.id('cato'), reason: 'Moves on' })
  await plans.ledger.cast.drain()
  const page = await plans.as('sol').call(promise.editionsGet, { id: stands.id })
  expect([page.edition.state, page.edition.counts]).toEqual(['vetted', true])
  const { defects } = await plans.alignment('ilse', stands.slug)
  expect(defects.map(({ code, level }) => [code, level])).toContainEqual(['rapid.decider_gone', 'error'])
  expect((await plans.life(waits.id)).state).toBe('agreed')
  await expect(plans.vet(waits.id, 'mara')).rejects.toEqual(refused('plan.not_decider'))
})

test('a group without anybody is no party: the plan is not submitted; its lead is asked where it has one', async () => {
  await admin().call(groupCreate, { name: 'Nobody yet', short_name: 'NOBODY', kind: 'body' })
  await admin().call(groupCreate, { name: 'One to come', short_name: 'TOCOME', kind: 'body', lead_id: plans.ledger.id('farid') })
  const asked = (group: string) => (title: string) =>
    text(title)
      .replace('farid(A)', `${group}(A)`)
      .replace(' cato(P),', '')
      .replace('Sell without a call (DRI: cato)', 'Ship on Mondays (DRI: sol)')
  const nobody = await plans.written(asked('NOBODY'))
  await expect(plans.submit(nobody.id)).rejects.toEqual(refused('rapid.empty_group'))
  expect((await plans.life(nobody.id)).state).toBe('draft')
  const led = await plans.written(asked('TOCOME'))
  await plans.submit(led.id)
  const { id: signoff = '' } = (await plans.life(led.id)).signoff ?? {}
  const { parties } = await plans.as('sol').call(decisionsGet, { id: signoff })
  expect(parties.find(({ name }) => name === 'One to come')).toMatchObject({ letter: 'A' })
  await plans.answer('farid', led.id, 'agree')
  expect(await plans.codes(led.id)).not.toContain('rapid.empty_group')
})

test('a clock that goes back leaves what happened in the order in which it happened', async () => {
  const { id } = await plans.written((title) =>
    text(title).replace(' cato(P),', '').replace('Sell without a call (DRI: cato)', 'Ship on Mondays (DRI: sol)'),
  )
  plans.ledger.at('2026-06-16')
  await plans.submit(id)
  await plans.answer('farid', id, 'agree')
  await plans.answer('noa', id, 'agree')
  await plans.answer('sol', id, 'support')
  plans.ledger.at('2026-06-15')
  await plans.freeze(id)
  await plans.vet(id)
  const steps = ['strategy.edition.submitted', 'strategy.edition.agreed', 'strategy.edition.vetted']
  expect((await plans.ledger.trail(id)).filter((action) => steps.includes(action))).toEqual(steps)
  expect(await plans.events(id)).toEqual(steps)
  const history = await plans.as('ilse').call(promise.editionsGet, { id })
  expect(history.edition.state).toBe('vetted')
})

test('of two editors the later one gets both texts back, and nothing is written', async () => {
  const { id } = await plans.written((title) =>
    text(title).replace(' cato(P),', '').replace('Sell without a call (DRI: cato)', 'Ship on Mondays (DRI: sol)'),
  )
  const { source, rev } = await plans.as('ilse').call(promise.editionsSource, { id })
  const theirs = source.replace('Trust', 'Trust first')
  const yours = source.replace('Trust', 'Speed')
  await plans.as('ilse').call(promise.editionsEdit, { id, source: theirs, if_match: rev })
  await expect(plans.as('mara').call(promise.editionsEdit, { id, source: yours, if_match: rev })).rejects.toMatchObject({
    code: 'edit.stale',
    facts: { theirs, yours, rev: rev + 1, changed_by: 'ilse' },
  })
  expect(await plans.as('mara').call(promise.editionsSource, { id })).toMatchObject({ source: theirs, rev: rev + 1 })
})

test('without the metric engine a page answers, what was never read is unknown, and nothing turns zero or green', async () => {
  const { id, slug } = await plans.written((title) =>
    text(title).replace(' cato(P),', '').replace('Sell without a call (DRI: cato)', 'Ship on Mondays (DRI: sol)'),
  )
  const key = (await plans.itemsOf(id))('measures')[0]?.key ?? ''
  await life()?.engine?.close()
  const bound = { id, key, metric_id: 'customers', direction: 'at_least' as const, target: '0', due: '2027-01-31' }
  const measure = await plans.as('ilse').call(promise.measuresBind, bound)
  expect([measure.value, measure.status, measure.spark]).toEqual([null, 'data_needed', []])
  const page = await plans.as('sol').call(promise.plansGet, { slug })
  expect(page.plan.slug).toBe(slug)
  const shown = (await plans.itemsOf(id))('measures')[0]?.measure
  expect([shown?.value, shown?.status, shown?.progress]).toEqual([null, 'data_needed', null])
})
