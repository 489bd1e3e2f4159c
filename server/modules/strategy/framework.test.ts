import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import { checkAll } from './commands/alignment/check.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const text = (middle: string, period: string) => `# Pier plan

Period: ${period}
Vetted date: March 2, 2026

Vision
- Every boat lands.

${middle}
1. Trust

Methods
1. Paint the pier

Obstacles
- Rain

Measures
- 3 coats of paint
`

async function imported(source: string) {
  const preview = await plans.as('ilse').call(promise.importsPreview, { name: 'pier.md', text: source })
  return plans.as('ilse').call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'department' }] })
}

const frameworkOf = async (slug: string) => (await plans.as('ilse').call(promise.plansGet, { slug })).plan.framework

test('a plan is called as its edition in force is, whatever came first', async () => {
  const before = await imported(text('Values', 'Feb 1, 2025 to Jan 31, 2026'))
  const slug = before.created[0]?.slug ?? ''
  expect(await frameworkOf(slug)).toBe('v2mom')
  await imported(text('Priorities', 'Feb 1, 2026 to Jan 31, 2027'))
  expect(await frameworkOf(slug)).toBe('vpmom')
  // one for a time that is over changes nothing
  await imported(text('Values', 'Feb 1, 2024 to Jan 31, 2025'))
  expect(await frameworkOf(slug)).toBe('vpmom')
  // what was called otherwise before is put right at night
  await plans.ledger.cast.house.db.pool.query(`update strategy.plan set framework = 'v2mom' where slug = $1`, [slug])
  await checkAll(plans.ledger.cast.open)
  expect(await frameworkOf(slug)).toBe('vpmom')
})
