import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import { trailOf } from '../../../test/cast/trail.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const who = (name: string) => plans.ledger.id(name)
const kept = () => trailOf(plans.ledger.cast.house.db.pool)

async function inForce() {
  const plan = await plans.written()
  await plans.agreed(plan.id)
  await plans.vet(plan.id)
  const { plan: page } = await plans.as('ilse').call(promise.editionsGet, { id: plan.id })
  return { ...plan, plan_id: page.id }
}

test('that a plan is put out and taken back stands in the trail with who did it, and is told to whoever hears of it', async () => {
  const { slug, plan_id } = await inForce()
  await plans.as('mara').call(promise.plansPublish, { slug, published: true })
  await plans.as('mara').call(promise.plansPublish, { slug, published: true })
  await plans.as('mara').call(promise.plansPublish, { slug, published: false })
  const { audit, events } = kept()
  const row = { actor: who('mara'), name: 'mara', label: 'Plan A', reason: null }
  expect(await audit('strategy.plan.published', plan_id)).toEqual([
    { ...row, before: { audience: 'internal' }, after: { audience: 'public' } },
  ])
  expect(await audit('strategy.plan.unpublished', plan_id)).toEqual([
    { ...row, before: { audience: 'public' }, after: { audience: 'internal' } },
  ])
  for (const name of ['strategy.plan.published', 'strategy.plan.unpublished'])
    expect(await events(name, plan_id)).toEqual([{ actor: who('mara'), payload: { plan_id, slug } }])
})

test('that a period is closed stands in the trail with how many methods were dropped, and is told', async () => {
  const { id, plan_id } = await inForce()
  const items = await plans.as('ilse').call(promise.editionsGet, { id })
  const [go, drop] = items.sections.find(({ name }) => name === 'methods')?.items.map(({ key }) => key) ?? []
  plans.ledger.at('2027-02-02')
  await plans.as('ilse').call(promise.closingsClose, {
    ...{ id, lessons: 'Crews ask crews' },
    methods: [
      { key: go ?? '', verdict: 'continue' },
      { key: drop ?? '', verdict: 'drop' },
    ],
  })
  plans.ledger.at('2026-06-15')
  const { audit, events } = kept()
  expect(await audit('strategy.edition.closed', id)).toMatchObject([
    { actor: who('ilse'), name: 'ilse', before: null, after: { methods: 2, dropped: 1 }, reason: null },
  ])
  expect(await events('strategy.edition.closed', plan_id)).toEqual([{ actor: who('ilse'), payload: { edition_id: id, plan_id } }])
})

test('that a defect is waived stands in the trail of its plan with the text it was waived on, until when and why', async () => {
  const { id, slug } = await plans.written(
    (title) =>
      `# ${title}\n\nPeriod: FY27\nDRI: ilse\n\nVision\n- V\n\nPriorities\n1. P\n\nMethods\n1. Sell without a call (DRI: cato)\n\nObstacles\n- Few references\n\nMeasures\n- Revenue grows\n`,
  )
  const { defects } = await plans.alignment('ilse', slug)
  const defect = defects[0]
  if (!defect) throw new Error('this plan has no defect')
  const admin = plans.ledger.cast.as('admin')
  await admin.call(promise.defectsWaive, { id: defect.id, reason: 'Until the merger', until: '2026-09-30' })
  const { audit } = kept()
  const rows = await audit('strategy.defect.waived', id)
  expect(rows).toMatchObject([{ actor: admin.actor.id, name: 'admin', before: null, reason: 'Until the merger' }])
  expect(rows[0]?.after).toEqual({
    defect: defect.id,
    code: defect.code,
    until: '2026-09-30',
    text_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})
