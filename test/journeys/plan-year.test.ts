import { afterAll, beforeAll, expect, test } from 'vitest'
import { warehouseReady } from '../../server/modules/data/index.ts'
import { allRooms } from '../cast/cast.ts'
import { type Ledger, openLedger } from '../cast/ledger.ts'
import { type Answer, type Ask, signedIn, visitorOf } from '../cast/over-http.ts'

/** A plan from its first line to the day after its first review, by nothing but what the house answers over HTTP. */

let ledger: Ledger
const people: Record<string, Ask> = {}
const as = (name: string) => people[name] ?? expect.fail(`${name} is not signed in`)

beforeAll(async () => {
  ledger = await openLedger(allRooms)
  for (const name of ['ilse', 'mara', 'farid', 'noa', 'sol', 'cato']) people[name] = await signedIn(ledger, name)
})
afterAll(() => ledger?.cast.close())

const page = async (path: string) => (await visitorOf(ledger)(path)).text

const obstacles = (count: number) => Array.from({ length: count }, (_, n) => `- Reef ${n + 1}`)
const written = (count: number) => `# FY27 Harbour VPMOM (20%)

Period: FY27
RAPID: QI(R), farid(A), noa(A), sol(I), QM(D)
DRI: QI

Vision
- Every crew talks in one safe place.

Priorities
1. Trust
2. 🔒 Win Fjord Rail back

Methods
1. Meet each Monday (DRI: QC)

Obstacles
${obstacles(count).join('\n')}

Measures
- Meetings are held
`

test('a plan is written, cut, mapped, argued over, vetted, read by anyone, and reviewed; what was red is somebody’s action', async () => {
  const [ilse, mara, farid, noa, sol] = ['ilse', 'mara', 'farid', 'noa', 'sol'].map(as) as [Ask, Ask, Ask, Ask, Ask]

  // three initials of another system are told once, at the import of what there is
  const read = await ilse('POST', '/strategy/plan-imports', { name: 'before.md', text: written(3).replace('Harbour', 'Former Harbour') })
  const strange = read.signs.filter((one: Answer) => one.is === 'unknown').map((one: Answer) => one.sign)
  expect(strange).toEqual(['QI', 'QM', 'QC'])
  const signs = ['ilse', 'mara', 'cato'].map((name, at) => ({ sign: strange[at], person_id: ledger.id(name) }))
  const made = await ilse('POST', `/strategy/plan-imports/${read.id}/confirmations`, { plans: [{ index: 0, level: 'department' }], signs })

  // the template, then a text that is two lines over, and the cut that the house proposes
  const { slug, edition_id: id } = await ilse('POST', '/strategy/plans', { title: 'FY27 Harbour VPMOM', level: 'department' })
  const edit = async (source: string) => {
    const { rev } = await ilse('GET', `/strategy/editions/${id}/source`)
    return ilse('PUT', `/strategy/editions/${id}/source`, { source }, rev)
  }
  const check = () => ilse('GET', `/strategy/editions/${id}/page-check`)
  const life = () => ilse('GET', `/strategy/editions/${id}/life`)
  let count = 20
  do {
    count += 1
    await edit(written(count))
  } while ((await check()).lines_over < 2 && count < 60)
  expect((await check()).lines_over).toBe(2)
  const { rev } = await ilse('GET', `/strategy/editions/${id}/source`)
  await ilse('POST', `/strategy/editions/${id}/commentary-moves`, { rev })
  expect(await check()).toMatchObject({ fits: true, lines_over: 0 })

  // a measure that the house counts by itself
  const firstOf = async (edition: string, section: string) => {
    const { sections } = await ilse('GET', `/strategy/editions/${edition}`)
    return sections.find((one: Answer) => one.name === section).items[0].key
  }
  const key = await firstOf(id, 'measures')
  const join = (type: string, from_key: string, to_key: string) => ilse('POST', '/strategy/alignment-edges', { type, from_key, to_key })
  await join('measured_by', await firstOf(id, 'methods'), key)
  const pledged = { metric_id: 'cadence.held', baseline: '0', target: '73', direction: 'increase', window: 'period', due: '2027-01-31' }
  await ilse('PUT', `/strategy/editions/${id}/items/${key}/measure`, pledged)

  // one objects, one has agreed to a text that changes: both are seen, both are resolved
  const { signoff } = await ilse('POST', `/strategy/editions/${id}/submissions`, {})
  const say = async (who: Ask, stance: string) => {
    const { text } = await who('GET', `/decisions/decisions/${signoff.id}`)
    return who('POST', `/decisions/decisions/${signoff.id}/answers`, { stance, text_no: text.no, text: 'Trust is too little said' })
  }
  await say(farid, 'object')
  await say(noa, 'agree')
  await say(sol, 'support')
  const { source } = await ilse('GET', `/strategy/editions/${id}/source`)
  await edit(source.replace('1. Trust\n', '1. Trust, of crews before anybody else\n'))
  const next = (await life()).next
  expect([next.act, next.unmet.map((one: Answer) => one.code).toSorted()]).toEqual([
    'freeze',
    ['plan.agreement_stale', 'plan.objection_open'],
  ])
  await say(farid, 'agree')
  await say(noa, 'agree')
  expect((await life()).next.unmet).toEqual([])
  await ilse('POST', `/strategy/editions/${id}/freezes`, {})

  // whoever decides signs the text that was read
  const ready = await mara('GET', `/strategy/editions/${id}/life`)
  expect(ready.next).toEqual({ act: 'vet', unmet: [] })
  const vetted = await mara('POST', `/strategy/editions/${id}/vettings`, { content_hash: ready.content_hash })
  expect(vetted).toMatchObject({ state: 'vetted', signature: { name: 'mara', meaning: 'vetted' } })

  // anyone reads the public part, and nothing of the rest
  expect(await page(`/plans/${slug}`)).not.toContain('Trust, of crews')
  await mara('PUT', `/strategy/plans/${slug}/publication`, { published: true })
  const open = await page(`/plans/${slug}`)
  expect(open).toContain('Trust, of crews before anybody else')
  expect(open).not.toContain('Fjord')

  // two departments promise what cannot both be kept: the house says so, with both texts
  const other = made.created[0].edition_id
  const theirs = await firstOf(other, 'measures')
  const few = { metric_id: 'cadence.held', target: '5', direction: 'at_most', window: 'period', due: '2027-01-31' }
  await ilse('PUT', `/strategy/editions/${other}/items/${theirs}/measure`, few)
  await join('serves', theirs, key)
  const { defects } = await ilse('GET', '/strategy/alignment')
  const contradiction = defects.find((one: Answer) => one.code === 'C1')
  expect([contradiction?.level, contradiction?.quoted.map((one: Answer) => one.title).toSorted()]).toEqual([
    'error',
    ['Former Harbour', 'Harbour'],
  ])

  // thirty minutes on what is red: it is an issue by itself, and then somebody's action
  await warehouseReady()
  const series = await mara('POST', '/cadence/series', {
    title: 'Harbour review',
    purpose: 'What is red is named',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    start_day: '2026-06-15',
    start_time: '11:00',
    zone: 'UTC',
    minutes: 30,
    members: [{ person_id: ledger.id('cato') }],
  })
  const rows = [{ measure: key, owner: ledger.id('cato') }]
  await mara('PUT', `/cadence/series/${series.id}/scorecard`, { rows }, series.version)
  const meeting = series.ahead[0].id
  const opened = await mara('POST', `/cadence/meetings/${meeting}/openings`, {})
  expect(opened.issues.map((one: Answer) => [one.title, one.source])).toEqual([['Meetings are held: behind', 'scorecard']])
  ledger.cast.setNow(new Date('2026-06-15T11:00:00Z'))
  await mara('POST', `/cadence/meetings/${meeting}/starts`, {})
  const item = `/cadence/meetings/${meeting}/agenda-items/${opened.issues[0].id}`
  await mara('POST', `${item}/actions`, { text: 'Put the crews’ meetings into the year', dri: ledger.id('cato'), due: '2026-06-22' })
  await mara('POST', `${item}/outcomes`, {})
  ledger.cast.setNow(new Date('2026-06-15T11:25:00Z'))
  const closed = await mara('POST', `/cadence/meetings/${meeting}/closings`, {})
  expect(closed).toMatchObject({ state: 'closed', minutes_hash: expect.stringMatching(/^[0-9a-f]{64}$/) })

  // the next day it waits for whoever does it
  ledger.cast.setNow(new Date('2026-06-16T08:00:00Z'))
  await ledger.cast.drain()
  const cato = await signedIn(ledger, 'cato')
  const inbox = await cato('GET', '/notices')
  expect(inbox.items.map((one: Answer) => one.subject.title)).toEqual(expect.arrayContaining([expect.stringContaining('Put the crews')]))
  const mine = await cato('GET', '/notices?state=actions')
  expect(mine.items.map((one: Answer) => one.subject.title)).toEqual([expect.stringContaining('Put the crews')])
})
