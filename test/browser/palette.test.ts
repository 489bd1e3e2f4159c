import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('what is typed right after Mod+K is never lost, however long the palette takes to come', { timeout: 240_000 }, async () => {
  const { context, page } = await stage.reader()
  const entered = await context.request.post('/api/people/sign-ins', {
    data: { email: 'mara@tidewater.example', password: 'a calm harbour at dusk' },
  })
  expect(entered.ok()).toBe(true)
  let come: (() => void) | undefined
  const held = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route(/Palette/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/app/')
  await page.getByText('Search or do').first().waitFor()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('kestrel')
  come?.()
  const field = page.getByRole('dialog').getByLabel('Search')
  await field.waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
  await page.keyboard.type(' dyn')
  expect(await field.inputValue()).toBe('kestrel dyn')
  await context.close()
})
