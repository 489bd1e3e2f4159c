import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let names: string[]
beforeAll(async () => {
  stage = await openStage()
  names = ['Alder Motors', 'Birch Airways', 'Copper Freight', 'Dune Media', 'Ember Labs']
  for (const name of names) await stage.company.staff('POST', '/customers/accounts', { name, kind: 'business', country: 'US' })
})
afterAll(() => stage?.close())

async function signedIn(email: string, password: string) {
  const reader = await stage.reader()
  const entered = await reader.context.request.post('/api/people/sign-ins', { data: { email, password } })
  expect(entered.ok()).toBe(true)
  return reader
}
const boss = () => signedIn('mara@tidewater.example', 'a calm harbour at dusk')
const current = (page: Page) => page.locator('tr[data-current]').getByRole('rowheader').textContent()
const chosen = (page: Page) => page.locator('tr[data-chosen]').count()

test('a list is worked with keys alone', { timeout: 240_000 }, async () => {
  const { page, context, complaints } = await boss()
  await page.goto('/app/customers/accounts')
  await page.getByRole('link', { name: 'Alder Motors' }).waitFor()
  await page.keyboard.press('j')
  const first = await current(page)
  await page.keyboard.press('j')
  const second = await current(page)
  expect(second).not.toBe(first)
  await page.keyboard.press('k')
  expect(await current(page)).toBe(first)
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect.poll(() => chosen(page)).toBe(2)
  await page.getByRole('toolbar').getByText('2 chosen').waitFor()
  // the record opens beside the list, and goes on with the rows
  await page.keyboard.press('Space')
  const peek = page.getByRole('complementary', { name: 'at a glance' })
  await peek.waitFor()
  const seen = await peek.getAttribute('aria-label')
  await page.keyboard.press('j')
  await page.waitForFunction((before) => document.querySelector('.peek')?.getAttribute('aria-label') !== before, seen)
  await page.keyboard.press('Escape')
  await peek.waitFor({ state: 'detached' })
  await expect.poll(() => chosen(page)).toBe(2)
  await page.keyboard.press('Escape')
  await expect.poll(() => chosen(page)).toBe(0)
  await page.keyboard.press('/')
  await page.keyboard.type('birch')
  await page.getByRole('link', { name: 'Alder Motors' }).waitFor({ state: 'detached' })
  expect(page.url()).toContain('q=birch')
  await page.keyboard.press('Tab')
  // the one row that is left is drawn anew while the words are sent: the keys are for it once it stands
  const opened = async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    return page.url()
  }
  await expect.poll(opened, { timeout: 20_000 }).toMatch(/\/customers\/accounts\/[0-9a-f-]{36}/)
  expect(complaints).toEqual([])
  await context.close()
})

test('a filter is set with keys, and kept as a view that a colleague sees', { timeout: 240_000 }, async () => {
  const { page, context } = await boss()
  await page.goto('/app/customers/accounts')
  await page.getByRole('link', { name: 'Alder Motors' }).waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Kind' }).press('Enter')
  const asked = page.getByRole('form', { name: 'Filter by Kind' })
  await asked.getByLabel('Business').press('Space')
  await asked.getByRole('button', { name: 'Filter' }).press('Enter')
  const chip = page.getByRole('button', { name: 'Kind is business, change' })
  await chip.waitFor()
  expect(new URL(page.url()).searchParams.getAll('where')).toEqual(['kind:is:business'])
  // back takes it away again
  await page.goBack()
  await chip.waitFor({ state: 'detached' })
  await page.goForward()
  await chip.waitFor()
  // two of them hold together, and stand so in an address that is opened anew
  await page.goto('/app/customers/accounts?where=kind:is:business&where=name:contains:Birch')
  await page.getByRole('link', { name: 'Birch Airways' }).waitFor()
  expect(await page.getByRole('link', { name: 'Alder Motors' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Without Customer contains “Birch”' }).press('Enter')
  await page.getByRole('link', { name: 'Alder Motors' }).waitFor()
  await chip.waitFor()
  await page.getByRole('button', { name: 'Save this as a view' }).press('Enter')
  await page.getByLabel('Name of the view').fill('Businesses')
  await page.getByLabel('Share with all').check()
  await page.getByRole('button', { name: 'Save view' }).press('Enter')
  await page.getByText('Saved as “Businesses”').waitFor()
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Businesses' }).waitFor()
  await context.close()

  const other = await signedIn(stage.lead.email, stage.lead.password)
  await other.page.goto('/app/customers/accounts')
  await other.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Businesses' }).click()
  await other.page.getByText('Shared by Mara').waitFor()
  await other.page.getByRole('button', { name: 'Kind is business, change' }).waitFor()
  await other.context.close()
})

test('what is done to many is done one by one, and one refusal stops no other', { timeout: 240_000 }, async () => {
  const { page, context } = await boss()
  let asked = 0
  await page.route(/\/api\/customers\/accounts\/[0-9a-f-]{36}$/, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    asked += 1
    if (asked !== 2) return route.continue()
    await route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'customers.owner_not_active', detail: 'The owner of an account is a colleague who is with us.' }),
    })
  })
  await page.goto('/app/customers/accounts')
  for (const name of names.slice(0, 3)) await page.getByLabel(`Choose ${name}`, { exact: true }).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Owner' }).click()
  const field = page.getByRole('dialog').getByRole('combobox', { name: 'New owner' })
  await field.click()
  await page.getByRole('option').first().click()
  const result = page.getByRole('dialog', { name: '2 done, 1 refused' })
  await result.getByText('The owner of an account is a colleague who is with us.').waitFor()
  await result.getByRole('button', { name: 'Close' }).last().click()
  // who was refused stays chosen
  await expect.poll(() => chosen(page)).toBe(1)
  await context.close()
})
