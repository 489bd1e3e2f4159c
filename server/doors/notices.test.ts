import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriteStage, type World, type WriteStage } from '../../test/cast/writes.ts'
import type { Actor } from '../kernel/context.ts'
import { fitEdit } from '../kernel/comments.ts'
import * as billing from '../modules/billing/contract.ts'
import { accountChange } from '../modules/customers/contract.ts'
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
      expect(told.map((one) => one.subject)).toEqual(
        roles.map(() => ({ room: 'billing', kind: 'quote', id: quote.id, title: quote.number, href: `/billing/quotes/${quote.id}` })),
      )
      expect(told[0]).toMatchObject({ reason: 'billing.approval.wanted', by: 'Mara Okonjo', done_at: null })
      expect(await world.ask(promise.noticesCount, {}, mate)).toEqual({ open: roles.length })
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

describe('a comment', () => {
  const on = (world: World) => ({ kind: 'contract', subject_id: world.ids.contract })
  const add = (world: World, actor?: Actor) => world.ask(promise.commentAdd, { ...on(world), text: 'They asked for more.' }, actor)

  test('is read, edited by its writer for a while, and resolved; the history tells of it without the words', () =>
    inWorld(async (world) => {
      const first = await add(world)
      const [finance] = [world.person('finance')]
      await expect(world.ask(promise.commentEdit, { id: first.id, text: 'No' }, finance)).rejects.toMatchObject({
        code: 'comment.not_yours',
      })
      expect(await world.ask(promise.commentEdit, { id: first.id, text: 'They asked for 50 more.' })).toMatchObject({
        edited_at: expect.any(Date),
      })
      await world.ask(promise.commentResolve, { id: first.id }, finance)
      await expect(world.ask(promise.commentEdit, { id: first.id, text: 'Again' })).rejects.toMatchObject({ code: 'comment.too_late' })
      const { items } = await world.ask(promise.commentsList, on(world), finance)
      expect(items).toMatchObject([{ text: 'They asked for 50 more.', by: { name: 'Mara Okonjo' }, resolved_by: 'finance' }])
      const rows = await world.query(`select subject_id, after::text as after from kernel.audit where action like 'billing.comment.%'`)
      expect(rows).toHaveLength(3)
      expect(JSON.stringify(rows)).not.toContain('asked')
    }))

  test('is for who sees the thing: a colleague without the right, another team and a customer find nothing', () =>
    inWorld(async (world) => {
      const first = await add(world)
      await world.ask(accountChange, { id: world.ids.account, owner_id: world.ids.mate })
      const stranger = world.person('sales')
      for (const actor of [world.person('member'), stranger]) {
        await expect(world.ask(promise.commentsList, on(world), actor)).rejects.toMatchObject({ code: 'subject.unknown' })
        await expect(add(world, actor)).rejects.toMatchObject({ code: 'subject.unknown' })
        await expect(world.ask(promise.commentResolve, { id: first.id }, actor)).rejects.toMatchObject({ code: 'comment.unknown' })
      }
      await expect(world.ask(promise.commentsList, on(world), world.actors.buyer)).rejects.toMatchObject({ code: 'audience.staff' })
      const owner = { ...stranger, id: world.ids.mate }
      expect((await world.ask(promise.commentsList, on(world), owner)).items).toHaveLength(1)
      await expect(world.ask(promise.commentsList, { kind: 'contract', subject_id: 'C-000001' })).rejects.toMatchObject({
        code: 'subject.unknown',
      })
      await expect(world.ask(promise.commentsList, { kind: 'session', subject_id: 'x' })).rejects.toMatchObject({ code: 'subject.unknown' })
    }))

  test.each([
    [15, 'ada', null, undefined],
    [16, 'ada', null, 'comment.too_late'],
    [1, 'bob', null, 'comment.not_yours'],
    [1, 'ada', new Date(), 'comment.too_late'],
  ])('after %i minutes, by %s, resolved %s: %s', (minutes, by, resolved_at, code) => {
    const at = new Date('2026-06-15T10:00:00Z')
    const edit = () => fitEdit({ by_id: 'ada', at, resolved_at }, by, new Date(at.getTime() + minutes * 60_000))
    if (code) expect(edit).toThrow(expect.objectContaining({ code }))
    else expect(edit()).toBeUndefined()
  })
})
