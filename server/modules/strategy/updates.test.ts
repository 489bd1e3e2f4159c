import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import { actionsComplete } from '../decisions/contract.ts'
import { readFinals } from './commands/finals.ts'
import { expireAll } from './commands/vet.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })

async function inForce() {
  const plan = await plans.written()
  const page = await plans.as('ilse').call(promise.editionsGet, { id: plan.id })
  const key = page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
  const methods = page.sections.find(({ name }) => name === 'methods')?.items.map((item) => item.key) ?? []
  await plans.as('ilse').call(promise.measuresBind, {
    ...{ id: plan.id, key, metric_id: 'tes', direction: 'increase', baseline: '700', target: '1300' },
    due: '2027-01-31',
  })
  await plans.agreed(plan.id)
  await plans.vet(plan.id)
  return { ...plan, key, methods }
}
const draft = (id: string, key?: string, who = 'ilse') => plans.as(who).call(promise.updatesDraft, { id, ...(key ? { key } : {}) })
const post = (id: string, more: object, who = 'ilse') =>
  plans.as(who).call(promise.updatesPost, { id, status: 'green', ...more } as Parameters<typeof promise.updatesPost.input.parse>[0] & {
    id: string
    status: 'green'
  })
/** The warehouse of the cast is empty: what it would say of a day is written beside it. */
const said = (id: string, key: string, day: string, value: string, kind = 'daily', status = 'green') =>
  plans.ledger.cast.house.db.pool.query(
    `insert into strategy.reading (item_key, edition_id, day, kind, value, as_of, freshness, status, at, complete_through)
     values ($1, $2, $3, $5, $4, $3::date, 'fresh', $6, now(), now()) on conflict (item_key, edition_id, day) where kind = 'daily' do update set value = excluded.value, freshness = 'fresh'`,
    [key, id, day, value, kind, status],
  )

describe('an update', () => {
  test('begins with the value, what it moved by and what happened since; it is posted by whoever answers for the plan', async () => {
    const { id, key } = await inForce()
    expect(await draft(id, key)).toMatchObject({
      ...{ text: 'Revenue grows', due_on: '2026-07-14', late: false, promised: true, confidence: null, since: null, may: ['post'] },
      ...{ happened: [], before: [] },
    })
    expect((await draft(id, key, 'sol')).may).toEqual([])
    const { status } = await draft(id, key)
    await expect(post(id, { key, status, confidence: 70 }, 'sol')).rejects.toEqual(refused('plan.not_dri'))
    await expect(post(id, { key, status })).rejects.toEqual(refused('gnn.confidence_missing'))
    const first = await post(id, {
      ...{ key, status, confidence: 70, going_well: 'References come' },
      next_actions: [{ text: 'Ask three more crews', dri: plans.ledger.id('cato'), due: '2026-07-01' }],
    })
    expect(first).toMatchObject({
      due_on: '2026-07-14',
      by: 'ilse',
      confidence: 70,
      next_actions: [{ dri: 'cato', state: 'open' }],
      read_by: [],
    })
    await plans.as('cato').call(actionsComplete, { id: first.next_actions[0]?.id ?? '' })
    const next = await draft(id, key)
    expect(next).toMatchObject({ due_on: '2026-07-14', confidence: 70, before: [{ result: 'Done' }], happened: [{ kind: 'closed' }] })
    await expect(post(id, { key, status, confidence: 70 })).rejects.toEqual(refused('gnn.outcomes_missing'))
    const outcomes = next.before.map(({ action_id, result }) => ({ action_id, result }))
    const other = (['green', 'yellow', 'red', 'data_needed'] as const).find((one) => one !== status)
    await expect(post(id, { key, status: other, confidence: 70, outcomes })).rejects.toEqual(refused('gnn.difference_unexplained'))
    const second = await post(id, { key, status: other, confidence: 60, outcomes, difference: 'The count is late' })
    expect(second.outcomes).toEqual([{ action_id: outcomes[0]?.action_id, number: first.next_actions[0]?.number, result: 'Done' }])
    const { items } = await plans.as('sol').call(promise.updatesList, { id, limit: 10 })
    expect(items.map(({ confidence, difference }) => [confidence, difference])).toEqual([
      [60, 'The count is late'],
      [70, null],
    ])
    expect(await plans.ledger.trail(id)).toContain('strategy.update.posted')
    expect(await plans.events(id)).toContain('strategy.update.posted')
  })

  test('says by how much the figure moved since the last one', async () => {
    const { id, key } = await inForce()
    await said(id, key, '2026-06-15', '800.5')
    const { status } = await draft(id, key)
    await post(id, { key, status, confidence: 50 })
    plans.ledger.at('2026-07-16')
    await said(id, key, '2026-07-16', '850')
    expect(await draft(id, key)).toMatchObject({
      value: '850',
      since: { day: '2026-06-15', value: '800.5', delta: '49.5' },
      due_on: '2026-08-11',
    })
    plans.ledger.at('2026-06-15')
  })

  test('is acknowledged by its readers, once each; not by whoever wrote it', async () => {
    const { id } = await inForce()
    const { id: update } = await post(id, { going_well: 'All of it' })
    const seen = async (who: string) => (await plans.as(who).call(promise.updatesList, { id, limit: 1 })).items[0]?.may
    expect([await seen('ilse'), await seen('sol')]).toEqual([[], ['acknowledge']])
    await plans.as('sol').call(promise.updatesAcknowledge, { id: update })
    const again = await plans.as('sol').call(promise.updatesAcknowledge, { id: update })
    expect([again.read_by.map(({ name }) => name), again.may]).toEqual([['sol'], []])
    expect(await plans.ledger.trail(id)).toContain('strategy.update.acknowledged')
    await expect(plans.as('sol').call(promise.updatesAcknowledge, { id: crypto.randomUUID() })).rejects.toEqual(refused('update.unknown'))
  })

  test('is of a plan in force', async () => {
    const { id } = await plans.written()
    await expect(post(id, {})).rejects.toEqual(refused('plan.wrong_state'))
  })
})

describe('a period that is over', () => {
  const close = (id: string, methods: { key: string; verdict: 'continue' | 'drop' }[], who = 'ilse') =>
    plans.as(who).call(promise.closingsClose, { id, lessons: 'Crews ask crews', methods })
  const closing = (id: string, who = 'ilse') => plans.as(who).call(promise.closingsGet, { id })

  test('is closed once with its scores, how well people knew, its lessons and what goes on; the next begins with that', async () => {
    const { id, slug, key, methods } = await inForce()
    const { status } = await draft(id, key)
    await post(id, { key, status, confidence: 80 })
    await expect(close(id, [])).rejects.toEqual(refused('plan.period_runs'))
    expect((await closing(id)).may).toEqual([])
    plans.ledger.at('2027-02-03')
    await expireAll(plans.ledger.cast.open)
    await said(id, key, '2027-01-31', '1000', 'final', 'missed')
    const before = await closing(id)
    expect(before).toMatchObject({ over: true, closed: null, may: ['close'] })
    expect(before.scores).toMatchObject([{ key, value: '1000', target: '1300', progress: '0.5000', first_target: null, restated: null }])
    expect(before.calibration).toMatchObject([
      { name: 'ilse', claims: 1, brier: '0.6400', mean_confidence: '0.8000', reached_share: '0.0000' },
    ])
    expect(before.methods.map(({ key: one, verdict }) => [one, verdict])).toEqual(methods.map((one) => [one, null]))
    await expect(close(id, [], 'sol')).rejects.toEqual(refused('plan.not_dri'))
    await expect(close(id, [{ key, verdict: 'drop' }])).rejects.toEqual(refused('item.unknown'))
    const verdicts = methods.map((one, at) => ({ key: one, verdict: at === 0 ? ('drop' as const) : ('continue' as const) }))
    const done = await close(id, verdicts)
    expect(done).toMatchObject({ closed: { by: 'ilse', lessons: 'Crews ask crews' }, may: [] })
    expect(done.methods.map(({ verdict }) => verdict)).toEqual(['drop', 'continue'])
    await expect(close(id, verdicts)).rejects.toEqual(refused('plan.closed_already'))
    expect(await plans.ledger.trail(id)).toContain('strategy.edition.closed')
    expect(await plans.events(id)).toContain('strategy.edition.closed')
    const { edition_id } = await plans.as('ilse').call(promise.plansNext, { slug, period_from: '2027-02-01', period_to: '2028-01-31' })
    const { source } = await plans.as('ilse').call(promise.editionsSource, { id: edition_id })
    expect([source.includes('Sell without a call'), source.includes('Answer within a day'), source.includes('Period: FY28')]).toEqual([
      false,
      true,
      true,
    ])
    const page = await plans.as('ilse').call(promise.editionsGet, { id: edition_id })
    expect(page.sections.find(({ name }) => name === 'measures')?.items[0]?.measure?.baseline).toBe('1000')
    plans.ledger.at('2026-06-15')
  })

  test('has what a figure had come to written once, and beside it what the same day is said to be later', async () => {
    const { id, key } = await inForce()
    plans.ledger.at('2027-02-03')
    const written = async () =>
      (
        await plans.ledger.cast.house.db.pool.query(
          "select kind, value::text from strategy.reading where edition_id = $1 and kind <> 'daily' order by at, kind",
          [id],
        )
      ).rows
    const first = await readFinals(plans.ledger.cast.open)
    const own = await written()
    // the empty warehouse counts no server, which is a value; where it says nothing, nothing is written
    if (own.length === 0) await said(id, key, '2027-01-31', '1000', 'final')
    else expect(first.finals).toBeGreaterThan(0)
    const again = await readFinals(plans.ledger.cast.open)
    expect(again.finals).toBe(0)
    await plans.ledger.cast.house.db.pool.query("update strategy.reading set value = 999 where edition_id = $1 and kind = 'final'", [id])
    const { restated } = await readFinals(plans.ledger.cast.open)
    if (own.length > 0) {
      expect(restated).toBeGreaterThan(0)
      expect((await written()).map(({ kind }) => kind)).toEqual(['final', 'restated'])
      expect((await readFinals(plans.ledger.cast.open)).restated).toBe(0)
    }
    plans.ledger.at('2026-06-15')
  })
})
