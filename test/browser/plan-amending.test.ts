import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitPerson } from '../../server/modules/people/index.ts'
import { openStage, type Stage } from './stage.ts'

/** A plan in force is amended: leadership decides so in its meeting, and the draft that leans on that decision is vetted. */

let stage: Stage
const noa = { name: 'Noa Bergström', email: 'noa@tidewater.example', password: 'a lantern on the quay' }
beforeAll(async () => {
  stage = await openStage()
  await stage.cast.open((ctx) => admitPerson(ctx, { ...noa, roles: ['sales_manager'] }))
})
afterAll(() => stage?.close())

async function signedIn({ email, password }: { email: string; password: string }) {
  const reader = await stage.reader({ colorScheme: 'light' })
  expect((await reader.context.request.post('/api/people/sign-ins', { data: { email, password } })).ok()).toBe(true)
  reader.page.setDefaultTimeout(90_000)
  return reader
}

// biome-ignore lint/suspicious/noExplicitAny: what a program without our types sees
type Answer = any
async function ask(page: Page, method: string, path: string, data?: object): Promise<Answer> {
  const answer = await page.request.fetch(`/api${path}`, { method, data, headers: { 'idempotency-key': crypto.randomUUID() } })
  const said = await answer.json()
  expect([path, answer.status(), said.code]).toEqual([path, answer.ok() ? answer.status() : 200, undefined])
  return said
}

const written = (lead: string) => `# FY27 Wharf VPMOM (30%)

Period: FY27
RAPID: ${lead}(R), ${noa.name}(A), Mara Okonjo(D)
DRI: ${lead}

Vision
- Every crew talks in one safe place.

Priorities
1. Trust

Methods
1. Answer within a day (DRI: ${lead})

Obstacles
- Few references

Measures
- Servers grow
`
const old = (n: number) =>
  `# FY27 Aft ${n} VPMOM\n\nPeriod: FY27\nVetted: 2026-02-02\n\nVision\n- Crew ${n} talks.\n\nPriorities\n1. Trust\n\nMethods\n1. Meet\n\nMeasures\n- Kept\n\n`

/** The plan in force, behind more plans than a list shows without being searched. */
async function inForce(lead: Page, mara: Page, other: Page): Promise<string> {
  const text = Array.from({ length: 34 }, (_, n) => old(n + 1)).join('')
  const read = await ask(lead, 'POST', '/strategy/plan-imports', { name: 'aft.md', text })
  const chosen = read.plans.map((_: Answer, index: number) => ({ index, level: 'team' }))
  await ask(lead, 'POST', `/strategy/plan-imports/${read.id}/confirmations`, { plans: chosen })
  const source = written(stage.lead.name)
  const { edition_id: id, slug } = await ask(lead, 'POST', '/strategy/plans', { title: 'FY27 Wharf VPMOM', level: 'department', source })
  const { sections } = await ask(lead, 'GET', `/strategy/editions/${id}`)
  const keyOf = (section: string) => sections.find((one: Answer) => one.name === section).items[0].key
  await ask(lead, 'POST', '/strategy/alignment-edges', { type: 'measured_by', from_key: keyOf('methods'), to_key: keyOf('measures') })
  const pledged = { metric_id: 'tes', direction: 'increase', baseline: '700', target: '1300', due: '2027-01-31' }
  await ask(lead, 'PUT', `/strategy/editions/${id}/items/${keyOf('measures')}/measure`, pledged)
  const { signoff } = await ask(lead, 'POST', `/strategy/editions/${id}/submissions`, {})
  await ask(other, 'POST', `/decisions/decisions/${signoff.id}/answers`, { stance: 'agree', text_no: 1 })
  const { content_hash } = await ask(lead, 'POST', `/strategy/editions/${id}/freezes`, {})
  await ask(mara, 'POST', `/strategy/editions/${id}/vettings`, { content_hash })
  return slug
}

/** Under way since noon, with the lead of business operations in it. */
async function underWay(mara: Page): Promise<string> {
  const { items } = await ask(mara, 'GET', '/people/persons')
  const lead = items.find((one: Answer) => one.name === stage.lead.name).id
  const series = await ask(mara, 'POST', '/cadence/series', {
    ...{ title: 'Leadership, weekly', purpose: 'What is red is named and decided.', leadership: true },
    ...{ rule: 'FREQ=WEEKLY;BYDAY=MO', start_day: '2026-06-15', start_time: '12:00', zone: 'UTC', vice_chair: lead },
    template: [{ title: 'Decide', minutes: 25, kind: 'decide' }],
  })
  return series.ahead[0].id
}

test('a plan in force is amended by what leadership decided in its meeting, and vetted', { timeout: 600_000 }, async () => {
  const readers = [await signedIn(stage.lead), await signedIn({ email: 'mara@tidewater.example', password: 'a calm harbour at dusk' })]
  readers.push(await signedIn(noa))
  const [ines, mara, noaPage] = readers.map(({ page }) => page) as [Page, Page, Page]
  const slug = await inForce(ines, mara, noaPage)
  const plan = `/app/strategy/plans/${slug}`

  // whoever answers for the plan begins a draft, and is told from its first day what it takes
  await ines.goto(plan)
  await ines.getByRole('button', { name: 'Amend…' }).click()
  await ines.getByRole('dialog').getByLabel('Why').fill('Nobody keeps a day')
  await ines.getByRole('button', { name: 'Begin the draft' }).click()
  const source = ines.getByLabel('Markdown of the plan')
  await source.fill((await source.inputValue()).replace('within a day', 'within 3 days'))
  await ines.getByRole('button', { name: 'Save', exact: true }).click()
  await ines.getByText(/^Revision \d+$/).waitFor()
  const draft = new URL(ines.url()).pathname
  await ines.goto(draft)
  await ines.getByText(/^It changes Method 1\. A leadership meeting decides/).waitFor()

  // leadership decides so: typed, said how hard it is to undo, and the plan found by three letters, all by keys
  const meeting = `/app/cadence/meetings/${await underWay(mara)}`
  await ines.goto(meeting)
  await mara.goto(meeting)
  await mara.getByRole('status').getByText('live').waitFor()
  await mara.getByRole('button', { name: 'Start meeting' }).press('Enter')
  await mara.getByRole('button', { name: 'Begin', exact: true }).press('Enter')
  await mara.getByRole('timer', { name: 'Time left' }).waitFor()
  await mara.locator('body').click({ position: { x: 5, y: 5 } })
  await mara.keyboard.press('d')
  await mara.getByRole('textbox', { name: 'Decision' }).waitFor()
  await mara.keyboard.type('We answer within three days.')
  await mara.keyboard.press('Tab')
  expect(await mara.getByRole('checkbox', { name: 'Hard to undo' }).evaluate((one) => one === document.activeElement)).toBe(true)
  await mara.keyboard.press('Space')
  await mara.keyboard.press('Tab')
  await mara.keyboard.type('wha')
  const options = mara.locator('[role=option]:visible')
  await expect.poll(() => options.allTextContents(), { timeout: 90_000 }).toEqual(['Wharf'])
  await mara.keyboard.press('ArrowDown')
  await mara.keyboard.press('Enter')
  const save = mara.getByRole('button', { name: /^Save decision/ })
  await save.press('Enter')
  await mara.getByText('What is hard to undo is decided by somebody with the role executive.').waitFor()
  await mara.getByRole('checkbox', { name: 'Hard to undo' }).press('Space')
  await save.press('Enter')
  await ines.getByText('We answer within three days.').first().waitFor()

  // the draft leans on it: it is asked about what changed, and signed
  await ines.goto(draft)
  await ines.getByText(/Leadership decided on it in/).waitFor()
  const number = (await ines.getByRole('link', { name: /^DEC-/ }).first().textContent()) ?? ''
  await ines.getByRole('button', { name: 'Submit' }).click()
  await ines.getByText('Submitted; everybody is asked').waitFor()
  await noaPage.goto('/app/inbox')
  await noaPage
    .getByText(/Do we agree to .*Wharf/)
    .first()
    .click()
  await noaPage.getByRole('button', { name: 'I agree' }).click()
  await noaPage.getByText(/^Your answer stands with text/).waitFor()
  await ines.reload()
  await ines.getByRole('button', { name: 'Close the text' }).click()
  await ines.getByText('The text is closed').waitFor()
  await mara.goto(draft)
  await mara.getByRole('button', { name: 'Vet it' }).click()
  await mara.getByRole('dialog').getByRole('button', { name: 'Sign it' }).click()
  await mara.getByText(/^Signed by Mara Okonjo/).waitFor()
  await mara.goto(plan)
  await mara.getByText('Answer within 3 days').first().waitFor()
  const { items } = await ask(mara, 'GET', `/decisions/decisions?search=${number}`)
  expect(items.map((one: Answer) => [one.number, one.type])).toEqual([[number, 2]])
  for (const { complaints } of readers) expect(complaints.filter((one) => !/status of 403/.test(one))).toEqual([])
})
