import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { editionsEdit, editionsSource, plansCreate } from '../../server/modules/strategy/contract.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const text = `# FY27 Harbour VPMOM

Period: FY27

Vision
- Every crew talks in one place.

Priorities
1. Trust
2. Calm

Methods
1. Sell without a call
2. Answer within a day
3. Ship each week

Obstacles
- Few references

Measures
- Servers grow
`

/** The lines of a section as they stand on the screen, once they are read. */
async function linesOf(page: Page, section: string): Promise<string[]> {
  await page.locator('.blocks[aria-busy="false"]').waitFor()
  return page
    .getByRole('region', { name: section })
    .locator('.block')
    .evaluateAll((all) => all.map((one) => `${one.getAttribute('data-depth')} ${one.querySelector('textarea')?.value}`))
}
const shows = (page: Page, section: string, lines: string[]) =>
  expect.poll(() => linesOf(page, section), { timeout: 20_000 }).toEqual(lines)

test('a plan is written as blocks beside its Markdown: by keys, by drag, against somebody else, and not left unsaved by mistake', async () => {
  const planner = stage.cast.as('admin')
  const { slug, edition_id: id } = await planner.call(plansCreate, { title: 'Harbour', level: 'department', source: text })
  const { page, complaints } = await stage.reader()
  await page.goto(`/app/strategy/plans/${slug}?tab=source`)
  await page.getByLabel('E-mail').fill(stage.lead.email)
  await page.getByLabel(/^Password/).fill(stage.lead.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const source = page.getByLabel('Markdown of the plan')
  await shows(page, 'Methods', ['0 Sell without a call', '0 Answer within a day', '0 Ship each week'])

  await page.getByLabel('Methods, line 2').focus()
  await page.keyboard.press('Tab')
  await shows(page, 'Methods', ['0 Sell without a call', '1 Answer within a day', '0 Ship each week'])
  expect(await source.inputValue()).toBe(text.replace('2. Answer', '    1. Answer').replace('3. Ship', '2. Ship'))
  await page.getByLabel('Methods, line 2').focus()
  await page.keyboard.press('Shift+Tab')
  await shows(page, 'Methods', ['0 Sell without a call', '0 Answer within a day', '0 Ship each week'])
  expect(await source.inputValue()).toBe(text)
  await page.getByLabel('Methods, line 3').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await shows(page, 'Methods', ['0 Sell without a call', '0 Ship each week', '0 Answer within a day'])

  await page.getByRole('group', { name: 'Calm' }).hover()
  await page
    .getByRole('group', { name: 'Calm' })
    .locator('.block-grip')
    .dragTo(page.getByRole('group', { name: 'Trust' }), { targetPosition: { x: 60, y: 3 } })
  await shows(page, 'Priorities', ['0 Calm', '0 Trust'])

  // letters that come before the text is read again belong to the new line; what was done is taken back step by step
  await page.getByLabel('Methods, line 3').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Call back')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Write less')
  const methods = ['0 Sell without a call', '0 Ship each week', '0 Answer within a day']
  await shows(page, 'Methods', [...methods, '0 Call back', '0 Write less'])
  for (let n = 0; n < 4; n += 1) {
    await page.keyboard.press('Control+z')
    await page.locator('.blocks[aria-busy="false"]').waitFor()
  }
  await shows(page, 'Methods', methods)

  const moved = (await source.inputValue()).replace('- Few references', '- Few references\n- Long nights')
  await source.fill(moved)
  await shows(page, 'Obstacles', ['0 Few references', '0 Long nights'])

  await page.getByRole('link', { name: 'Alignment' }).first().click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.reload()
  await page.getByText('was kept on this computer').waitFor()
  expect(await source.inputValue()).toBe(moved)

  const { rev } = await planner.call(editionsSource, { id })
  await planner.call(editionsEdit, { id, source: text.replace('Trust', 'Trust first'), if_match: rev })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/saved revision 2 while you were writing/).waitFor()
  await page.getByText('Both texts whole').click()
  expect(await page.getByRole('region', { name: /^The text of/ }).textContent()).toContain('Trust first')
  await page.getByRole('button', { name: 'Write on with mine' }).click()
  await page.getByLabel('Methods, line 1').press('Control+s')
  await page.getByText('Saved as revision 3').first().waitFor()
  expect((await planner.call(editionsSource, { id })).source).toBe(moved)
  expect(complaints.filter((one) => !/status of 4(01|12)/.test(one))).toEqual([])
}, 240_000)

/** How often each is tried: a letter that is lost now and then is lost. */
const tries = 10

async function signedIn() {
  const { page, complaints } = await stage.reader()
  await page.goto('/app/')
  await page.getByLabel('E-mail').fill(stage.lead.email)
  await page.getByLabel(/^Password/).fill(stage.lead.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation').first().waitFor()
  return { page, complaints }
}

test('letters typed at once behind the key that opens a first line are its words, ten times of ten', async () => {
  const planner = stage.cast.as('admin')
  const bare = text.replace('- Few references\n', '')
  const { slug } = await planner.call(plansCreate, { title: 'Quay', level: 'department', source: bare })
  const { page, complaints } = await signedIn()
  await page.goto(`/app/strategy/plans/${slug}?tab=source`)
  const source = page.getByLabel('Markdown of the plan')
  for (let n = 1; n <= tries; n += 1) {
    await page.getByRole('button', { name: 'Write the first line of Obstacles' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(`Few calls ${n}`)
    await page.keyboard.press('Enter')
    await page.keyboard.type('And no time')
    await shows(page, 'Obstacles', [`0 Few calls ${n}`, '0 And no time'])
    await page.getByRole('button', { name: 'Undo all' }).click()
    await expect.poll(() => source.inputValue()).toBe(bare)
    await page.locator('.blocks[aria-busy="false"]').waitFor()
  }
  expect(complaints).toEqual([])
}, 240_000)

test('letters typed at once behind the key that opens a new decision are its question, ten times of ten', async () => {
  const { page } = await signedIn()
  page.on('dialog', (asked) => void asked.accept())
  for (let n = 1; n <= tries; n += 1) {
    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.goto('/app/decisions/decisions')
    await page.getByRole('link', { name: 'New decision' }).first().waitFor()
    if (n % 2 === 0) {
      await page.getByRole('link', { name: 'New decision' }).first().focus()
    } else {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('New decision')
      await page
        .getByRole('option', { name: /^New decision/ })
        .first()
        .waitFor()
    }
    await page.keyboard.press('Enter')
    await page.keyboard.type(`May we sail at ${n}?`)
    const question = page.getByLabel('The question')
    await question.waitFor()
    await expect.poll(() => question.inputValue(), { timeout: 10_000 }).toBe(`May we sail at ${n}?`)
  }
}, 240_000)
