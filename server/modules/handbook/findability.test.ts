import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { auditAll } from './commands/findability.ts'
import * as promise from './contract.ts'

const { ledger, as, written, followed, publish } = procedures(allRooms)
const open = ((work: never) => ledger.cast.open(work)) as never
const lead = 'What somebody does who wants to leave the harbour early, from the first word to the last rope.'
const long = `# Leave the harbour\n\n${lead}\n`
const wanting = async (id: string, name = 'cato') =>
  (await as(name).call(promise.unfindableList, { where: [`page:is:${id}`], sort: 'check' })).items
const checksOf = async (id: string) => (await wanting(id)).map(({ check }) => check)
const publicly = async (id: string, base: number, source: string) => {
  const { public_hash } = await as('ilse').call(promise.textsPreview, { source, page: id, audience: 'public' })
  await publish('ilse', id, base, source, { public_hash })
  await ledger.cast.drain()
}

test('a page for everyone is looked at when its text changes: what fails is a row with what to do, until it does no more', async () => {
  const leave = await written('# Leave\n\nGo.\n\n![](rope.png)\n', { audience: 'public', path: 'deck/leave' })
  await written('# Leave\n\nFor colleagues.\n')
  await ledger.cast.drain()
  expect(await checksOf(leave.id)).toEqual(['description', 'linked', 'light'])
  expect((await wanting(leave.id))[0]).toMatchObject({
    ...{ page: leave.id, title: 'Leave', href: '/handbook/deck/leave', since: '2026-06-15' },
    ...{ says: 'Its description has 3 letters; 50 to 160 are read.', do: expect.stringContaining('description:') },
  })
  // another page links to it: that is heard of at once
  await written('# Harbour days\n\nSee [how one leaves](/handbook/deck/leave).\n', { audience: 'public', path: 'deck/days' })
  await ledger.cast.drain()
  expect(await checksOf(leave.id)).toEqual(['description', 'light'])
  ledger.cast.setNow(new Date('2026-06-16T10:00:00Z'))
  await publicly(leave.id, 1, long)
  expect(await checksOf(leave.id)).toEqual([])
  const { open: looked } = await as('cato').call(promise.findabilityRead, {})
  expect(looked).toMatchObject({ findable: 1, at: new Date('2026-06-16T10:00:00Z') })
})

test('what others do is seen at night: a second title, a page that comes first, one that is closed', async () => {
  const leave = (await as('cato').call(promise.pagesList, { where: ['path:is:deck/leave'] })).items[0]?.id ?? ''
  const twin = await written(long, { audience: 'public', path: 'deck/leave-again' })
  const link = await written('# Ropes and knots\n\nSee [leaving](/handbook/deck/leave-again).\n', {
    audience: 'public',
    path: 'deck/ropes',
  })
  const told = async () =>
    (await ledger.cast.house.db.pool.query("select payload from kernel.outbox where name = 'handbook.findability.checked'")).rows
  const before = (await told()).length
  expect(await auditAll(open)).toMatchObject({ moved: true })
  expect((await told()).slice(before)).toEqual([{ payload: { day: '2026-06-16' } }])
  expect([await checksOf(leave), await checksOf(twin.id)].map((one) => one.includes('title'))).toEqual([true, true])
  expect((await checksOf(leave)).includes('first') || (await checksOf(twin.id)).includes('first')).toBe(true)
  await as('ilse').call(promise.pagesChange, { id: twin.id, audience: 'internal' })
  await auditAll(open)
  expect([await checksOf(leave), await checksOf(twin.id)]).toEqual([[], []])
  await as('ilse').call(promise.pagesRetire, { id: link.id, reason: 'Over' })
  await ledger.cast.drain()
  expect(await checksOf(link.id)).toEqual([])
  const after = (await told()).length
  expect(await auditAll(open)).toMatchObject({ moved: false })
  // nothing moved: figures are not counted again
  expect(await told()).toHaveLength(after)
})

test('the words of a part for colleagues neither fail a check nor stand in what is told', async () => {
  const { id } = await written(
    `${long.replace('Leave', 'Enter')}\n<!-- internal -->\n\nNumbat toll, [see](/handbook/deck/leave).\n\n<!-- /internal -->\n`,
    {
      audience: 'public',
      path: 'deck/enter',
    },
  )
  await auditAll(open)
  expect(await checksOf(id)).toEqual(['linked'])
  const rows = await ledger.cast.house.db.pool.query('select says from handbook.unfindable')
  expect(JSON.stringify(rows.rows).toLowerCase()).not.toContain('numbat')
})

test('the share of procedures that everyone finds is that of the rows that were counted, and each opens', async () => {
  const said = (title: string) => procedureText(title).replace('## Steps', `${lead}\n\n## Steps`)
  const good = await followed('Leave with a pilot', { source: said('Leave with a pilot'), audience: 'public', path: 'deck/pilot' })
  await followed('Tow', { source: said('Tow'), audience: 'public', path: 'deck/tow' })
  await followed('Not for everyone', { source: said('Not for everyone') })
  await ledger.cast.drain()
  await auditAll(open)
  await ledger.cast.drain()
  const failing = (await as('cato').call(promise.unfindableList, { where: ['kind:is:procedure'] })).items
  const procedures = (await as('cato').call(promise.proceduresList, { where: ['audience:is:public'] })).items
  const found = procedures.filter(({ id }) => failing.every(({ page }) => page !== id))
  expect(found.map(({ id }) => id)).toContain(good)
  const cell = { from: '2026-06-16', to: '2026-06-17' }
  const share = await drilled(ledger.cast, { metric: 'sop.findable_share', ...cell })
  expect(share).toMatchObject({ value: (found.length / procedures.length).toFixed(3), adds_up: true })
  const all = await drilled(ledger.cast, { metric: 'sop.findable', ...cell })
  expect(all).toMatchObject({ value: String(found.length), adds_up: true })
  expect(all.rows).toHaveLength(procedures.length)
})

test('fifty pages take no more statements than five', async () => {
  const count = async () => (await statementsOf(() => auditAll(open))).filter((text) => text.includes('handbook.')).length
  const few = await count()
  for (let at = 0; at < 20; at += 1) await written(`# Berth number ${at}\n\n${lead}\n`, { audience: 'public', path: `berth/${at}` })
  await ledger.cast.drain()
  expect(await count()).toBe(few)
})
