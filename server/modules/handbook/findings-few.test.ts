import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as decisions from '../decisions/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, group } = pages(allRooms)
const drain = () => ledger.cast.drain()
const on = async (page: string, name = 'ilse') =>
  (await as(name).call(promise.findingsList, { where: [`page_id:is:${page}`], sort: 'rule' })).items
const linksOn = async (page: string, name = 'ilse') => (await on(page, name)).filter(({ rule }) => rule.startsWith('link_'))
const actionsOf = async (name: string) => (await as(name).call(decisions.actionsList, { where: ['state:is:open'] } as never)).items
const part = (mark: string, inside: string) => `<!-- restricted: ${mark} -->\n\n${inside}\n\n<!-- /restricted -->\n`

test('a finding tells of a page the places that its reader may read, and of those for some nothing', async () => {
  await group('ANC', 'noa')
  await written(`# Offices\n\n## Lisbon\n\nOpen.\n\n${part('ANC', '## Closing Berlin\n\nIn March.')}`, { path: 'offices' })
  const { id } = await as('cato').call(promise.pagesCreate, { source: '# Where we sit\n\nSee [it](/handbook/offices#nowhere).\n' })
  await drain()
  const [found] = await linksOn(id, 'cato')
  const anchors = async (name: string) => {
    const { near } = await as(name).call(promise.findingsGet, { id: found?.id ?? '' })
    return near[0]?.anchors
  }
  expect(await anchors('cato')).toEqual(['offices', 'lisbon'])
  expect(await anchors('noa')).toEqual(['offices', 'lisbon', 'closing-berlin'])
  expect(await anchors('ilse')).toContain('closing-berlin')
})

test('what is judged of a text for some is told to those alone who take part, without value or title of what is theirs', async () => {
  const few = await group('JUD', 'noa')
  const says = (topic: string, amount: string) =>
    `Every expense for ${topic} above ${amount} EUR needs the written approval of the chief executive before the company pays it back.`
  const hidden = await written(`# Zebracanary\n\n${says('travel', '7,777')}\n`, { audience: 'restricted', groups: [few] })
  const open = await written(`# Money for trips\n\n${says('travel', '1,234')}\n`, { owner: who('mara') })
  const partly = await written(`# Hiring a friend\n\nHello.\n\n${part('JUD', says('hiring a friend', '8,888'))}`)
  const plain = await written(`# Friends\n\n${says('hiring a friend', '4,321')}\n`, { owner: who('mara') })
  await drain()
  const judge = async (of: string, other: string) => {
    const found = [...(await on(of)), ...(await on(other))].find(({ rule }) => rule === 'conflict')
    const as_ = found?.page.id === of ? 'this_right' : 'other_right'
    await as('ilse').call(promise.findingsJudge, { id: found?.id ?? '', if_match: 1, as: as_, reason: 'As the reasoncanary says' })
  }
  await judge(hidden.id, open.id)
  await judge(partly.id, plain.id)
  const told = await actionsOf('mara')
  expect(told.map(({ text }) => text).sort()).toEqual([
    'Change a passage of “Friends” that disagrees with another text',
    'Change a passage of “Money for trips” that disagrees with another text',
  ])
  expect(told.map(({ origin }) => origin.href).sort()).toEqual([open.id, plain.id].map((id) => `/handbook/pages/${id}`).sort())
  expect(await actionsOf('cato')).toEqual([])
  await drain()
  const { pool } = ledger.cast.house.db
  for (const table of ['decisions.action', 'kernel.notice', 'kernel.audit', 'kernel.outbox']) {
    const since = table === 'kernel.audit' ? "where action like 'decisions.%' or action = 'handbook.finding.judged'" : ''
    const { rows } = await pool.query(`select to_jsonb(t)::text as row from ${table} t ${since}`)
    expect([table, rows.length > 0]).toEqual([table, true])
    expect(JSON.stringify(rows)).not.toMatch(/zebracanary|7,777|8,888|reasoncanary/i)
  }
})

test('that a link was mended says nothing of where it led: neither of a part for some nor of a page for the few', async () => {
  const few = await group('MEN', 'noa')
  const hidden = await written('# Quokka deal\n\nAll.\n', { path: 'deals/quokka', audience: 'restricted', groups: [few] })
  await written('# Lobby\n\nHello.\n', { path: 'lobby' })
  const { id } = await written(`# Partners\n\nHello.\n\n${part('MEN', 'See [it](/handbook/lobby#lynxcanary).')}`)
  await drain()
  const [found] = await linksOn(id)
  await as('ilse').call(promise.findingsMend, { id: found?.id ?? '', to: hidden.id })
  const { items } = await as('cato').call(promise.versionsList, { id })
  expect(items.map(({ note }) => note)).toEqual(['A link was mended', 'First text'])
})

test('a page that is closed takes along what came of it, and what tells of it on other pages', async () => {
  const few = await group('CLO', 'noa')
  const says = (topic: string, days: string) =>
    `Whoever borrows the ${topic} brings it back within ${days} days, clean and with a full tank.`
  const pair = async (topic: string, [one, two]: readonly [string, string]) => {
    const right = await written(`# The ${topic} of sales\n\n${says(topic, one)}\n`)
    const wrong = await written(`# The ${topic} of all\n\n${says(topic, two)}\n`, { owner: who('mara') })
    await drain()
    const found = [...(await on(right.id)), ...(await on(wrong.id))].find(({ rule }) => rule === 'conflict')
    const as_ = found?.page.id === right.id ? 'this_right' : 'other_right'
    await as('ilse').call(promise.findingsJudge, { id: found?.id ?? '', if_match: 1, as: as_, reason: 'It is older' })
    return { right, wrong }
  }
  const van = await pair('van', ['31', '62'])
  const boat = await pair('boat', ['33', '66'])
  const texts = async (name: string) => (await actionsOf(name)).map(({ text }) => text).filter((text) => text.startsWith('Change “'))
  const [ofVan, ofBoat] = ['Change “62 days” to “31 days” on “The van of all”', 'Change “66 days” to “33 days” on “The boat of all”']
  expect((await texts('cato')).sort()).toEqual([ofVan, ofBoat].sort())
  const close = (id: string) => as('ilse').call(promise.pagesChange, { id, audience: 'restricted', groups: [few] })
  await close(van.wrong.id)
  expect(await texts('cato')).toEqual([ofBoat])
  await close(boat.right.id)
  expect(await texts('cato')).toEqual([])
  expect((await texts('mara')).sort()).toEqual([ofVan, ofBoat].sort())
  const { rows } = await ledger.cast.house.db.pool.query(
    "select subject_label, after from kernel.audit where action = 'decisions.action.closed_to_few' order by at",
  )
  expect(rows).toEqual([1, 2].map(() => ({ subject_label: expect.stringMatching(/^ACT-\d+-\d+$/), after: { audience: 'restricted' } })))
})

test('of a link to a page that somebody may not open they hear nothing: no place of it, and not that it is over', async () => {
  const few = await group('TAR', 'noa')
  const hidden = await written('# Deep sea\n\n## Layoff plan\n\nAll.\n', { path: 'deep/sea', audience: 'restricted', groups: [few] })
  const link = (anchor: string) => `# Probe of ${anchor}\n\nSee [it](/handbook/deep/sea#${anchor}).\n`
  const [hit, miss] = [await written(link('layoff-plan')), await written(link('salary-plan'))]
  const rules = async (name: string) =>
    (await Promise.all([hit, miss].map(({ id }) => linksOn(id, name)))).map((all) => all.map(({ rule }) => rule))
  const counted = async (name: string) =>
    (await as(name).call(promise.findingsCount, {})).rules
      .filter(({ rule }) => rule === 'link_anchor')
      .reduce((sum, { count }) => sum + count, 0)
  await drain()
  expect([await rules('noa'), await rules('cato')]).toEqual([
    [[], ['link_anchor']],
    [[], []],
  ])
  expect((await counted('noa')) - (await counted('cato'))).toBe(1)
  const [found] = await linksOn(miss.id, 'noa')
  expect(await codeOf(as('cato').call(promise.findingsGet, { id: found?.id ?? '' }))).toBe('finding.unknown')
  await as('ilse').call(promise.pagesMove, { id: hidden.id, path: 'deep/water' })
  await drain()
  expect([await rules('noa'), await rules('cato')]).toEqual([
    [['link_former'], ['link_anchor']],
    [[], []],
  ])
  await as('ilse').call(promise.pagesRetire, { id: hidden.id, reason: 'It is over' })
  await drain()
  expect([await rules('noa'), await rules('cato')]).toEqual([
    [['link_retired'], ['link_retired']],
    [[], []],
  ])
})
