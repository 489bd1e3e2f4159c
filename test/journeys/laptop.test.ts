import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRooms } from '../cast/cast.ts'
import { type Ledger, openLedger } from '../cast/ledger.ts'
import { type Answer, type Ask, signedIn, visitorOf } from '../cast/over-http.ts'

/** A procedure from its first text to the fix of a step that somebody new found wrong, by nothing but what the house answers over HTTP. */

let ledger: Ledger
const people: Record<string, Ask> = {}
beforeAll(async () => {
  ledger = await openLedger(allRooms)
  for (const name of ['ilse', 'mara', 'sol', 'noa']) people[name] = await signedIn(ledger, name)
})
afterAll(() => ledger?.cast.close())

const laptop = `---
kind: procedure
tier: 3
rapid: mara(D)
role: Whoever is new
promise: 3 business days
---
# How do I get a laptop

Choose one of three, and the courier brings it.

## Steps

1. Choose one of three
2. Say where you live
   - <!-- internal --> If it fails: CANARY of the courier's contract
3. Set it up with the guide in the bag
`

test('somebody new finds it in three words, follows it and flags a step; the owner fixes it, and what it changed is seen', async () => {
  const [ilse, mara, sol, noa] = ['ilse', 'mara', 'sol', 'noa'].map((name) => people[name]) as [Ask, Ask, Ask, Ask]
  const visit = visitorOf(ledger)

  // written, looked at as everyone sees it, agreed to, listed, in force
  const looked = async (source: string, more: object = {}) => ilse('POST', '/handbook/previews', { source, audience: 'public', ...more })
  const { public_hash } = await looked(laptop)
  const page = await ilse('POST', '/handbook/pages', { source: laptop, audience: 'public', public_hash, backup: ledger.id('noa') })
  const listed = await ilse('POST', '/handbook/functions', { name: 'People', owner: ledger.id('ilse') })
  const lines = { entries: [{ page: page.id, blurb: 'three to choose from' }, { label: 'Leaving us' }] }
  await ilse('PUT', `/handbook/functions/${listed.id}/entries`, lines, listed.version)
  const put = await ilse('POST', `/handbook/pages/${page.id}/proposals`, { base: 1, note: 'As we do it' })
  const outcome = { text_no: 1, outcome: 'accept', text: 'Yes', no_actions: true }
  await mara('POST', `/decisions/decisions/${put.decision.id}/outcomes`, outcome)
  await ilse('POST', `/handbook/procedures/${page.id}/waivers`, { reason: 'The plan comes later', until: '2026-09-01' })
  await ilse('POST', `/handbook/proposals/${put.id}/publications`, {})
  const signed = (await ilse('GET', `/handbook/procedures/${page.id}`)).agreed
  expect(signed).toMatchObject({ is: 'agreed', decision: { number: put.decision.number } })

  // found in three words, followed on the text in force
  const { hits } = await sol('GET', '/search?q=get%20a%20laptop')
  expect(hits.find((one: Answer) => one.kind === 'page')).toMatchObject({ title: 'How do I get a laptop' })
  const before = await Promise.all(Array.from({ length: 24 }, () => noa('POST', `/handbook/procedures/${page.id}/runs`, {})))
  const run = await sol('POST', `/handbook/procedures/${page.id}/runs`, { about: 'Sol' })
  const [first, second, third] = run.steps.map((one: Answer) => one.key) as [string, string, string]
  for (const key of [first, second]) await sol('PUT', `/handbook/runs/${run.id}/steps/${key}`, { state: 'done' })
  const flag = await sol('POST', `/handbook/pages/${page.id}/flags`, { key: third, run: run.id })
  await sol('PUT', `/handbook/flags/${flag.id}/words`, { note: 'The guide lies in the box' })
  await sol('PUT', `/handbook/runs/${run.id}/steps/${third}`, { state: 'done' })
  await sol('POST', `/handbook/runs/${run.id}/completions`, {})
  for (const one of before) {
    for (const key of [first, second, third]) await noa('PUT', `/handbook/runs/${one.id}/steps/${key}`, { state: 'done' })
    await noa('POST', `/handbook/runs/${one.id}/completions`, {})
  }

  // the owner is told, and says it better without another agreement
  const told = (await ilse('GET', '/notices')).items.filter((one: Answer) => one.reason.startsWith('handbook.flag'))
  expect(told).toHaveLength(1)
  const better = laptop.replace('guide in the bag', 'guide in the box')
  const again = await looked(better, { page: page.id })
  const now = await ilse('POST', `/handbook/pages/${page.id}/versions`, {
    ...{ base: 1, source: better, note: 'It lies in the box', class: 'minor', public_hash: again.public_hash },
  })
  expect([now.no, now.class ?? now.label]).toEqual([2, '1.1.0'])
  expect((await ilse('GET', `/handbook/procedures/${page.id}`)).agreed).toMatchObject({ is: 'carried', decision: signed.decision })
  await ilse('POST', `/handbook/flags/${flag.id}/answers`, { as: 'fixed', reason: 'It lies in the box now' })
  expect((await sol('GET', '/notices')).items.some((one: Answer) => one.reason.startsWith('handbook.flag'))).toBe(true)

  // what it changed
  await Promise.all(Array.from({ length: 21 }, () => noa('POST', `/handbook/procedures/${page.id}/records`, {})))
  const health = await noa('GET', `/handbook/procedures/${page.id}/health`)
  expect(health.versions).toMatchObject([
    { version: '1', n: 25, k: 1 },
    { version: '1.1', n: 21, k: 0, note: 'It lies in the box' },
  ])
  expect(health.compared).toMatchObject({ before: '1', after: '1.1', points: 0.04, is: 'no_proof' })

  // everyone sees the step, and nothing that is not theirs
  const shown = await visit(page.public_href ?? '/handbook/how-do-i-get-a-laptop')
  expect([shown.status, shown.text.includes('guide in the box'), shown.text.includes('CANARY')]).toEqual([200, true, false])
  const seen = await crawled(visit)
  expect(seen.has('/handbook/how-do-i-get-a-laptop')).toBe(true)
  expect([...seen.values()].filter((text) => text.includes('CANARY'))).toEqual([])
})

/** Everything that links, feeds and the map of the site lead to, from its front door on. */
async function crawled(visit: ReturnType<typeof visitorOf>): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  const wanted = ['/', '/handbook', '/handbook/directory', '/sitemap.xml', '/handbook/feed.atom', '/llms.txt']
  for (const path of wanted) {
    if (seen.has(path) || seen.size > 200) continue
    const { status, text } = await visit(path)
    seen.set(path, status === 200 ? text : '')
    const links = [...text.matchAll(/(?:href="|<loc>|\]\()(?:https?:\/\/[^/"<)]+)?(\/[^"#<)?]*)/g)].map(([, to = '']) => to)
    wanted.push(...links.filter((to) => !/^\/(?:app|api|portal|public|assets)\b/.test(to)))
  }
  return seen
}
