import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { trailOf } from '../../../test/cast/trail.ts'
import { overdueUpdates } from './queries/owed.ts'
import { remindOfUpdates } from './commands/reminding.ts'
import { fillCourses, readAllMeasures } from './commands/readings.ts'
import { readFinals } from './commands/finals.ts'
import { expireAll } from './commands/vet.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
type Bind = Parameters<typeof promise.measuresBind.input.parse>[0] & { kind: 'milestones' | 'qualitative' | 'metric' }
const query = async (text: string, values: unknown[] = []) => (await plans.ledger.cast.house.db.pool.query(text, values)).rows

const spot = ({ id, key }: { id: string; key: string }) => ({ id, key })

async function drafted() {
  const plan = await plans.written()
  const [measure] = (await plans.itemsOf(plan.id))('measures')
  return { ...plan, key: measure?.key ?? '' }
}
const bind = ({ id, key }: { id: string; key: string }, more: object) =>
  plans.as('ilse').call(promise.measuresBind, { id, key, ...more } as Bind & { id: string; key: string })
const now = async ({ id, key }: { id: string; key: string }) =>
  (await plans.itemsOf(id))('measures').find((item) => item.key === key)?.measure ?? undefined
async function inForce(more: object) {
  const plan = await drafted()
  const measure = await bind(plan, more)
  await plans.agreed(plan.id)
  await plans.vet(plan.id)
  return { ...plan, measure }
}
const three = [
  { title: 'First crew', due: '2026-05-31' },
  { title: 'Ten crews', due: '2026-09-30' },
  { title: 'Every crew', due: '2026-12-31' },
]
const judged = (assessor: string) => ({
  kind: 'qualitative',
  rubric: '0 nobody knows us, 5 crews ask for us by name',
  target: '4',
  assessor,
})

describe('a measure of milestones', () => {
  test('says which of them are done, thought of and late; its promise is what is agreed to', async () => {
    const plan = await inForce({ kind: 'milestones', milestones: three })
    const [first, second] = plan.measure.milestones
    expect(plan.measure).toMatchObject({ kind: 'milestones', target: '1', due: '2026-12-31', value: '0.0000', status: 'red', rule: 'all' })
    const say = (milestone: string | undefined, more: object, who = 'ilse') =>
      plans.as(who).call(promise.measuresReportMilestone, { ...spot(plan), milestone: milestone ?? '', ...more })
    await expect(say(first?.id, { done: '2026-05-30' }, 'sol')).rejects.toEqual(refused('plan.not_dri'))
    await expect(say(first?.id, { done: '2026-06-16' })).rejects.toEqual(refused('milestone.done_ahead'))
    await expect(say(crypto.randomUUID(), { done: '2026-06-01' })).rejects.toEqual(refused('milestone.unknown'))
    const { content_hash: signed } = await plans.life(plan.id)
    expect(await say(first?.id, { done: '2026-06-10' })).toMatchObject({ value: '0.3333', progress: '0.3333', status: 'green' })
    expect(await say(second?.id, { forecast: '2026-11-15' })).toMatchObject({ status: 'yellow' })
    expect(await say(second?.id, { forecast: '2027-01-15' })).toMatchObject({ status: 'red' })
    expect((await now(plan))?.milestones.map(({ forecast, done }) => [forecast, done])).toEqual([
      [null, '2026-06-10'],
      ['2027-01-15', null],
      [null, null],
    ])
    expect((await plans.life(plan.id)).content_hash).toBe(signed)
    const [reported, , last] = await trailOf(plans.ledger.cast.house.db.pool).audit('strategy.milestone.reported', plan.id)
    const said = (title: string, forecast: string | null, done: string | null) => ({ item_key: plan.key, title, forecast, done })
    expect(reported).toMatchObject({
      ...{ actor: plans.ledger.id('ilse'), before: said('First crew', null, null), after: said('First crew', null, '2026-06-10') },
    })
    expect(last).toMatchObject({ before: said('Ten crews', '2026-11-15', null), after: said('Ten crews', '2027-01-15', null) })
    expect(await plans.events(plan.id)).toContain('strategy.measure.status_changed')
    await expect(plans.as('ilse').call(promise.measuresAssess, { ...spot(plan), score: 3, words: 'So so' })).rejects.toEqual(
      refused('measure.other_kind'),
    )
    await expect(
      plans.as('ilse').call(promise.measuresReportMilestone, { id: plan.id, key: crypto.randomUUID(), milestone: first?.id ?? '' }),
    ).rejects.toEqual(refused('measure.unknown'))
  })

  test('has at least one, a share of them above nothing, and another day of one is another promise', async () => {
    const plan = await drafted()
    await expect(bind(plan, { kind: 'milestones' })).rejects.toEqual(refused('measure.incomplete'))
    await expect(bind(plan, { kind: 'milestones', milestones: three, rule: 'share', target: '1.2' })).rejects.toEqual(
      refused('measure.share_unfit'),
    )
    const bound = await bind(plan, { kind: 'milestones', milestones: three, rule: 'share', target: '0.6' })
    const before = (await plans.life(plan.id)).content_hash
    await bind(plan, {
      kind: 'milestones',
      milestones: bound.milestones.map(({ id, title, due }, at) => ({ id, title, due: at === 0 ? '2026-06-30' : due })),
      rule: 'share',
      target: '0.6',
    })
    expect((await plans.life(plan.id)).content_hash).not.toBe(before)
    expect((await now(plan))?.milestones.map(({ id }) => id)).toEqual(bound.milestones.map(({ id }) => id))
    // what was reported of them goes on with them
    await query(
      `update strategy.measure set milestones = (select jsonb_agg(one || '{"forecast":"2026-11-01","done":"2026-06-02"}') from jsonb_array_elements(milestones) one)
       where edition_id = $1`,
      [plan.id],
    )
    await bind(plan, { kind: 'milestones', milestones: bound.milestones.slice(0, 2).map(({ id, title, due }) => ({ id, title, due })) })
    expect((await now(plan))?.milestones.map(({ forecast, done }) => [forecast, done])).toEqual([
      ['2026-11-01', '2026-06-02'],
      ['2026-11-01', '2026-06-02'],
    ])
  })

  test('has its end written once, and beside it what was put right later', async () => {
    const plan = await inForce({ kind: 'milestones', milestones: three })
    const [first] = plan.measure.milestones
    await plans.as('ilse').call(promise.measuresReportMilestone, { ...spot(plan), milestone: first?.id ?? '', done: '2026-06-01' })
    plans.ledger.at('2027-02-03')
    await readFinals(plans.ledger.cast.open)
    const ends = () =>
      query("select kind, value::text from strategy.reading where edition_id = $1 and kind <> 'daily' order by at, kind", [plan.id])
    expect(await ends()).toEqual([{ kind: 'final', value: '0.3333' }])
    expect((await readFinals(plans.ledger.cast.open)).restated).toBe(0)
    const [, second] = plan.measure.milestones
    await plans.as('ilse').call(promise.measuresReportMilestone, { ...spot(plan), milestone: second?.id ?? '', done: '2026-12-01' })
    await readFinals(plans.ledger.cast.open)
    await readFinals(plans.ledger.cast.open)
    expect(await ends()).toEqual([
      { kind: 'final', value: '0.3333' },
      { kind: 'restated', value: '0.6667' },
    ])
    await expireAll(plans.ledger.cast.open)
    const { scores } = await plans.as('ilse').call(promise.closingsGet, { id: plan.id })
    expect(scores).toMatchObject([{ value: '0.3333', restated: { value: '0.6667' }, target: '1' }])
    plans.ledger.at('2026-06-15')
  })
})

describe('a measure that somebody judges', () => {
  test('has no value before the first judgement, which its judge alone gives; it stands for a quarter', async () => {
    const plan = await inForce(judged(plans.ledger.id('sol')))
    expect(plan.measure).toMatchObject({ value: null, status: 'data_needed', spark: [], assessor: { name: 'sol' }, target: '4' })
    const judge = (who: string, score: number) =>
      plans.as(who).call(promise.measuresAssess, { ...spot(plan), score, words: 'Two crews of three' })
    await expect(judge('ilse', 5)).rejects.toEqual(refused('measure.not_assessor'))
    expect(await judge('sol', 3)).toMatchObject({ value: '3', status: 'yellow', scored_on: '2026-06-15' })
    expect(await judge('sol', 4)).toMatchObject({ value: '4', status: 'green' })
    expect(await query('select score, words, by_name from strategy.assessment where item_key = $1 order by id', [plan.key])).toEqual([
      { score: 3, words: 'Two crews of three', by_name: 'sol' },
      { score: 4, words: 'Two crews of three', by_name: 'sol' },
    ])
    expect(await plans.ledger.trail(plan.id)).toContain('strategy.measure.assessed')
    plans.ledger.at('2026-09-15')
    await readAllMeasures(plans.ledger.cast.open)
    expect(await now(plan)).toMatchObject({ value: '4', status: 'green' })
    plans.ledger.at('2026-09-16')
    await readAllMeasures(plans.ledger.cast.open)
    expect(await now(plan)).toMatchObject({ value: '4', status: 'data_needed', freshness: 'broken' })
    plans.ledger.at('2026-06-15')
  })

  test('names a colleague of today, a rubric and a whole score', async () => {
    const plan = await drafted()
    const sol = plans.ledger.id('sol')
    await expect(bind(plan, { kind: 'qualitative' })).rejects.toEqual(refused('measure.incomplete'))
    await expect(bind(plan, { ...judged(sol), target: '4.5' })).rejects.toEqual(refused('measure.score_unfit'))
    await expect(bind(plan, judged(crypto.randomUUID()))).rejects.toEqual(refused('measure.assessor_unknown'))
    await query('update people.person set left_at = $2 where id = $1', [sol, new Date('2026-06-14T10:00:00Z')])
    await expect(bind(plan, judged(sol))).rejects.toEqual(refused('measure.assessor_unknown'))
    await query('update people.person set left_at = null where id = $1', [sol])
    await bind(plan, judged(sol))
    await query(`update strategy.measure set scores = '[{"day":"2026-06-15","score":3}]' where edition_id = $1`, [plan.id])
    expect(await bind(plan, { ...judged(sol), target: '5' }), 'what was judged before stands').toMatchObject({ value: '3', target: '5' })
  })
})

describe('a way in steps', () => {
  test('is kept with the promise, is part of what is agreed to, and is no way that goes back', async () => {
    const plan = await drafted()
    const goal = { metric_id: 'tes', direction: 'increase', baseline: '700', target: '1300', due: '2027-01-31' }
    const straight = await bind(plan, goal)
    const hash = (await plans.life(plan.id)).content_hash
    await expect(bind(plan, { ...goal, steps: [{ date: '2026-05-31', value: '1400' }] })).rejects.toEqual(refused('measure.steps_unfit'))
    const steps = [
      { date: '2026-05-31', value: '700' },
      { date: '2026-08-31', value: '900' },
    ]
    expect(await bind(plan, { ...goal, steps })).toMatchObject({ steps })
    expect(straight.steps).toEqual([])
    expect((await plans.life(plan.id)).content_hash).not.toBe(hash)
    await bind(plan, goal)
    expect((await plans.life(plan.id)).content_hash).toBe(hash)
  })
})

test('what is counted since the first day has a course from that day on, also where it was bound before anybody filled it in', async () => {
  const plan = await drafted()
  const flow = { metric_id: 'orders.value', window: 'period', direction: 'increase', baseline: '0', target: '1000' }
  const bound = await bind(plan, flow)
  const known = bound.value !== null
  const points = async () => (await now(plan))?.spark.map(({ day }) => day) ?? []
  if (!known) return expect(await points()).toEqual([])
  expect(await points()).toHaveLength(16)
  expect([(await points())[0], (await points()).at(-2), (await points()).at(-1)]).toEqual(['2026-02-08', '2026-06-14', '2026-06-15'])
  await query('delete from strategy.reading where edition_id = $1 and day < $2', [plan.id, '2026-06-15'])
  expect((await fillCourses(plans.ledger.cast.open)).measures).toBeGreaterThan(0)
  expect(await points()).toHaveLength(16)
  expect((await fillCourses(plans.ledger.cast.open)).measures).toBe(0)
})

describe('an update that is owed', () => {
  const told = (id: string) =>
    query(
      "select reason, text, done_at is not null as done from kernel.notice where subject = $1 and reason like 'strategy.update.%' order by at, reason",
      [id],
    )
  const remind = () => remindOfUpdates(plans.ledger.cast.open)

  test('is told of on its day and, where it is missing, on the next: once each, to whoever answers for the plan', async () => {
    const plan = await inForce(judged(plans.ledger.id('sol')))
    await plans.as('sol').call(promise.measuresAssess, { ...spot(plan), score: 4, words: 'Crews ask' })
    plans.ledger.at('2026-07-13')
    await remind()
    expect(await told(plan.id)).toEqual([])
    plans.ledger.at('2026-07-14')
    await remind()
    await remind()
    expect(await told(plan.id)).toEqual([{ reason: 'strategy.update.due', text: `${plan.title}: 2 updates are due today`, done: false }])
    await plans.as('ilse').call(promise.updatesPost, { id: plan.id, status: 'green' })
    plans.ledger.at('2026-07-15')
    await remind()
    await remind()
    expect(await told(plan.id)).toEqual([
      { reason: 'strategy.update.due', text: `${plan.title}: 2 updates are due today`, done: true },
      { reason: 'strategy.update.overdue', text: `${plan.title}: “Revenue grows” was due on 2026-07-14`, done: false },
    ])
    expect(await plans.events(plan.id)).toContain('strategy.update.overdue')
    expect(await plans.ledger.trail(plan.id)).toContain('strategy.update.overdue')
    const owed = () => plans.ledger.cast.open((ctx) => overdueUpdates(ctx))
    expect(await owed()).toContainEqual(
      expect.objectContaining({ title: plan.title, assignee: plans.ledger.id('ilse'), due: '2026-07-14' }),
    )
    const { status } = await plans.as('ilse').call(promise.updatesDraft, { id: plan.id, key: plan.key })
    await plans.as('ilse').call(promise.updatesPost, { id: plan.id, key: plan.key, status, confidence: 70 })
    expect((await told(plan.id)).map(({ done }) => done)).toEqual([true, true])
    expect((await owed()).map(({ title }) => title)).not.toContain(plan.title)
    plans.ledger.at('2026-06-15')
  })

  test('is found on Home in as many reads, however many plans owe one', async () => {
    const one = await inForce(judged(plans.ledger.id('sol')))
    plans.ledger.at('2026-08-12')
    await remind()
    const owed = () => plans.ledger.cast.open((ctx) => overdueUpdates(ctx))
    const own = async () => (await statementsOf(owed)).filter((text) => /strategy|people/.test(text)).length
    const others = (await owed()).length
    const few = await own()
    const more = [await inForce(judged(plans.ledger.id('sol'))), await inForce(judged(plans.ledger.id('sol')))]
    for (const { id } of more)
      await query('insert into strategy.update_notice select $1, due_on, told, at from strategy.update_notice where edition_id = $2', [
        id,
        one.id,
      ])
    const found = await owed()
    expect([one, ...more].map(({ id }) => found.find(({ href }) => href?.includes(id))?.detail)).toEqual(Array(3).fill('2 updates overdue'))
    expect(found.length).toBe(others + 2)
    expect(await own()).toBe(few)
    plans.ledger.at('2026-06-15')
  })

  test('looks ahead to each quarter that is left, and the next one begins with that', async () => {
    const plan = await inForce({ metric_id: 'tes', direction: 'increase', baseline: '700', target: '1300' })
    const draft = () => plans.as('ilse').call(promise.updatesDraft, { id: plan.id, key: plan.key })
    const { status, forecasts } = await draft()
    expect(forecasts).toEqual([
      { quarter: 'Q2 FY27', ends: '2026-07-31', value: null },
      { quarter: 'Q3 FY27', ends: '2026-10-31', value: null },
      { quarter: 'Q4 FY27', ends: '2027-01-31', value: null },
    ])
    const post = (said: { quarter: string; value: string }[]) =>
      plans.as('ilse').call(promise.updatesPost, { id: plan.id, key: plan.key, status, confidence: 60, forecasts: said })
    await expect(post([{ quarter: 'Q1 FY27', value: '900' }])).rejects.toEqual(refused('gnn.forecast_unfit'))
    expect((await post([{ quarter: 'Q4 FY27', value: '1250' }])).forecasts).toEqual([{ quarter: 'Q4 FY27', value: '1250' }])
    const next = await draft()
    expect([next.forecasts.map(({ value }) => value), next.last_forecasted !== null]).toEqual([[null, null, '1250'], true])
  })
})
