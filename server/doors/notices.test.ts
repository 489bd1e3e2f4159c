import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriteStage, type World, type WriteStage } from '../../test/cast/writes.ts'
import type { Actor } from '../kernel/context.ts'
import { endNotices, noticeOwning, notify } from '../kernel/notices.ts'
import * as billing from '../modules/billing/contract.ts'
import { personRoles } from '../modules/people/contract.ts'
import * as promise from './contract.ts'

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage({ live: false })
})
afterAll(() => stage?.close())
const inWorld = (work: (world: World) => Promise<void>) => stage.undone(async (tx) => work(await stage.worldIn(tx)))

describe('a deal that needs approval', () => {
  const offered = (world: World, maker: Actor) =>
    world.ask(
      billing.quotesCreate,
      { account_id: world.ids.account, product: 'harbor-enterprise', seats: 10, discount_percent: '30' },
      maker,
    )
  const waiting = async (world: World, actor: Actor) => (await world.ask(promise.noticesList, {}, actor)).items

  test('waits for each who holds a role of its lane, but not for its maker, until one of them has answered', () =>
    inWorld(async (world) => {
      await world.ask(personRoles, { id: world.ids.mate, roles: ['sales_manager', 'finance', 'legal', 'executive'] })
      const mate = { ...world.person('sales_manager', 'finance', 'legal', 'executive'), id: world.ids.mate }
      const quote = await offered(world, world.actors.boss)
      const roles = quote.lane.approve
      expect(roles.length).toBeGreaterThan(0)
      const told = await waiting(world, mate)
      const title = expect.stringMatching(new RegExp(`^Kestrel .*, ${quote.number}$`))
      expect(told.map((one) => one.subject)).toEqual(
        roles.map(() => ({ room: 'billing', kind: 'quote', id: quote.id, title, href: `/billing/quotes/${quote.id}` })),
      )
      expect(told[0]).toMatchObject({ reason: 'billing.approval.wanted', by: { name: 'Mara Okonjo' }, done_at: null })
      expect(await world.ask(promise.noticesCount, {}, mate)).toMatchObject({
        open: roles.length,
        unread: roles.length,
        actions: roles.length,
        late: 0,
      })
      // the maker holds a role of the lane as well
      expect(await waiting(world, world.actors.boss)).toEqual([])
      const [role = ''] = roles
      await world.ask(billing.quotesApprove, { id: quote.id, role, verdict: 'approved', reason: 'Fine' }, mate, 'verdict')
      expect(await waiting(world, mate)).toHaveLength(roles.length - 1)
      await world.ask(billing.quotesWithdraw, { id: quote.id, reason: 'Changed their mind' })
      expect(await waiting(world, mate)).toEqual([])
      expect((await world.ask(promise.noticesList, { state: 'all' }, mate)).items).toHaveLength(roles.length)
    }))

  test('a notice is done by its own person alone', () =>
    inWorld(async (world) => {
      await world.ask(personRoles, { id: world.ids.mate, roles: ['sales_manager', 'finance', 'legal', 'executive'] })
      const mate = { ...world.person('sales_manager'), id: world.ids.mate }
      await offered(world, world.actors.boss)
      const [first] = await waiting(world, mate)
      await expect(world.ask(promise.noticeDone, { id: first?.id ?? '' }, world.person('admin'))).rejects.toMatchObject({
        code: 'notice.unknown',
      })
      expect(await world.ask(promise.noticeDone, { id: first?.id ?? '' }, mate)).toMatchObject({ done_at: expect.any(Date) })
    }))
})

describe('an inbox', () => {
  const subject = (id: string) => ({ room: 'billing', kind: 'quote', id, title: `Quote ${id}`, href: '/x', audience: 'internal' as const })
  type Told = { id: string; rule?: 'assigned' | 'mentioned' | 'decided'; due?: string; reason?: string; key?: string }
  const tell = (world: World, told: Told[]) =>
    world.open(async (ctx) => {
      for (const { id, ...more } of told)
        await notify(ctx, { to: [world.ids.mate], reason: 'billing.approval.wanted', subject: subject(id), text: `About ${id}`, ...more })
    })
  const mateOf = (world: World): Actor => ({ ...world.person('member'), id: world.ids.mate })
  const titles = async (
    world: World,
    input: { state?: 'open' | 'actions' | 'snoozed' | 'all'; rule?: 'overdue' | 'assigned' | 'decided' },
  ) => (await world.ask(promise.noticesList, input, mateOf(world))).items.map((one) => one.subject.id)
  const dayAfter = (world: World, days: number) => new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

  test('counts what is unread, reads, calls done and takes back, each for its own person alone', () =>
    inWorld(async (world) => {
      await tell(world, [{ id: 'a' }, { id: 'b', rule: 'decided' }])
      const mate = mateOf(world)
      expect(await world.ask(promise.noticesCount, {}, mate)).toEqual({ open: 2, unread: 2, actions: 1, late: 0, snoozed: 0 })
      const [b, a] = (await world.ask(promise.noticesList, {}, mate)).items
      const other = { code: 'notice.unknown' }
      for (const act of [promise.noticeRead, promise.noticeDone, promise.noticeReopen])
        await expect(world.ask(act, { id: a?.id ?? '' })).rejects.toMatchObject(other)
      await expect(world.ask(promise.noticeSnooze, { id: a?.id ?? '', until: null })).rejects.toMatchObject(other)
      await world.ask(promise.noticeRead, { id: b?.id ?? '' }, mate)
      expect(await world.ask(promise.noticesCount, {}, mate)).toMatchObject({ open: 2, unread: 1 })
      await world.ask(promise.noticeDone, { id: a?.id ?? '' }, mate)
      expect(await titles(world, {})).toEqual(['b'])
      expect(await world.ask(promise.noticeReopen, { id: a?.id ?? '' }, mate)).toMatchObject({ done_at: null })
      expect(await titles(world, {})).toEqual(['b', 'a'])
    }))

  test('what somebody else has ended, or was told anew, is not taken back', () =>
    inWorld(async (world) => {
      await tell(world, [{ id: 'a' }])
      const mate = mateOf(world)
      const [a] = (await world.ask(promise.noticesList, {}, mate)).items
      await world.open((ctx) => endNotices(ctx, { reason: 'billing.approval.wanted', kind: 'quote', id: 'a' }))
      await expect(world.ask(promise.noticeReopen, { id: a?.id ?? '' }, mate)).rejects.toMatchObject({ code: 'notice.ended' })
      await tell(world, [{ id: 'b' }])
      const [b] = (await world.ask(promise.noticesList, {}, mate)).items
      await world.ask(promise.noticeDone, { id: b?.id ?? '' }, mate)
      // another thing, another reason and another role are other notices
      await tell(world, [{ id: 'c' }, { id: 'b', reason: 'billing.renewal.due' }, { id: 'b', key: 'legal' }])
      await world.ask(promise.noticeReopen, { id: b?.id ?? '' }, mate)
      await world.ask(promise.noticeDone, { id: b?.id ?? '' }, mate)
      await tell(world, [{ id: 'b' }])
      await expect(world.ask(promise.noticeReopen, { id: b?.id ?? '' }, mate)).rejects.toMatchObject({ code: 'notice.ended' })
    }))

  test('only what was asked of that thing, for that reason and of that role ends, and what is done stays as it was done', () =>
    inWorld(async (world) => {
      const asked = { reason: 'billing.approval.wanted', kind: 'quote', id: 'a' }
      await tell(world, [{ id: 'a' }, { id: 'a', key: 'legal' }, { id: 'a', reason: 'billing.renewal.due' }, { id: 'b' }])
      await world.open((ctx) =>
        notify(ctx, { to: [world.ids.mate], reason: asked.reason, subject: { ...subject('a'), kind: 'order' }, text: 'About an order' }),
      )
      const open = async () =>
        (await world.ask(promise.noticesList, { state: 'all' }, mateOf(world))).items
          .filter((one) => one.done_at === null)
          .map((one) => `${one.subject.kind} ${one.subject.id} ${one.reason}`)
          .sort()
      const others = ['order a billing.approval.wanted', 'quote a billing.renewal.due', 'quote b billing.approval.wanted']
      await world.open((ctx) => endNotices(ctx, { ...asked, key: 'legal' }))
      expect(await open()).toEqual([others[0], 'quote a billing.approval.wanted', others[1], others[2]])
      await world.open((ctx) => endNotices(ctx, { ...asked, of: [world.ids.boss] }))
      expect(await open()).toHaveLength(4)
      await world.open((ctx) => endNotices(ctx, asked))
      expect(await open()).toEqual(others)
      const ended = () => world.query(`select done_at, done_by from kernel.notice where done_at is not null order by id`)
      const before = await ended()
      world.later(1)
      await world.open((ctx) => endNotices({ ...ctx, actor: world.actors.boss }, asked))
      expect(await ended()).toEqual(before)
    }))

  test('what is open goes to whoever takes the place; what is done or a colleague’s stays where it is', () =>
    inWorld(async (world) => {
      const { mate, boss } = world.ids
      await tell(world, [{ id: 'open' }, { id: 'done' }, { id: 'both' }])
      await world.open((ctx) =>
        notify(ctx, { to: [boss], reason: 'billing.approval.wanted', subject: subject('both'), text: 'About both' }),
      )
      const rows = () => world.query(`select id, person, subject, done_by from kernel.notice order by id`)
      const [open, done, both, own] = (await rows()).map((row) => String(row['id']))
      await world.ask(promise.noticeReopen, { id: open ?? '' }, mateOf(world))
      await world.ask(promise.noticeDone, { id: done ?? '' }, mateOf(world))
      const owned = await world.open((ctx) => noticeOwning.ownedBy(ctx, mate))
      expect(owned.map(({ id }) => id)).toEqual([open, both])
      expect(await world.ask(promise.noticesCount, {}, mateOf(world))).toMatchObject({ open: 2, actions: 2 })
      const ids = [open, done, both, own].map(String)
      const moved = await world.open((ctx) => noticeOwning.handOver(ctx, { kind: 'notice', ids, from: mate, to: boss, left: true }))
      expect(moved).toEqual([open, both])
      expect((await rows()).map((row) => [row['person'], row['subject'], row['done_by']])).toEqual([
        [boss, 'open', null],
        [mate, 'done', mate],
        [mate, 'both', boss],
        [boss, 'both', null],
      ])
    }))

  test('what is done twice was done the first time, and is counted no more', () =>
    inWorld(async (world) => {
      await tell(world, [{ id: 'a', due: dayAfter(world, 0) }, { id: 'b' }])
      const mate = mateOf(world)
      const id = (await world.ask(promise.noticesList, { state: 'actions' }, mate)).items[0]?.id ?? ''
      const { read_at } = await world.ask(promise.noticeRead, { id }, mate)
      world.later(2)
      expect((await world.ask(promise.noticeRead, { id }, mate)).read_at).toEqual(read_at)
      const done = await world.ask(promise.noticeDone, { id }, mate)
      expect([done.read_at, done.rule]).toEqual([read_at, 'assigned'])
      world.later(1)
      expect((await world.ask(promise.noticeDone, { id }, mate)).done_at).toEqual(done.done_at)
      expect(await world.ask(promise.noticesCount, {}, mate)).toEqual({ open: 1, unread: 1, actions: 1, late: 0, snoozed: 0 })
      expect(await titles(world, { state: 'actions' })).toEqual(['b'])
    }))

  test('what is due today is late when the day is over, and not before', () =>
    inWorld(async (world) => {
      await tell(world, [{ id: 'a', due: dayAfter(world, 0) }])
      const look = async () => [
        (await world.ask(promise.noticesList, {}, mateOf(world))).items.map((one) => one.rule),
        await titles(world, { rule: 'assigned' }),
        await titles(world, { rule: 'overdue' }),
        (await world.ask(promise.noticesCount, {}, mateOf(world))).late,
      ]
      expect(await look()).toEqual([['assigned'], ['a'], [], 0])
      world.later(1)
      expect(await look()).toEqual([['overdue'], [], ['a'], 1])
    }))

  test('what is snoozed is away until its day in the company’s zone, and new again then', () =>
    inWorld(async (world) => {
      await tell(world, [{ id: 'a' }])
      const mate = mateOf(world)
      const [a] = (await world.ask(promise.noticesList, {}, mate)).items
      const id = a?.id ?? ''
      await expect(world.ask(promise.noticeSnooze, { id, until: dayAfter(world, 0) }, mate)).rejects.toMatchObject({
        code: 'notice.day_past',
      })
      await world.ask(promise.noticeRead, { id }, mate)
      await world.ask(promise.noticeSnooze, { id, until: dayAfter(world, 2) }, mate)
      expect(await titles(world, {})).toEqual([])
      expect(await titles(world, { state: 'snoozed' })).toEqual(['a'])
      expect(await world.ask(promise.noticesCount, {}, mate)).toMatchObject({ open: 0, unread: 0, snoozed: 1 })
      world.later(2)
      expect(await titles(world, {})).toEqual(['a'])
      expect(await titles(world, { state: 'snoozed' })).toEqual([])
      expect(await world.ask(promise.noticesCount, {}, mate)).toMatchObject({ open: 1, unread: 1, snoozed: 0 })
      await world.ask(promise.noticeSnooze, { id, until: dayAfter(world, 2) }, mate)
      await world.ask(promise.noticeRead, { id }, mate)
      // back at once is as it was
      expect(await world.ask(promise.noticeSnooze, { id, until: null }, mate)).toMatchObject({
        snoozed_until: null,
        read_at: expect.any(Date),
      })
      await world.ask(promise.noticeDone, { id }, mate)
      await expect(world.ask(promise.noticeSnooze, { id, until: dayAfter(world, 2) }, mate)).rejects.toMatchObject({ code: 'notice.done' })
    }))

  test('what one is asked to do is listed by its day, page by page, and is overdue when the day is over', () =>
    inWorld(async (world) => {
      await tell(world, [
        { id: 'none' },
        { id: 'far', due: dayAfter(world, 9) },
        { id: 'near', due: dayAfter(world, 1) },
        { id: 'told', rule: 'decided' },
      ])
      expect(await titles(world, { state: 'actions' })).toEqual(['near', 'far', 'none'])
      const first = await world.ask(promise.noticesList, { state: 'actions', limit: 2 }, mateOf(world))
      const next = await world.ask(promise.noticesList, { state: 'actions', limit: 2, cursor: first.next ?? '' }, mateOf(world))
      expect(next.items.map((one) => one.subject.id)).toEqual(['none'])
      world.later(2)
      expect(await titles(world, { rule: 'overdue' })).toEqual(['near'])
      expect(await titles(world, { rule: 'assigned' })).toEqual(['far', 'none'])
      expect(await titles(world, { rule: 'decided' })).toEqual(['told'])
      expect(await world.ask(promise.noticesCount, {}, mateOf(world))).toMatchObject({ actions: 3, late: 1 })
    }))
})

describe('favourites', () => {
  test('are one’s own, once for each place, fifty at most', () =>
    inWorld(async (world) => {
      const mate: Actor = { ...world.person('member'), id: world.ids.mate }
      const kept = await world.ask(promise.favouriteAdd, { href: '/billing', title: 'Billing' }, mate)
      const again = await world.ask(promise.favouriteAdd, { href: '/billing', title: 'Money' }, mate)
      expect(again).toEqual({ ...kept, title: 'Money' })
      expect((await world.ask(promise.favouritesList, {})).items).toEqual([])
      await expect(world.ask(promise.favouriteRemove, { id: kept.id })).rejects.toMatchObject({ code: 'favourite.unknown' })
      for (let n = 1; n < 50; n += 1) await world.ask(promise.favouriteAdd, { href: `/x/${n}`, title: `X ${n}` }, mate)
      await expect(world.ask(promise.favouriteAdd, { href: '/y', title: 'Y' }, mate)).rejects.toMatchObject({ code: 'favourite.too_many' })
      await world.ask(promise.favouriteRemove, { id: kept.id }, mate)
      expect((await world.ask(promise.favouritesList, {}, mate)).items).toHaveLength(49)
    }))
})
