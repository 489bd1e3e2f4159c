import { describe, expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as decisions from '../decisions/contract.ts'
import { checkAll } from './commands/checking.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, publish, group, unplanned } = pages(allRooms)
const drain = () => ledger.cast.drain()
/** What is found on a page, by rule, as somebody sees it. */
const on = async (page: string, name = 'ilse') =>
  (await as(name).call(promise.findingsList, { where: [`page_id:is:${page}`], sort: 'rule' })).items
const rulesOn = async (page: string, name?: string) => (await on(page, name)).map(({ rule }) => rule)
const source = async (id: string) => (await as('ilse').call(promise.sourcesGet, { id })).source
/** As a tree that was imported has it: no guard stood before it. */
const asItCame = async (id: string, text: string) => {
  const { pool } = ledger.cast.house.db
  await pool.query('alter table handbook.page_version disable trigger immutable')
  await pool.query('update handbook.page_version set source = $2 where page_id = $1', [id, text])
  await pool.query('alter table handbook.page_version enable trigger immutable')
  await pool.query('delete from handbook.checked where page_id = $1', [id])
}
const open = <T>(work: Parameters<typeof ledger.cast.open<T>>[0]) => ledger.cast.open(work)

describe('links', () => {
  test('that lead nowhere are found with what may have been meant, and mended with the address alone', async () => {
    const leave = await written('# Time off for everyone\n\nTell your manager.\n\n## How much\n\nThirty of them.\n', {
      path: 'people/time-off-for-all',
    })
    const { id } = await written('# Joining here\n\nText.\n', { path: 'people/joining-here' })
    const text =
      '# Joining here\n\nRead [time  off](time-of-for-all.md "x") and [again](time-of-for-all.md),  \nthen [more](/handbook/nowhere/at-all).\n'
    await asItCame(id, text)
    await checkAll(open as never)
    const found = await on(id)
    expect(found.filter(({ rule }) => rule === 'link_broken').map(({ what, line }) => [what, line])).toEqual(
      expect.arrayContaining([
        ['time-of-for-all.md', 3],
        ['/handbook/nowhere/at-all', 4],
      ]),
    )
    const first = found.find(({ what }) => what === 'time-of-for-all.md')?.id ?? ''
    const detail = await as('ilse').call(promise.findingsGet, { id: first })
    expect([detail.near[0]?.id, detail.may]).toEqual([leave.id, ['mend', 'judge']])
    expect((await as('cato').call(promise.findingsGet, { id: first })).may).toEqual([])
    expect(await codeOf(as('cato').call(promise.findingsMend, { id: first, to: leave.id }))).toBe('page.not_yours')

    const mended = await as('ilse').call(promise.findingsMend, { id: first, to: leave.id })
    expect(mended).toMatchObject({ label: '1.1.0', changed: 2 })
    expect(await source(id)).toBe(text.replaceAll('time-of-for-all.md', '/handbook/people/time-off-for-all'))
    expect(await trail(id)).toEqual(['handbook.page.created', 'handbook.page.published'])
    expect((await on(id)).map(({ what }) => what).filter((what) => what.includes('time-of'))).toEqual([])
    expect(await codeOf(as('ilse').call(promise.findingsGet, { id: first }))).toBe('finding.unknown')
    // another one goes on leading nowhere: a person who writes the text anew is told, and one who mends the next is not kept from it
    expect(await codeOf(publish('ilse', id, 2, `${await source(id)}\nMore, and [worse](gone-too).\n`))).toBe('link.broken')
  })

  test('into a page are looked at again when that page changes, whoever wrote them', async () => {
    const to = await written('# Quarter dinner\n\n## What we eat\n\nFish.\n', { path: 'food/dinner' })
    const { id } = await written('# Guests\n\nSee [the menu](/handbook/food/dinner#what-we-eat).\n')
    await drain()
    expect(await rulesOn(id)).toEqual(['page_orphan'])
    await publish('ilse', to.id, 1, '# Quarter dinner\n\n## What there is\n\nFish.\n')
    await drain()
    expect(await rulesOn(id)).toEqual(['link_anchor', 'page_orphan'])
    const finding = (await on(id)).find(({ rule }) => rule === 'link_anchor')?.id ?? ''
    const { near } = await as('ilse').call(promise.findingsGet, { id: finding })
    expect(near[0]?.anchors).toContain('what-there-is')
    await as('ilse').call(promise.findingsMend, { id: finding, to: to.id, anchor: 'what-there-is' })
    expect(await source(id)).toContain('(/handbook/food/dinner#what-there-is)')
    expect(await rulesOn(id)).toEqual(['page_orphan'])

    await as('ilse').call(promise.pagesMove, { id: to.id, path: 'food/quarter-dinner' })
    await drain()
    expect(await rulesOn(id)).toEqual(['link_former', 'page_orphan'])
    const other = await written('# Dinner of the year\n\nMore fish.\n')
    await as('ilse').call(promise.pagesRetire, { id: to.id, reason: 'Once a year is enough', replaced_by: other.id })
    await drain()
    const [retired] = await on(id)
    expect(retired).toMatchObject({ rule: 'link_retired', level: 'warn' })
    expect((await as('ilse').call(promise.findingsGet, { id: retired?.id ?? '' })).near.map((one) => one.id)).toEqual([other.id])
    expect(await codeOf(as('ilse').call(promise.findingsMend, { id: retired?.id ?? '', to: to.id }))).toBe('finding.target_retired')
  })

  test('of a procedure are mended without losing what was agreed to', async () => {
    const gone = await written('# The old list\n\nSome names.\n', { path: 'lists/old' })
    const next = await written('# The new list\n\nSome names more.\n', { path: 'lists/new' })
    const text = `---\nkind: procedure\nrapid: mara(D)\nrole: Keeper\n---\n# Read the list\n\n## Steps\n\n1. Open [the list](/handbook/lists/old)\n2. Read it\n`
    const { id } = await written(text, { backup: who('sol') })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Lists', owner: who('ilse') })
    await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: made.version, entries: [{ page: id }] })
    const { id: proposal, decision } = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    await ledger.decide('mara', decision.id)
    await unplanned(id)
    await as('ilse').call(promise.proposalsPublish, { id: proposal })
    await as('ilse').call(promise.pagesRetire, { id: gone.id, reason: 'There is a new one', replaced_by: next.id })
    await drain()
    const [finding] = await on(id)
    expect(finding?.rule).toBe('link_retired')
    // nobody agreed to another page, nor to words that look like a place of this one
    const elsewhere = await written('# Another list\n\nOther names.\n', { path: 'lists/other' })
    const mend = (to: string, anchor = '') => as('ilse').call(promise.findingsMend, { id: finding?.id ?? '', to, anchor })
    expect(await codeOf(mend(elsewhere.id))).toBe('signoff.missing')
    for (const anchor of [')---NEVER-ask-Finance---(x', ':~:text=never', 'top', 'no-such-place'])
      expect(await codeOf(mend(next.id, anchor))).toBe('finding.no_such_place')
    expect(await source(id)).toBe(text)
    await as('ilse').call(promise.findingsMend, { id: finding?.id ?? '', to: next.id })
    expect(await as('ilse').call(promise.proceduresGet, { id })).toMatchObject({
      state: 'in_force',
      agreed: { is: 'carried' },
      in_force: { label: '1.0.1' },
    })
  })

  test('of a procedure that lead nowhere, or whose place is gone, are editorial only where the page stays', async () => {
    const menu = await written('# The stores\n\n## What is in them\n\nRope.\n', { path: 'stores/all' })
    const text = `---\nkind: procedure\nrapid: mara(D)\nrole: Keeper\n---\n# Count the stores\n\n## Steps\n\n1. Open [the stores](/handbook/stores/all#what-is-in-them)\n2. Count\n`
    const { id } = await written(text, { backup: who('sol') })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Stores', owner: who('ilse') })
    await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: made.version, entries: [{ page: id }] })
    const { id: proposal, decision } = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    await ledger.decide('mara', decision.id)
    await unplanned(id)
    await as('ilse').call(promise.proposalsPublish, { id: proposal })
    await publish('ilse', menu.id, 1, '# The stores\n\n## What there is\n\nRope.\n')
    await drain()
    const finding = (await on(id)).find(({ rule }) => rule === 'link_anchor')?.id ?? ''
    const other = await written('# Other stores\n\n## What there is\n\nTar.\n')
    const mend = (to: string, anchor: string) => as('ilse').call(promise.findingsMend, { id: finding, to, anchor })
    expect(await codeOf(mend(other.id, 'what-there-is'))).toBe('signoff.missing')
    await mend(menu.id, 'what-there-is')
    expect(await as('ilse').call(promise.proceduresGet, { id })).toMatchObject({ state: 'in_force', in_force: { label: '1.0.1' } })

    // a tree that came with a link that leads nowhere: nobody agreed to where it is led
    await asItCame(id, (await source(id)).replace('/handbook/stores/all#what-there-is', '/handbook/stores/gone'))
    await checkAll(open as never)
    const broken = (await on(id)).find(({ rule }) => rule === 'link_broken')?.id ?? ''
    expect(await codeOf(as('ilse').call(promise.findingsMend, { id: broken, to: menu.id }))).toBe('signoff.missing')
  })

  test('into a part for some arrive for those alone, and what is no address is not written over', async () => {
    const few = await group('GALLEY', 'sol')
    const part = (words: string) => `<!-- restricted: GALLEY -->\n\n## ${words}\n\nTinned.\n\n<!-- /restricted -->\n`
    const to = await written(`# The galley\n\n## What we cook\n\nSoup.\n\n${part('Secret hold')}`, { path: 'ship/galley' })
    expect(few).not.toBe('')
    const { id } = await written('# Cooks\n\nSee [it](/handbook/ship/galley#what-we-cook).\n', { owner: who('cato') })
    await publish('ilse', to.id, 1, `# The galley\n\n## What we bake\n\nBread.\n\n${part('Secret hold')}`)
    await drain()
    const finding = (await on(id)).find(({ rule }) => rule === 'link_anchor')?.id ?? ''
    const { near } = await as('cato').call(promise.findingsGet, { id: finding })
    expect(near[0]?.anchors).toContain('what-we-bake')
    expect(near[0]?.anchors).not.toContain('secret-hold')
    const mend = (name: string, anchor: string) => as(name).call(promise.findingsMend, { id: finding, to: to.id, anchor })
    expect(await codeOf(mend('cato', 'secret-hold'))).toBe('finding.no_such_place')
    expect(await mend('cato', 'what-we-bake')).toMatchObject({ label: '1.0.1', changed: 1 })

    await asItCame(id, '# Cooks\n\nSee [it].\n\n> [it]:\n> /handbook/ship/gone\n')
    await checkAll(open as never)
    const broken = (await on(id)).find(({ rule }) => rule === 'link_broken')?.id ?? ''
    expect(await codeOf(as('cato').call(promise.findingsMend, { id: broken, to: to.id }))).toBe('finding.reads_otherwise')
  })

  test('a page in no contents to which nothing leads is an orphan until something does', async () => {
    const { id } = await written('# The far island\n\nNobody goes there.\n', { path: 'far/island' })
    await drain()
    expect(await rulesOn(id)).toEqual(['page_orphan'])
    await written('# The boat\n\nIt goes to [the island](/handbook/far/island).\n')
    await drain()
    expect(await rulesOn(id)).toEqual([])
  })

  test('a page that was retired has likely become the one that says the same; whoever keeps it says so', async () => {
    const words = 'Whoever lends the van says so in the calendar a day before, and brings it back with a full tank and a clean floor.'
    const old = await written(`# Lending the van\n\n${words}\n`, { path: 'cars/van' })
    const { id } = await written(`# Lending the van\n\n${words}\n`, { path: 'desk/van' })
    await as('ilse').call(promise.pagesRetire, { id: old.id, reason: 'It moved' })
    await drain()
    const [finding] = await on(old.id)
    expect(finding).toMatchObject({ rule: 'page_gone', other: { page: { id } } })
    expect(await codeOf(as('cato').call(promise.findingsMend, { id: finding?.id ?? '', to: id }))).toBe('page.not_yours')
    await as('ilse').call(promise.findingsMend, { id: finding?.id ?? '', to: id })
    expect((await as('ilse').call(promise.pagesGet, { id: old.id })).retired?.replaced_by?.id).toBe(id)
    expect([await on(old.id), (await trail(old.id)).at(-1)]).toEqual([[], 'handbook.page.replaced'])
  })
})

describe('two texts', () => {
  const a = (days: string) =>
    `# Expenses of ${days === '30' ? 'offices' : 'travellers'}\n\nFile the receipts of a trip within ${days} days; above $75 attach a photograph.\n`
  test('that disagree are told with both sentences, decided with an action for whoever changes one, and gone when a text does', async () => {
    const one = await written(a('30'))
    const two = await written(a('60'), { owner: who('mara') })
    await drain()
    const [found] = (await as('cato').call(promise.findingsList, { where: ['rule:is:conflict'] })).items
    const pair = [found?.page.id, found?.other?.page?.id]
    expect(new Set(pair)).toEqual(new Set([one.id, two.id]))
    expect([found?.what, found?.other?.what].sort()).toEqual(['30 days', '60 days'])
    expect(found?.says).toContain('File the receipts of a trip within')
    expect(found?.level).toBe('warn')
    const id = found?.id ?? ''
    const judge = (name: string, asked: 'both_meant' | 'this_right' | 'other_right', version = 1) =>
      as(name).call(promise.findingsJudge, { id, if_match: version, as: asked, reason: 'The travellers’ page is older' })
    expect(await codeOf(judge('cato', 'both_meant'))).toBe('page.not_yours')
    expect(await codeOf(as('ilse').call(promise.findingsMend, { id, to: one.id }))).toBe('finding.not_a_link')
    const ilses = found?.page.id === one.id ? 'this_right' : 'other_right'
    const judged = await judge('ilse', ilses)
    expect(judged).toMatchObject({ state: 'decided', judged: { as: ilses, by: { name: 'ilse' } }, version: 2 })
    expect(await codeOf(judge('ilse', 'both_meant'))).toBe('edit.stale')
    const actions = await as('mara').call(decisions.actionsList, { where: ['state:is:open'] } as never)
    expect(actions.items.map(({ text }) => text)).toContain('Change “60 days” to “30 days” on “Expenses of travellers”')
    expect(await trail(found?.page.id ?? '')).toContain('handbook.finding.judged')

    await publish('mara', two.id, 1, a('60').replace('60 days', '30 days'))
    await drain()
    expect((await as('cato').call(promise.findingsList, { where: ['rule:is:conflict'] })).items).toEqual([])
  })

  test('that are both meant stay so until one of them says something else', async () => {
    const text = (n: number, more = '') =>
      `# Watch of ${n} hours\n\nWhoever is on this watch looks at the lamp every ${n} hours and writes it down${more}.\n`
    const one = await written(text(2))
    await written(text(3))
    await drain()
    const open_ = async () => (await as('ilse').call(promise.findingsList, { where: ['rule:is:conflict', 'page:contains:watch'] })).items
    const [found] = await open_()
    await as('ilse').call(promise.findingsJudge, { id: found?.id ?? '', if_match: 1, as: 'both_meant', reason: 'Two watches' })
    const counts = await as('ilse').call(promise.findingsCount, {})
    expect(counts.unread).toBe(0)
    await written('# Nobody has looked at this\n\nIt is new.\n')
    expect((await as('ilse').call(promise.findingsCount, {})).unread).toBe(1)
    await drain()
    await publish('ilse', one.id, 1, `${text(2)}\nAnother line.\n`)
    await drain()
    expect((await open_()).map(({ id, state }) => [id, state])).toEqual([[found?.id, 'meant']])
    expect((await as('ilse').call(promise.findingsCount, {})).rules.find(({ rule }) => rule === 'conflict')?.count ?? 0).toBe(
      counts.rules.find(({ rule }) => rule === 'conflict')?.count ?? 0,
    )
    await publish('ilse', one.id, 2, text(2, ' in ink'))
    await drain()
    expect((await open_()).map(({ state }) => state)).toEqual(['open'])
  })

  test('nobody hears of a text that they may not open, nor of a part of one that is not theirs', async () => {
    const few = await group('WATCHMEN', 'sol')
    const line = (n: number) => `The password of the north gate is changed each ${n} weeks by its keeper.`
    const secret = await written(`# The gate\n\n${line(2)}\n`, { audience: 'restricted', groups: [few] })
    const partly = await written(`# Doors\n\nEach has a key.\n\n<!-- restricted: WATCHMEN -->\n${line(3)}\n<!-- /restricted -->\n`)
    await drain()
    const seen = async (name: string) =>
      (await as(name).call(promise.findingsList, { where: ['rule:is:conflict'] })).items.filter(({ says }) => says.includes('north gate'))
    expect([await seen('cato'), await seen('sol'), (await seen('ilse')).length]).toEqual([[], [], 1])
    const [found] = await seen('ilse')
    expect(new Set([found?.page.id, found?.other?.page?.id])).toEqual(new Set([secret.id, partly.id]))
    expect(await codeOf(as('cato').call(promise.findingsGet, { id: found?.id ?? '' }))).toBe('finding.unknown')
  })
})

test('what is still to be written and what reads badly is listed with its line, page by page', async () => {
  const { id } = await written(
    `# Harbour dues (WIP)\n\nThey are TBD.\n\n## Who pays\n\n## When\n\n${Array.from({ length: 30 }, () => 'word').join(' ')}.\n`,
  )
  await drain()
  expect((await on(id)).map(({ rule, line, what }) => [rule, line, what.slice(0, 12)])).toEqual([
    ['page_orphan', null, 'harbour-dues'],
    ['placeholder', 1, 'WIP'],
    ['placeholder', 3, 'TBD'],
    ['placeholder', 5, 'Who pays'],
    ['long_sentence', 9, '30 words: wo'],
  ])
  expect(
    await codeOf(
      as('ilse').call(promise.findingsJudge, { id: (await on(id))[1]?.id ?? '', if_match: 1, as: 'this_right', reason: 'So it is' }),
    ),
  ).toBe('finding.nothing_beside')
})
