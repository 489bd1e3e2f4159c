import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

async function signedIn({ email, password }: { email: string; password: string }) {
  const reader = await stage.reader()
  const entered = await reader.context.request.post('/api/people/sign-ins', { data: { email, password } })
  expect(entered.ok()).toBe(true)
  return reader
}

/** Keys that are pressed beside the words of question and proposal, and fields that something was said in. */
function counting(page: Page) {
  const said = { keys: 0, fields: new Set<string>() }
  const press = async (key: string) => {
    said.keys += 1
    await page.keyboard.press(key)
  }
  return {
    said,
    press,
    /** the words themselves, which are no presses of ours */
    write: async (field: string, words: string) => {
      said.fields.add(field)
      await page.keyboard.insertText(words)
    },
    /** letters by which somebody is found: each counts */
    type: async (field: string, letters: string) => {
      said.fields.add(field)
      for (const letter of letters) await press(letter)
    },
    /** Tab until the field is reached: each counts */
    tabTo: async (label: RegExp) => {
      const field = page.getByLabel(label).first()
      for (let tries = 0; tries < 12; tries += 1) {
        if (await field.evaluate((one) => one === document.activeElement)) return
        await press('Tab')
      }
      throw new Error(`${label} is not reached within twelve presses`)
    },
  }
}

test('a decision is composed in at most 6 fields and 25 presses beyond its words, and answered from the notification', async () => {
  const mara = await signedIn({ email: 'mara@tidewater.example', password: 'a calm harbour at dusk' })
  const { page } = mara
  page.setDefaultTimeout(90_000)
  await page.goto('/app/decisions/decisions/new')
  const question = page.getByLabel(/^The question/)
  await question.waitFor()
  await expect.poll(() => question.evaluate((one) => one === document.activeElement), { timeout: 30_000 }).toBe(true)
  const { said, press, write, type, tabTo } = counting(page)
  /** The one who is found by what was typed: nobody else is left in the list. */
  const pick = async (label: RegExp, name: string) => {
    const options = page.locator('[role=option]:visible')
    await expect.poll(() => options.allTextContents(), { timeout: 30_000 }).toEqual([expect.stringContaining(name)])
    await press('ArrowDown')
    await press('Enter')
    await expect.poll(() => page.getByLabel(label).first().inputValue(), { timeout: 30_000 }).toContain(name)
  }
  await write('question', 'May a customer buy up to $10,000 without a salesperson?')
  await tabTo(/^What you propose/)
  await write('proposal', 'Orders below $10,000 go through by themselves.')
  await tabTo(/^Who decides/)
  await type('decides', 'mar')
  await pick(/^Who decides/, 'Mara Okonjo')
  const ask = page.getByRole('button', { name: 'Ask somebody' })
  for (let tries = 0; tries < 6 && !(await ask.evaluate((one) => one === document.activeElement)); tries += 1) await press('Tab')
  await press('Enter')
  await page.keyboard.down('Shift')
  const who = page.getByLabel(/^Who$/).first()
  for (let tries = 0; tries < 6 && !(await who.evaluate((one) => one === document.activeElement)); tries += 1) await press('Tab')
  await page.keyboard.up('Shift')
  await type('heard', 'ine')
  await pick(/^Who$/, stage.lead.name)
  await press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: /May a customer buy/ }).waitFor()
  expect(said.fields.size).toBeLessThanOrEqual(6)
  expect(said.keys).toBeLessThanOrEqual(25)

  // whoever is asked answers where they are told of it: one press
  const ines = await signedIn(stage.lead)
  ines.page.setDefaultTimeout(90_000)
  await ines.page.goto('/app/inbox')
  await ines.page.getByRole('button', { name: 'I am for it' }).click()
  await ines.page.getByText('Your answer stands with text 1').waitFor()
  const { rows } = await stage.cast.house.db.pool.query(
    `select a.stance, a.person_name, a.source, d.state from decisions.answer a join decisions.decision d on d.id = a.decision_id`,
  )
  expect(rows).toEqual([{ stance: 'support', person_name: stage.lead.name, source: 'given', state: 'ready' }])
  expect(new URL(ines.page.url()).pathname).toBe('/app/inbox')

  // the button that decides is gone with the press: whoever decided reads on at what was decided
  await page.reload()
  await page.getByRole('button', { name: 'Decide', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nothing needs to be done').check()
  await dialog.getByRole('button', { name: 'Decide', exact: true }).click()
  await page.getByRole('heading', { name: 'What was decided' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), { timeout: 30_000 }).toBe('outcome')
  expect([...mara.complaints, ...ines.complaints].filter((one) => !/status of 401/.test(one))).toEqual([])
  process.stdout.write(`composed in ${said.fields.size} fields and ${said.keys} presses\n`)
}, 300_000)
