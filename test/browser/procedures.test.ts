import { afterAll, beforeAll, expect, test } from 'vitest'
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
   - <!-- internal --> If it fails: ask Ilse
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
