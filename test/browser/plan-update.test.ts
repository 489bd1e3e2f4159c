import { afterAll, beforeAll, expect, test } from 'vitest'
import { editionsGet, importsConfirm, importsPreview, measuresBind } from '../../server/modules/strategy/contract.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const text = (name: string) => `# FY27 Sales VPMOM

Period: FY27
DRI: ${name}
Vetted: 2026-02-02

Vision
- Every crew talks in one place.

Priorities
1. Trust

Methods
1. Sell without a call

Obstacles
- Few references

Measures
- Servers grow
`

test('an update takes three interactions where nothing needs words: it is opened, said how sure, posted', async () => {
  const planner = stage.cast.as('admin')
  const { id } = await planner.call(importsPreview, { name: 'sales.md', text: text(stage.lead.name) })
  const { created } = await planner.call(importsConfirm, { id, plans: [{ index: 0, level: 'department' }] })
  const { edition_id = '', slug = '' } = created[0] ?? {}
  const plan = await planner.call(editionsGet, { id: edition_id })
  const key = plan.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
  await planner.call(measuresBind, {
    ...{ id: edition_id, key, metric_id: 'tes', direction: 'increase', baseline: '700', target: '1300' },
    due: '2027-01-31',
  })
  const { page, complaints } = await stage.reader()
  await page.goto(`/app/strategy/plans/${slug}?tab=updates`)
  await page.getByLabel('E-mail').fill(stage.lead.email)
  await page.getByLabel(/^Password/).fill(stage.lead.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  let interactions = 0
  const click = async (what: { click: () => Promise<void> }) => {
    interactions += 1
    await what.click()
  }
  await click(page.getByRole('button', { name: 'Update: Servers grow' }))
  const form = page.getByRole('dialog', { name: 'Servers grow' })
  await click(form.getByText('70%', { exact: true }))
  await click(form.getByRole('button', { name: /^Post it/ }))
  await page.getByText('70% sure').waitFor()
  expect(interactions).toBe(3)
  const { rows } = await stage.cast.house.db.pool.query('select confidence, by_name from strategy.status_update')
  expect(rows).toEqual([{ confidence: 70, by_name: stage.lead.name }])
  expect(complaints.filter((one) => !/status of 401/.test(one))).toEqual([])
}, 120_000)
