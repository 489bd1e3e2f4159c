import { afterAll, beforeAll, expect, test } from 'vitest'
import { kilo, weighed } from '../../bench/visit.ts'
import { openStage, type Stage } from './stage.ts'

/** Script and style of a first visit, packed, in bytes. A page that grows past it is looked at, not the number. */
const most = 200_000

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test.each([
  ['the sign-in', '/app/sign-in', false],
  ['Home', '/app/', true],
  ['a list', '/app/billing/contracts', true],
  ['a list of customers', '/app/customers/accounts', true],
  ['a metric', '/app/data/metrics/arr', true],
  ['the inbox', '/app/inbox', true],
])('the first visit of %s weighs at most 200 kB', { timeout: 120_000 }, async (_, path, knows) => {
  const { context, page } = await stage.reader()
  if (knows) {
    const data = { email: stage.lead.email, password: stage.lead.password }
    await context.request.post('/api/people/sign-ins', { data, headers: { origin: stage.base } })
  }
  const weight = await weighed(await context.newCDPSession(page), async () => {
    await page.goto(path)
    await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[aria-label="Loading"], [aria-busy="true"]'))
    await page.waitForLoadState('networkidle')
  })
  const code = weight.script + weight.style
  expect(code, 'nothing was weighed').toBeGreaterThan(50_000)
  expect(code, `${path} weighs ${kilo(code)}`).toBeLessThanOrEqual(most)
  await context.close()
})
