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

/** A series whose first date is today at noon, led by mara; the lead of business operations stands in. */
async function begun() {
  const { items } = await stage.company.staff('GET', '/people/persons')
  const id = (name: string) => items.find((one: { name: string }) => one.name.startsWith(name)).id
  return stage.company.staff('POST', '/cadence/series', {
    title: 'Leadership, weekly',
    purpose: 'What is red is named, decided and given to one person.',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    start_day: '2026-06-15',
    start_time: '12:00',
    zone: 'UTC',
    chair: id('Mara'),
    vice_chair: id(stage.lead.name),
    template: [
      { title: 'Scorecard', minutes: 5, kind: 'info', shows: 'scorecard' },
      { title: 'Issues', minutes: 20, kind: 'decide', shows: 'issues' },
      { title: 'Close and rate', minutes: 5, kind: 'info', shows: 'closing' },
    ],
  })
}

test('a meeting is run with keys alone, and another one in it sees each move', { timeout: 300_000 }, async () => {
  const series = await begun()
  const [mara, lead] = [await signedIn({ email: 'mara@tidewater.example', password: 'a calm harbour at dusk' }), await signedIn(stage.lead)]
  const { page } = mara
  const other = lead.page
  const path = `/app/cadence/meetings/${series.ahead[0].id}`
  await page.goto(path)
  await page.getByRole('button', { name: 'Start meeting' }).press('Enter')
  await page.getByRole('button', { name: 'Begin', exact: true }).press('Enter')
  await page.getByRole('timer', { name: 'Time left' }).waitFor()
  await other.goto(path)
  await page.getByRole('status').getByText('live').waitFor()
  await other.getByRole('status').getByText('live').waitFor()

  // what one writes the other reads, letter by letter, while both write
  const notes = page.getByLabel('Notes of this meeting')
  const theirs = other.getByLabel('Notes of this meeting')
  await notes.focus()
  await page.keyboard.type('Mica Energy: 500 seats. ')
  await expect.poll(() => theirs.inputValue()).toBe('Mica Energy: 500 seats. ')
  await theirs.focus()
  await other.keyboard.press('End')
  await Promise.all([page.keyboard.type('aaaaaaaaaa'), other.keyboard.type('bbbbbbbbbb')])
  const letters = [...'Mica Energy: 500 seats. aaaaaaaaaabbbbbbbbbb'].sort().join('')
  for (const field of [notes, theirs]) await expect.poll(async () => [...(await field.inputValue())].sort().join('')).toBe(letters)
  expect(await notes.inputValue()).toBe(await theirs.inputValue())

  // keys: whatever is under way is acted on, and the keys that are listed are those that work
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  const listed = async () => (await page.locator('.mt-keys kbd').allInnerTexts()).join('')
  expect(await listed()).toBe('DAINC')
  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: 'Action' }).waitFor()
  await page.keyboard.type('show the red rows first')
  await page.keyboard.press('Enter')
  await other.getByText('show the red rows first').first().waitFor()

  // a name that nobody here has is asked about: the action is not one's own by silence
  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: 'Action' }).waitFor()
  await page.keyboard.type('Quentin: buy ropes')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Choose who does it').waitFor()
  await page.getByText('Nobody alone here is called “Quentin”').waitFor()
  await page.getByRole('textbox', { name: 'Action' }).focus()
  await page.keyboard.press('Escape')

  // an issue is raised, taken up, decided and given to somebody
  await page.keyboard.press('i')
  await page.getByLabel('Issue', { exact: true }).waitFor()
  await page.keyboard.type('The crane is late')
  await page.keyboard.press('Enter')
  await other.getByText('1. The crane is late').waitFor()
  await page.keyboard.press('n')
  await page.locator('.mt-issue[data-now]').getByText('1. The crane is late').waitFor()
  await other.locator('.mt-issue[data-now]').getByText('1. The crane is late').waitFor()
  expect(await listed()).toBe('DAISPNC')
  await page.keyboard.press('d')
  await page.getByRole('textbox', { name: 'Decision' }).waitFor()
  await page.keyboard.type('A second crane is hired.')
  await page.keyboard.press('Enter')
  await other.getByText('A second crane is hired.').first().waitFor()
  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: 'Action' }).waitFor()
  await page.keyboard.type(`${stage.lead.name.split(' ')[0]}: ask three yards`)
  await page.keyboard.press('Enter')
  await other.getByText('ask three yards').first().waitFor()
  await page.keyboard.press('s')
  await other.locator('.mt-issue[data-over]').waitFor()

  // it closes with what came of it, and the day keeps its minutes
  await page.keyboard.press('c')
  await page.getByRole('dialog').getByRole('button', { name: 'Close the meeting' }).waitFor()
  await page.keyboard.press('9')
  await page.getByText('1 person so far').waitFor()
  expect(await page.getByRole('radio', { name: '9', exact: true }).isChecked()).toBe(true)
  await page.getByRole('dialog').getByRole('button', { name: 'Close the meeting' }).press('Enter')
  await page.getByText('of 30 minutes used').waitFor()
  await other.getByText('of 30 minutes used').waitFor()
  await other.getByText('Mica Energy: 500 seats.').waitFor()
  const { items } = await stage.company.staff('GET', '/decisions/actions')
  const texts = items.map((one: { text: string }) => one.text)
  expect(texts).toContain('ask three yards')
  expect(texts.join()).not.toContain('buy ropes')
  expect([...mara.complaints, ...lead.complaints]).toEqual([])
  await mara.context.close()
  await lead.context.close()
})

test('a series begins from one that works elsewhere, and one date of it is moved', { timeout: 300_000 }, async () => {
  const { page, context, complaints } = await signedIn({ email: 'mara@tidewater.example', password: 'a calm harbour at dusk' })
  await page.goto('/app/cadence/series/new')
  await page.getByRole('button', { name: /^Weekly tactical/ }).press('Enter')
  await page.getByText(/52 a year|53 a year/).waitFor()
  await page.getByRole('button', { name: 'Begin the series' }).press('Enter')
  await page.getByRole('heading', { name: 'Weekly tactical' }).waitFor()
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .press('Enter')
  await page.getByRole('menuitem', { name: 'Move this date' }).press('Enter')
  await page.getByLabel('At', { exact: true }).fill('15:00')
  await page.getByLabel('Why').fill('The board meets in the morning')
  await page.getByRole('button', { name: 'Move it' }).press('Enter')
  await page.getByText('Moved', { exact: true }).waitFor()
  await page.goto('/app/cadence/feed')
  await page.getByRole('button', { name: 'Make an address' }).press('Enter')
  const url = (await page.getByText(/\/api\/cadence\/calendars\//).textContent()) ?? ''
  const file = await context.request.get(url.trim())
  expect([file.status(), (await file.text()).includes('SEQUENCE:1')]).toEqual([200, true])
  expect(complaints).toEqual([])
  await context.close()
})
