import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { invitationAccept, invite } from '../../server/modules/people/contract.ts'
import { lettersTo } from '../cast/staff.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const source = (name: string) => `---
kind: procedure
role: Whoever is new
rapid: ${name}(D)
---
# How do I get a laptop

## Steps

1. Choose one of three
2. Say where you live
   - <!-- internal --> If it fails: ask Ilse for the CANARY
3. Wait for the courier
`

test('a procedure is written, agreed to, found in the directory, followed by keys, and said to be wrong in one press', {
  timeout: 300_000,
}, async () => {
  const { page, context, complaints } = await stage.reader({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(40_000)
  const { email, password, name } = stage.lead
  expect((await context.request.post('/api/people/sign-ins', { data: { email, password } })).ok()).toBe(true)
  const send = async (path: string, data: object, method: 'POST' | 'PUT' = 'POST', headers: Record<string, string> = {}) => {
    const answer = await context.request.fetch(`/api${path}`, {
      method,
      data,
      headers: { 'idempotency-key': crypto.randomUUID(), origin: stage.base, ...headers },
    })
    expect([path, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([path, answer.status(), ''])
    return answer.json()
  }
  const { items } = await (await context.request.get('/api/people/persons?limit=20')).json()
  const me = items.find((one: { name: string }) => one.name === name)
  const other = items.find((one: { name: string }) => one.name !== name)
  const text = source(name)
  const { public_hash } = await send('/handbook/previews', { source: text, audience: 'public' })
  const made = await send('/handbook/pages', { source: text, audience: 'public', public_hash, backup: other.id })

  // the contents, and what is still to be written
  await page.goto('/app/handbook/directory')
  await page.getByText('1 procedure is in no list', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'New function' }).click()
  await page.getByLabel('Name').fill('People')
  await page.getByRole('combobox', { name: 'Who answers for it' }).fill(name.slice(0, 6))
  await page.getByRole('option', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: /Add it/ }).click()
  await page.getByRole('heading', { name: 'People' }).waitFor()
  const { functions } = await (await context.request.get('/api/handbook/directory')).json()
  await send(
    `/handbook/functions/${functions[0].id}/entries`,
    { entries: [{ page: made.id, blurb: 'three to choose from' }, { label: 'Travel' }] },
    'PUT',
    {
      'if-match': `"${functions[0].version}"`,
    },
  )

  // put forward on its page, decided in the ledger, put in force
  await page.goto(`/app/handbook/pages/${made.id}`)
  await page.getByText('Nobody has agreed to this very text.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Put it forward' }).click()
  await page.getByLabel('What it is about').fill('As we do it')
  await page.getByRole('button', { name: /Put it forward/ }).click()
  await page.waitForURL(/tab=agreement/)
  await page.getByText('Being asked', { exact: true }).waitFor()
  const { proposal } = await (await context.request.get(`/api/handbook/procedures/${made.id}`)).json()
  await send(`/decisions/decisions/${proposal.decision.id}/outcomes`, { text_no: 1, outcome: 'accept', text: 'Yes', no_actions: true })
  await send(`/handbook/procedures/${made.id}/waivers`, { reason: 'The plan of the year comes later', until: '2026-09-01' })
  await page.reload()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText(/Version 1\.0\.0 is followed since/).waitFor()

  // found, and followed by keys
  await page.goto('/app/handbook/directory')
  await page.getByText('TBA', { exact: true }).first().waitFor()
  await page.getByRole('main').getByRole('link', { name: 'How do I get a laptop' }).click()
  await page.getByRole('button', { name: 'Follow it' }).click()
  await page.getByLabel('For whom or what').fill('Sol')
  await page.getByRole('button', { name: /Begin/ }).click()
  await page.getByRole('heading', { name: 'Choose one of three' }).waitFor()
  // wherever the focus went meanwhile
  await page.getByRole('main').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press(' ')
  await page.getByRole('heading', { name: 'Say where you live' }).waitFor()
  await page.getByRole('button', { name: 'Skip' }).click()
  await page.getByText('Say why, then skip it.').waitFor()
  await page.getByLabel('Why it is left out').fill('They know')
  await page.getByRole('button', { name: 'Skip' }).click()
  await page.getByRole('heading', { name: 'Wait for the courier' }).waitFor()
  await page.getByRole('button', { name: 'The text is wrong' }).click()
  await page.getByText('The text, step 3 Wait for the courier').waitFor()
  await page.getByLabel('What is wrong with the text?').fill('No courier comes any more')
  await page.getByRole('button', { name: 'Say it' }).click()
  await page.getByRole('button', { name: 'Say it better' }).waitFor()
  expect(await page.getByRole('button', { name: 'The text is wrong' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Done, next step' }).click()
  await page.getByRole('button', { name: 'Complete it' }).click()
  await page.getByText('With errors').first().waitFor()
  await page.getByRole('button', { name: 'It is so' }).click()
  await page.getByText('Confirmed').waitFor()

  // how it goes, and what of it everyone sees
  await page.goto(`/app/handbook/health/${made.id}`)
  await page.getByText('1 of 1 run had an error.', { exact: false }).waitFor()
  const outside = await (await context.request.get('/handbook/directory', { headers: { accept: 'text/html' } })).text()
  expect(outside).toContain('How do I get a laptop')
  const shown = await (await context.request.get(`/handbook/${made.path}`, { headers: { accept: 'text/html' } })).text()
  expect([shown.includes('Wait for the courier'), shown.includes('Ilse'), me !== undefined]).toEqual([true, false, true])
  expect(complaints).toEqual([])
})

test('somebody new finds it in three words on a phone and flags a step; the owner fixes it, and what it changed is seen', {
  timeout: 300_000,
}, async () => {
  const { page: desk, context } = await stage.reader({ viewport: { width: 1440, height: 900 } })
  desk.setDefaultTimeout(40_000)
  const { email, password } = stage.lead
  expect((await context.request.post('/api/people/sign-ins', { data: { email, password } })).ok()).toBe(true)
  const ask = async (path: string) => (await context.request.get(`/api${path}`)).json()
  const { items } = await ask('/handbook/procedures')
  const { id, path } = await ask(`/handbook/pages/${items[0].id}`)
  const follow = async (times: number) => {
    const headers = () => ({ 'idempotency-key': crypto.randomUUID(), origin: stage.base })
    const sent = Array.from({ length: times }, () =>
      context.request.post(`/api/handbook/procedures/${id}/records`, { data: {}, headers: headers() }),
    )
    expect((await Promise.all(sent)).every((answer) => answer.ok())).toBe(true)
  }
  await follow(24)
  const agreed = (await ask(`/handbook/procedures/${id}`)).agreed

  // somebody new, with a phone
  const novice = { email: 'nele@tidewater.example', name: 'Nele Brandt', password: 'a lantern on the second pier' }
  await stage.cast.as('admin').call(invite, { email: novice.email, name: novice.name, roles: ['marketing'] })
  const letter = (await lettersTo(stage.cast, novice.email)).at(-1) ?? ''
  const token = /\/invitation#(\S+)/.exec(letter)?.[1] ?? ''
  await stage.cast.visitor().call(invitationAccept, { token, name: novice.name, password: novice.password })
  const {
    page: phone,
    context: hers,
    complaints,
  } = await stage.reader({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  phone.setDefaultTimeout(40_000)
  expect((await hers.request.post('/api/people/sign-ins', { data: { email: novice.email, password: novice.password } })).ok()).toBe(true)
  await phone.goto('/app/')
  await phone.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Search' }).tap()
  await phone.getByRole('dialog').getByLabel('Search').fill('get a laptop')
  await phone
    .getByRole('option', { name: /How do I get a laptop/ })
    .first()
    .tap()
  await phone.waitForURL(new RegExp(`/handbook/pages/${id}`))
  await phone.getByRole('button', { name: 'Follow it' }).tap()
  await phone.getByRole('button', { name: /Begin/ }).tap()
  await phone.getByRole('heading', { name: 'Choose one of three' }).waitFor()
  await phone.getByRole('button', { name: 'Done, next step' }).tap()
  await phone.getByRole('heading', { name: 'Say where you live' }).waitFor()
  await phone.getByRole('button', { name: 'Done, next step' }).tap()
  await phone.getByRole('heading', { name: 'Wait for the courier' }).waitFor()
  await phone.getByRole('button', { name: 'The text is wrong' }).tap()
  await phone.getByLabel('What is wrong with the text?').fill('The courier waits at the desk')
  await phone.getByRole('button', { name: 'Say it' }).tap()
  await phone.getByRole('button', { name: 'Say it better' }).waitFor()
  await phone.getByRole('button', { name: 'Done, next step' }).tap()
  await phone.getByRole('button', { name: 'Complete it' }).tap()
  await phone.getByText('With errors').first().waitFor()
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)

  // its owner is told, says it better as a minor change, and sees before what that does: nobody signs anew
  await desk.goto('/app/inbox')
  await desk.getByText('How do I get a laptop', { exact: false }).first().waitFor()
  await desk.goto(`/app/handbook/pages/${id}/write`)
  const field = desk.getByLabel('Markdown of the page')
  await field.fill((await field.inputValue()).replace('Wait for the courier', 'Wait for the courier at the desk'))
  await desk.getByText('Everyone', { exact: true }).first().click()
  await desk.getByText(/Becomes version 1\.1\.0/).waitFor()
  await desk.getByRole('button', { name: 'Publish' }).click()
  await desk.getByText(`What was agreed to in ${agreed.decision.number} goes on with it.`).waitFor()
  await desk.getByText('Nobody is asked to read it again.').waitFor()
  await desk.getByText('Everyone outside sees it changed', { exact: false }).waitFor()
  await desk.getByText('1 step differs').click()
  await desk.getByText('Wait for the courier at the desk changed').waitFor()
  await desk.getByLabel('What changed').fill('The courier waits at the desk')
  await desk.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await desk.waitForURL(new RegExp(`/handbook/pages/${id}$`))
  expect((await ask(`/handbook/procedures/${id}`)).agreed).toMatchObject({ is: 'carried', decision: { number: agreed.decision.number } })

  // what it changed, on the page of its health
  await follow(21)
  await desk.goto(`/app/handbook/health/${id}`)
  await desk.getByRole('heading', { name: 'Did version 1.1 help?' }).waitFor()
  await desk.getByText('No proof of a change').waitFor()
  await desk.getByText('points fewer errors').waitFor()

  // everyone sees the step and not the note, wherever the site leads
  const { context: outside } = await stage.reader({ javaScriptEnabled: false })
  const seen = await crawled(outside, stage.base)
  const shown = seen.get(`/handbook/${path}`) ?? ''
  expect([shown.includes('Wait for the courier at the desk'), seen.has('/handbook/directory'), seen.has('/sitemap.xml')]).toEqual([
    true,
    true,
    true,
  ])
  const { functions } = await ask('/handbook/directory')
  const listed = functions.flatMap((one: { entries: { label: string; title: string }[] }) =>
    one.entries.map((line) => line.label || line.title),
  )
  expect(listed).toContain('How do I get a laptop')
  for (const title of listed) expect(seen.get('/handbook/directory')).toContain(title)
  expect([...seen].filter(([, text]) => text.includes('CANARY')).map(([at]) => at)).toEqual([])
  expect(complaints).toEqual([])
  await Promise.all([context.close(), hers.close(), outside.close()])
})

/** Everything to which the public site leads from its front door, as somebody sees it who follows links, and no more than this much. */
async function crawled(context: BrowserContext, base: string, most = 60): Promise<Map<string, string>> {
  const page = await context.newPage()
  const seen = new Map<string, string>()
  const wanted = ['/']
  for (const path of wanted) {
    if (seen.has(path) || seen.size >= most) continue
    const machine = /\.(?:xml|txt|atom|md|json)$/.test(path)
    if (machine) {
      seen.set(path, await (await context.request.get(path)).text())
    } else {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      seen.set(new URL(page.url()).pathname, await page.content())
      seen.set(path, await page.content())
      const links = await page.locator('a[href], link[href]').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
      wanted.push(...links.flatMap((href) => (href.startsWith(base) ? [new URL(href).pathname] : [])))
    }
    if (path === '/handbook/directory') wanted.push('/sitemap.xml', '/llms.txt', '/handbook/feed.atom')
    wanted.splice(0, wanted.length, ...wanted.filter((to) => !/^\/(?:app|api|portal|public|assets|sign)/.test(to)))
  }
  await page.close()
  return seen
}
