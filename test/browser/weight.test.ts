import { afterAll, beforeAll, expect, test } from 'vitest'
import { kilo, weighed } from '../../bench/visit.ts'
import { openStage, type Stage } from './stage.ts'

/**
 * Script and style of a first visit, packed, in bytes. A page that grows past its bound is looked at, not the number. What a page won below
 * the goal is its bound: bounds only shrink.
 */
const goal = 196_000

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test.each([
  ['the sign-in', '/app/sign-in', false, 168_000],
  ['Home', '/app/', true, 180_000],
  ['a list', '/app/billing/contracts', true, 190_000],
  ['a list of customers', '/app/customers/accounts', true, 190_000],
  ['people', '/app/people/persons', true, 185_000],
  ['a metric', '/app/data/metrics/arr', true, goal],
  ['a plan', '/app/strategy/plans/company', true, goal],
  ['sources', '/app/data/sources', true, 185_000],
  ['the inbox', '/app/inbox', true, 178_000],
  // a form that is the page brings what forms are made of
  ['a form', '/app/customers/accounts/new', true, 262_000],
])('the first visit of %s weighs no more than it may', { timeout: 120_000 }, async (_, path, knows, most) => {
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
