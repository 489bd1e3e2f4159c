import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('a page is public by a choice of its own, and only once what everyone would see was shown', { timeout: 240_000 }, async () => {
  const { page, context, complaints } = await stage.reader({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(30_000)
  const { email, password } = stage.lead
  expect((await context.request.post('/api/people/sign-ins', { data: { email, password } })).ok()).toBe(true)

  // looking at the text as everyone does not make it for everyone
  await page.goto('/app/handbook/pages/new')
  const source = page.getByLabel('Markdown of the page')
  await expect.poll(() => source.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await page.getByText('Nothing is missing.').count()).toBe(0)
  await source.fill('# Time off\n\nTake it.\n\n<!-- internal -->\nAsk Ilse.\n<!-- /internal -->\n')
  const shown = page.getByRole('region', { name: 'As it is read' })
  await shown.getByText('Ask Ilse.').waitFor()
  await page.getByRole('radio', { name: 'Everyone' }).check({ force: true })
  await shown.getByText('Ask Ilse.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Publish' }).click()
  const first = page.getByRole('dialog')
  await expect.poll(() => first.getByLabel('Seen by').first().inputValue()).toBe('All colleagues')
  expect(await first.getByLabel('Address').inputValue()).toBe('time-off')
  await first.getByLabel('Address').fill('Time off')
  await first.getByRole('button', { name: 'Publish' }).click()
  await first.getByText('small letters, digits').waitFor()
  await first.getByLabel('Address').fill('people/time-off')
  await first.getByText('/handbook/people/time-off').waitFor()
  await first.getByRole('button', { name: 'Publish' }).click()
  await page.waitForURL(/\/handbook\/pages\/[0-9a-f-]{36}$/)
  expect((await context.request.get('/handbook/people/time-off')).status()).toBe(404)

  // and one that is there is opened with what everyone would see before one's eyes
  let answer: () => void = () => {}
  const held = new Promise<void>((done) => {
    answer = done
  })
  await page.route('**/api/handbook/previews', async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Who keeps and reads it' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Seen by').first().click()
  await page.getByRole('option', { name: 'Everyone' }).click()
  const open = dialog.getByRole('button', { name: 'Open to everyone' })
  await open.waitFor()
  expect(await open.isDisabled()).toBe(true)
  await page.keyboard.press('Control+Enter')
  answer()
  const preview = dialog.getByRole('region', { name: 'What everyone would see' })
  await preview.getByText('Take it.').waitFor()
  expect(await preview.getByText('Ask Ilse.').count()).toBe(0)
  expect((await context.request.get('/handbook/people/time-off')).status()).toBe(404)
  const [above, below] = [await preview.boundingBox(), await open.boundingBox()]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
  await open.click()
  await dialog.waitFor({ state: 'hidden' })
  expect((await context.request.get('/handbook/people/time-off')).status()).toBe(200)
  expect(complaints).toEqual([expect.stringMatching(/400 .*handbook\/pages/)])
})
