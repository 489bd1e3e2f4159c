import { afterEach, beforeEach, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import type { Speaker } from '../../../../../test/cast/cast.ts'
import { decisionsGet, decisionsList } from '../../../decisions/contract.ts'
import { delegationCreate, personRoles } from '../../../people/contract.ts'
import { actorOfPerson, admitPerson } from '../../../people/index.ts'
import * as promise from '../../contract.ts'

let shop: Shop
const held = { noa: ['sales_manager'], farid: ['finance'], ida: ['legal'], sol: ['member'] } as const
const team: Record<string, Speaker> = {}
beforeEach(async () => {
  shop = await openShop()
  for (const [name, roles] of Object.entries(held)) {
    const newcomer = { name, email: `${name}@tidewater.example`, password: 'a lantern on the quay', roles: [...roles] }
    const id = await shop.cast.open((ctx) => admitPerson(ctx, newcomer))
    team[name] = shop.cast.speaker((await shop.cast.open((ctx) => actorOfPerson(ctx, id))) ?? expect.fail('nobody'))
  }
})
afterEach(() => shop.close())

const as = (name: keyof typeof held) => team[name] ?? expect.fail('nobody')
const idOf = (name: keyof typeof held) => as(name).actor.id
const standsIn = (
  away: keyof typeof held,
  to: keyof typeof held,
  what: ('approvals' | 'actions')[] = ['approvals'],
  until_day = '2026-07-31',
) => as(away).call(delegationCreate, { to_id: idOf(to), what, until_day })
const says = (who: keyof typeof held, id: string, role: string) =>
  as(who).call(promise.quotesApprove, { id, role, verdict: 'approved', reason: 'Agreed' })

/** A deal for which the lane asks sales and finance. */
async function deal(by: Speaker = shop.cast.as('sales')) {
  const customer = await shop.customer('US')
  const wanted = { account_id: customer.accountId, product: 'harbor-advanced', seats: 60, discount_percent: '20' }
  const quote = await by.call(promise.quotesCreate, wanted)
  expect(quote.lane.approve).toEqual(['sales_manager', 'finance'])
  return quote
}

const asked = async (id: string) =>
  (
    await shop.query(
      `select p.name, n.key, n.text from kernel.notice n join people.person p on p.id::text = n.person
       where n.reason = 'billing.approval.wanted' and n.subject = $1 and n.done_at is null order by p.name, n.key`,
      [id],
    )
  ).rows.map(({ name, key, text }) => `${name}: ${key}${/ \(in the place of \w+\)$/.exec(text)?.[0] ?? ''}`)

test('while somebody is away a colleague with an approving role is asked, decides in their place, and everybody sees in whose', async () => {
  await standsIn('farid', 'ida')
  const quote = await deal()
  expect(await asked(quote.id)).toEqual(['farid: finance', 'ida: finance (in the place of farid)', 'noa: sales_manager'])
  const read = await as('ida').call(promise.quotesGet, { id: quote.id })
  expect(read.may.filter((one) => one.startsWith('approve:'))).toEqual(['approve:finance'])
  expect(read.approvals.map(({ role, in_place_of }) => [role, in_place_of])).toEqual([
    ['sales_manager', null],
    ['finance', 'farid'],
  ])
  await says('ida', quote.id, 'finance')
  expect(await asked(quote.id)).toEqual(['noa: sales_manager'])
  const said = (await as('noa').call(promise.quotesGet, { id: quote.id })).approvals.find(({ role }) => role === 'finance')
  expect(said).toMatchObject({ state: 'approved', by: 'ida', in_place_of: 'farid' })
  const { rows } = await shop.query('select decided_by, decided_for from decisions.decision')
  expect(rows).toEqual([{ decided_by: idOf('ida'), decided_for: idOf('farid') }])
  const trail = await shop.query(
    `select action, coalesce(after ->> 'in_place_of', after ->> 'for') as place from kernel.audit
     where action in ('billing.approval.approved', 'decisions.decision.recorded') order by action`,
  )
  expect(trail.rows).toEqual([
    { action: 'billing.approval.approved', place: 'farid' },
    { action: 'decisions.decision.recorded', place: 'farid' },
  ])
  await expect(says('farid', quote.id, 'finance')).rejects.toMatchObject({ code: 'approval.decided' })
  // what was said in his name is for the few: he reads it and is told, and sol is not
  const [{ id, number }] = (await shop.query('select id, number from decisions.decision')).rows
  expect(await as('farid').call(decisionsGet, { id })).toMatchObject({ number, decided_by: 'ida', decided_for: 'farid' })
  const listed = async (name: 'farid' | 'sol') => (await as(name).call(decisionsList, {})).items.map((one) => one.number)
  expect([await listed('farid'), await listed('sol')]).toEqual([[number], []])
  await expect(as('sol').call(decisionsGet, { id })).rejects.toMatchObject({ code: 'decision.unknown' })
  const told = await shop.query(`select person, text from kernel.notice where reason = 'decisions.decision.told'`)
  expect(told.rows).toEqual([{ person: idOf('farid'), text: `ida signed ${number} in your place` }])
})

test('it gives no right: without an approving role nobody is asked in anybody’s place, nor for another matter', async () => {
  await standsIn('farid', 'sol')
  await standsIn('noa', 'ida', ['actions'])
  const quote = await deal()
  expect(await asked(quote.id)).toEqual(['farid: finance', 'noa: sales_manager'])
  await expect(says('sol', quote.id, 'finance')).rejects.toMatchObject({ code: 'right.missing' })
  await expect(says('ida', quote.id, 'sales_manager')).rejects.toMatchObject({ code: 'approval.not_yours' })
})

test('after the last day nobody speaks in anybody’s place any more', async () => {
  await standsIn('farid', 'ida', ['approvals'], '2026-06-16')
  const quote = await deal()
  shop.cast.setNow(new Date('2026-06-17T10:00:00Z'))
  await expect(says('ida', quote.id, 'finance')).rejects.toMatchObject({ code: 'approval.not_yours' })
  expect((await as('ida').call(promise.quotesGet, { id: quote.id })).may).toEqual([])
})

test('one voice is heard once: not for oneself and another, not as oneself and by another, not on a deal of one who is away', async () => {
  await standsIn('farid', 'noa')
  const quote = await deal()
  await says('noa', quote.id, 'finance')
  await expect(says('noa', quote.id, 'sales_manager')).rejects.toMatchObject({ code: 'approval.same_person' })
  const own = await deal(as('noa'))
  expect(await asked(own.id), 'whoever made it is asked for nobody').toEqual(['farid: finance'])
  await expect(says('noa', own.id, 'finance')).rejects.toMatchObject({ code: 'approval.own_deal' })
})

test('who holds the role as well speaks for themselves', async () => {
  const admin = shop.cast.as('admin')
  await admin.call(personRoles, { id: idOf('ida'), roles: ['legal', 'finance'] })
  team.ida = shop.cast.speaker((await shop.cast.open((ctx) => actorOfPerson(ctx, idOf('ida')))) ?? expect.fail('nobody'))
  await standsIn('farid', 'ida')
  const quote = await deal()
  expect(await asked(quote.id)).toEqual(['farid: finance', 'ida: finance', 'noa: sales_manager'])
  await says('ida', quote.id, 'finance')
  const said = (await as('noa').call(promise.quotesGet, { id: quote.id })).approvals.find(({ role }) => role === 'finance')
  expect(said).toMatchObject({ state: 'approved', by: 'ida', in_place_of: null })
})

test('of two who hold the role and are away one answer is given, in the place of whom it may be', async () => {
  const admin = shop.cast.as('admin')
  await admin.call(personRoles, { id: idOf('sol'), roles: ['finance', 'sales'] })
  team.sol = shop.cast.speaker((await shop.cast.open((ctx) => actorOfPerson(ctx, idOf('sol')))) ?? expect.fail('nobody'))
  await standsIn('farid', 'ida')
  await standsIn('sol', 'ida')
  const place = async (id: string) => {
    const { approvals } = await as('ida').call(promise.quotesGet, { id })
    return approvals.find(({ role }) => role === 'finance')
  }
  const quote = await deal()
  const [first = ''] = [idOf('farid'), idOf('sol')].toSorted()
  const names = new Map([
    [idOf('farid'), 'farid'],
    [idOf('sol'), 'sol'],
  ])
  expect(await place(quote.id)).toMatchObject({ state: 'pending', in_place_of: names.get(first) })
  await says('ida', quote.id, 'finance')
  expect(await place(quote.id)).toMatchObject({ state: 'approved', by: 'ida', in_place_of: names.get(first) })
  expect(await asked(quote.id), 'the role has one voice').toEqual(['noa: sales_manager'])
  // a deal of one of them is answered in the place of the other
  const own = await deal(as('sol'))
  expect(await place(own.id)).toMatchObject({ state: 'pending', in_place_of: 'farid' })
  await says('ida', own.id, 'finance')
  expect(await place(own.id)).toMatchObject({ state: 'approved', by: 'ida', in_place_of: 'farid' })
})
