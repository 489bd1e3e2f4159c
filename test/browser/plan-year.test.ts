import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { warehouseReady } from '../../server/modules/data/index.ts'
import { admitPerson } from '../../server/modules/people/index.ts'
import { openStage, type Stage } from './stage.ts'

/** The journey of `test/journeys/plan-year.test.ts` by those who would make it, each with a browser of their own. */

let stage: Stage
const password = 'a lantern on the quay'
const complaints: Record<string, string[]> = {}
const pages: Record<string, Page> = {}

beforeAll(async () => {
  stage = await openStage()
  const colleagues = { farid: 'Farid Haddad', noa: 'Noa Bergström', sol: 'Sol Vega', cato: 'Cato Lindqvist' }
  const roles = { farid: 'finance', noa: 'sales_manager', sol: 'member', cato: 'sales' } as const
  for (const [sign, name] of Object.entries(colleagues)) {
    const role = roles[sign as keyof typeof roles]
    await stage.cast.open((ctx) => admitPerson(ctx, { name, email: `${sign}@tidewater.example`, password, roles: [role] }))
    await signIn(sign, `${sign}@tidewater.example`, password)
  }
  await signIn('ines', stage.lead.email, stage.lead.password)
  await signIn('mara', 'mara@tidewater.example', 'a calm harbour at dusk')
})
afterAll(() => stage?.close())
async function signIn(sign: string, email: string, secret: string) {
  const reader = await stage.reader()
  const entered = await reader.context.request.post('/api/people/sign-ins', { data: { email, password: secret } })
  expect(entered.ok()).toBe(true)
  pages[sign] = reader.page
  complaints[sign] = reader.complaints
}
const of = (sign: string) => pages[sign] ?? expect.fail(`${sign} has no browser`)
const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: typeof name === 'string' })

/** Types a part of a name into a field that searches, and takes the row that begins so. */
async function pick(within: Page | Locator, field: string, words: string, row: RegExp) {
  const box = within
    .getByRole('combobox', { name: field })
    .or(within.getByRole('textbox', { name: field }))
    .first()
  await box.click()
  await box.fill(words)
  await box.page().getByRole('option', { name: row }).first().click()
}

const written = (obstacles: number) => `# FY27 Harbour VPMOM (20%)

Period: FY27
RAPID: QI(R), Farid Haddad(A), Noa Bergström(A), Sol Vega(I), QM(D)
DRI: QI

Vision
- Every crew talks in one safe place.

Priorities
1. Trust
2. 🔒 Win Fjord Rail back

Methods
1. Meet each Monday (DRI: QC)

Obstacles
${Array.from({ length: obstacles }, (_, n) => `- Reef ${n + 1}`).join('\n')}

Measures
- Meetings are held
`

test('a plan is written, cut, agreed, vetted, read by anyone, found to contradict another, and reviewed', {
  timeout: 600_000,
}, async () => {
  const [ines, mara, farid, noa, cato] = ['ines', 'mara', 'farid', 'noa', 'cato'].map(of) as [Page, Page, Page, Page, Page]

  // three initials that nobody knows are told once
  await ines.goto('/app/strategy/import')
  await ines.getByLabel('Text of a plan').fill(written(3).replace('Harbour', 'Former Harbour'))
  await button(ines, 'Read it').click()
  await ines.getByText('3 are nobody here yet').waitFor()
  await pick(ines, 'QI', 'Ines', /^Ines/)
  await pick(ines, 'QM', 'Mara', /^Mara/)
  await pick(ines, 'QC', 'Cato', /^Cato/)
  await ines.getByText('Everybody is known').waitFor()
  await button(ines, 'Make 1 plan').click()
  await ines.getByText('One plan was made').waitFor()

  // the template, a text that is too long by two lines, and the cut
  await ines.goto('/app/strategy/new')
  await ines.getByLabel('Title').fill('FY27 Harbour VPMOM')
  await button(ines, 'Start the plan').click()
  const source = ines.getByLabel('Markdown of the plan')
  await source.waitFor()
  const slug = new URL(ines.url()).pathname.split('/').at(-1) ?? ''
  const reefs = await tooLong(ines, slug, 2)
  await source.fill(written(reefs))
  await ines.getByText('2 lines over the page').first().waitFor()
  await button(ines, 'Save').click()
  await ines.getByText(/^Revision \d+$/).waitFor()
  await ines.goto(`/app/strategy/plans/${slug}`)
  await ines.getByText('2 lines over the page').first().waitFor()
  await button(ines, /^Move \d+ to the Commentary$/).click()
  await ines.getByText(/moved to the Commentary/).waitFor()
  await button(ines, 'Submit').waitFor()

  // a measure that the house counts by itself, and the method that it measures
  await ines.getByRole('link', { name: 'Bind a metric' }).first().click()
  const bind = ines.getByRole('dialog')
  await pick(bind, 'Metric', 'meetings held', /^Meetings held/)
  await choose(bind, 'Promise', 'Grow from a start to a target')
  await choose(bind, 'Which value counts', /^Summed since/)
  await bind.getByLabel('Start value').fill('0')
  await bind.getByLabel('Target').fill('73')
  await button(bind, 'Bind').click()
  await bind.waitFor({ state: 'detached' })
  await ines.goto('/app/strategy/alignment')
  await join(ines, ['Harbour', /^Method 1/], ['Harbour', /^Measure 1/], 'is measured by')

  // one objects in the inbox's own words, one agrees to a text that changes after
  await ines.goto(`/app/strategy/plans/${slug}`)
  await button(ines, 'Submit').click()
  await ines.getByText('Submitted; everybody is asked').waitFor()
  await answer(farid, 'I object', 'Trust is too little said')
  await answer(noa, 'I agree')
  await answer(of('sol'), 'I am for it')
  await ines.goto(`/app/strategy/plans/${slug}?tab=source`)
  await source.waitFor()
  await source.fill((await source.inputValue()).replace('1. Trust\n', '1. Trust, of crews before anybody else\n'))
  await button(ines, 'Save').click()
  await ines.getByText(/^Revision \d+$/).waitFor()
  await ines.goto(`/app/strategy/plans/${slug}`)
  await ines.getByText('2 in the way').waitFor()
  await ines.getByText('on an older text').first().waitFor()
  await answer(farid, 'I agree')
  await answer(noa, 'I agree')
  await ines.reload()
  await button(ines, 'Close the text').click()
  await ines.getByText('The text is closed').waitFor()

  // whoever decides signs the very text, and lets anyone read it
  await mara.goto(`/app/strategy/plans/${slug}`)
  await button(mara, 'Vet it').click()
  await button(mara.getByRole('dialog'), 'Sign it').click()
  await mara.getByText(/^Signed by Mara Okonjo/).waitFor()
  await mara.goto(`/app/strategy/plans/${slug}?tab=public`)
  await button(mara, 'Publish…').click()
  await mara
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click()
  const link = mara.getByRole('link', { name: 'Open the public page' })
  await link.waitFor()
  const { page: anybody } = await stage.reader()
  await anybody.goto((await link.getAttribute('href')) ?? '')
  await anybody.getByText('Trust, of crews before anybody else').waitFor()
  expect(await anybody.content()).not.toContain('Fjord')

  // two departments promise what cannot both be kept: the house says so, with both texts
  const before = (await ines.request.get('/api/strategy/plans?q=Former').then((answer) => answer.json())).items[0].slug
  await ines.goto(`/app/strategy/plans/${before}`)
  await ines.getByRole('link', { name: 'Bind a metric' }).first().click()
  await pick(bind, 'Metric', 'meetings held', /^Meetings held/)
  await choose(bind, 'Promise', 'Stay at most at')
  await choose(bind, 'Which value counts', /^Summed since/)
  await bind.getByLabel('Target').fill('5')
  await button(bind, 'Bind').click()
  await bind.waitFor({ state: 'detached' })
  await ines.goto('/app/strategy/alignment')
  await join(ines, ['Former Harbour', /^Measure 1/], ['Harbour', /^Measure 1/])
  await ines
    .getByText(/contradict/i)
    .first()
    .click()
  await ines.getByText('Former Harbour, measure 1').first().waitFor()

  // a review of thirty minutes, begun from what works elsewhere
  await warehouseReady()
  await mara.goto('/app/cadence/series/new')
  await mara.getByLabel(/^Name/).fill('Harbour review')
  await mara.getByLabel('What would be missing without it').fill('What is red is named, and given to one person.')
  await mara.getByLabel(/^At/).fill('12:00')
  await button(mara, 'Add somebody').click()
  await pick(mara, 'Colleague', 'Cato', /^Cato/)
  await button(mara, 'Begin the series').click()
  await mara.getByRole('heading', { name: 'Harbour review' }).waitFor()
  await button(mara, /^More/).first().click()
  await mara.getByRole('menuitem', { name: 'Choose the scorecard' }).click()
  const card = mara.getByRole('dialog', { name: 'What is looked at each time?' })
  await button(card, 'Add a measure of a plan').click()
  await pick(card, 'Plan', 'Harbour', /^Harbour/)
  await choose(card, 'Measure', 'Meetings are held')
  await pick(card, 'Answers for it', 'Cato', /^Cato/)
  await button(card, 'Keep the scorecard').click()
  await card.waitFor({ state: 'detached' })
  await mara
    .getByRole('link', { name: /June 15/ })
    .first()
    .click()
  stage.moveTo('2026-06-15T12:00:00Z')
  await button(mara, 'Start meeting').click()
  await button(mara.getByRole('dialog', { name: 'Who is here?' }), 'Begin').click()
  await mara.getByText('Meetings are held: behind').first().waitFor()
  await mara.locator('body').click({ position: { x: 5, y: 5 } })
  await mara.keyboard.press('n')
  await mara.locator('.mt-issue[data-now]').waitFor()
  await mara.keyboard.press('a')
  await mara.getByLabel('Action', { exact: true }).fill('Cato: put the meetings of the crews into the year')
  await mara.keyboard.press('Enter')
  await mara.getByText('put the meetings of the crews').first().waitFor()
  await mara.keyboard.press('s')
  stage.moveTo('2026-06-15T12:25:00Z')
  await button(mara, 'Close meeting').click()
  await button(mara.getByRole('dialog'), 'Close the meeting').click()
  await mara.getByText('of 30 minutes used').waitFor()

  for (const [sign, said] of Object.entries(complaints)) expect([sign, said]).toEqual([sign, []])

  // the next day, after signing in anew, it waits for the one who does it
  stage.moveTo('2026-06-16T08:00:00Z')
  await cato.goto('/app/inbox')
  await cato.getByLabel('E-mail').fill('cato@tidewater.example')
  await cato.getByLabel(/^Password/).fill(password)
  await button(cato, 'Sign in').click()
  await cato.getByText('put the meetings of the crews').first().waitFor()
  await cato
    .getByRole('link', { name: /^My actions/ })
    .first()
    .click()
  await cato.getByText('put the meetings of the crews').first().waitFor()
})

/** Chooses from a list that is not searched. */
async function choose(within: Page | Locator, field: string, option: string | RegExp) {
  const box = within
    .getByRole('combobox', { name: field })
    .or(within.getByRole('textbox', { name: field }))
    .first()
  await box.click()
  await box
    .page()
    .getByRole('option', { name: option, exact: typeof option === 'string' })
    .first()
    .click()
}

/** Two lines are picked, plan by plan, and joined. */
async function join(page: Page, from: [string, RegExp], to: [string, RegExp], how?: string) {
  await button(page, /^(Edge|Join)/)
    .first()
    .click()
  const form = page.getByRole('dialog', { name: 'Join two lines' })
  await choose(form, 'From: plan', from[0])
  await choose(form, 'From: line', from[1])
  await choose(form, 'To: plan', to[0])
  await choose(form, 'To: line', to[1])
  if (how) await choose(form, 'How', how)
  await button(form, 'Join').click()
  await form.waitFor({ state: 'detached' })
}

/** Answers in the inbox, where the question lies. */
async function answer(page: Page, act: string, words?: string) {
  await page.goto('/app/inbox')
  await page.getByText('Do we agree to FY27 Harbour VPMOM?').first().click()
  if (words) await page.getByLabel('Do you agree?').fill(words)
  await button(page, act).click()
  await page.getByText(/^Your answer stands with text/).waitFor()
}

/** How many obstacles make the page too long by so many lines: the house is asked, as somebody would try it. */
async function tooLong(page: Page, slug: string, lines: number): Promise<number> {
  const { editions } = await (await page.request.get(`/api/strategy/plans/${slug}`)).json()
  for (let count = 20; count < 60; count += 1) {
    const answer = await page.request.post(`/api/strategy/editions/${editions[0].id}/source-previews`, { data: { source: written(count) } })
    if ((await answer.json()).check.lines_over === lines) return count
  }
  return expect.fail('no text is that long')
}
