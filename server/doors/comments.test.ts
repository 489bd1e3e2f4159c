import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriteStage, type World, type WriteStage } from '../../test/cast/writes.ts'
import type { Actor } from '../kernel/context.ts'
import { fitEdit, mayToComment } from '../kernel/comments.ts'
import { metricsGet } from '../modules/data/contract.ts'
import { contractsGet, quotesCreate } from '../modules/billing/contract.ts'
import { accountChange, accountRead } from '../modules/customers/contract.ts'
import { personDepart, personRoles } from '../modules/people/contract.ts'
import { staffRoles } from '../modules/people/index.ts'
import * as promise from './contract.ts'
import { excerptOf, mentionsIn } from './mentions.ts'

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage({ live: false })
})
afterAll(() => stage?.close())
const inWorld = (work: (world: World) => Promise<void>) => stage.undone(async (tx) => work(await stage.worldIn(tx)))

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
    const edit = () => fitEdit({ by_id: 'ada', at, resolved_at, removed_at: null }, by, new Date(at.getTime() + minutes * 60_000))
    if (code) expect(edit).toThrow(expect.objectContaining({ code }))
    else expect(edit()).toBeUndefined()
  })
})

describe('a comment on a thing', () => {
  const opens = async (ask: Promise<unknown>) =>
    ask.then(
      () => true,
      () => false,
    )

  test('is read by exactly those roles that open the thing, of the own account and of another', () =>
    inWorld(async (world) => {
      const { account, contract, mate, boss } = world.ids
      for (const [kind, subject_id] of [
        ['account', account],
        ['contract', contract],
        ['metric', 'arr'],
      ] as const)
        await world.ask(promise.commentAdd, { kind, subject_id, text: 'Said' })
      for (const owner of [boss, mate]) {
        await world.ask(accountChange, { id: account, owner_id: owner })
        for (const role of staffRoles) {
          const actor: Actor = { ...world.person(role), id: mate }
          const reads = (kind: string, subject_id: string) => opens(world.ask(promise.commentsList, { kind, subject_id }, actor))
          const told = `${role}, ${owner === mate ? 'own' : 'other'}`
          expect(await reads('account', account), told).toBe(await opens(world.ask(accountRead, { id: account }, actor)))
          expect(await reads('contract', contract), told).toBe(await opens(world.ask(contractsGet, { id: contract }, actor)))
          expect(await reads('metric', 'arr'), told).toBe(await opens(world.ask(metricsGet, { id: 'arr' }, actor)))
        }
      }
    }))

  test('says what its reader may do to it, and is taken back by its writer alone: the words are gone', () =>
    inWorld(async (world) => {
      const about = { kind: 'contract', subject_id: world.ids.contract }
      const said = await world.ask(promise.commentAdd, { ...about, text: 'A secret' })
      expect(said.may).toEqual(['edit', 'remove', 'resolve'])
      const finance = world.person('finance')
      expect((await world.ask(promise.commentsList, about, finance)).items[0]?.may).toEqual(['resolve'])
      expect((await world.ask(promise.commentsList, about, world.person('auditor'))).items[0]?.may).toEqual([])
      await expect(world.ask(promise.commentRemove, { id: said.id }, finance)).rejects.toMatchObject({ code: 'comment.not_yours' })
      expect(await world.ask(promise.commentRemove, { id: said.id })).toMatchObject({ text: '', removed_at: expect.any(Date), may: [] })
      const removed = { code: 'comment.removed' }
      await expect(world.ask(promise.commentEdit, { id: said.id, text: 'Again' })).rejects.toMatchObject(removed)
      await expect(world.ask(promise.commentResolve, { id: said.id })).rejects.toMatchObject(removed)
      expect(JSON.stringify(await world.query('select * from kernel.comment'))).not.toContain('secret')
    }))

  test('stands beside its own thing alone, and says which text of it was meant', () =>
    inWorld(async (world) => {
      const { contract, account } = world.ids
      const quote = await world.ask(quotesCreate, { account_id: account, product: 'harbor-enterprise', seats: 10 })
      const about = { kind: 'quote', subject_id: quote.id }
      const said = await world.ask(promise.commentAdd, { ...about, text: 'Of the quote' })
      const [kept] = await world.query('select order_hash from billing.quote where id = $1', [quote.id])
      expect(said.version_hash).toBe(kept?.['order_hash'])
      expect(await world.ask(promise.commentAdd, { kind: 'contract', subject_id: contract, text: 'Hello' })).toMatchObject({
        version_hash: null,
      })
      await world.query(`update kernel.comment set subject = $1 where kind = 'contract'`, [quote.id])
      expect((await world.ask(promise.commentsList, about)).items.map((one) => one.text)).toEqual(['Of the quote'])
      await world.query(`update kernel.comment set kind = 'quote', subject = 'another' where kind = 'contract'`)
      expect((await world.ask(promise.commentsList, about)).items.map((one) => one.text)).toEqual(['Of the quote'])
    }))

  test('that is taken back or resolved stays so: the first who did it, and when', () =>
    inWorld(async (world) => {
      const about = { kind: 'contract', subject_id: world.ids.contract }
      const audited = async () => (await world.query(`select id from kernel.audit where action like 'billing.comment.%'`)).length
      const first = await world.ask(promise.commentAdd, { ...about, text: 'One' })
      const second = await world.ask(promise.commentAdd, { ...about, text: 'Two' })
      const resolved = await world.ask(promise.commentResolve, { id: first.id }, world.person('finance'))
      const gone = await world.ask(promise.commentRemove, { id: second.id })
      const before = await audited()
      world.later(1)
      expect(await world.ask(promise.commentResolve, { id: first.id })).toMatchObject({ ...resolved, may: expect.anything() })
      expect(await world.ask(promise.commentRemove, { id: second.id })).toEqual(gone)
      expect(await audited()).toBe(before)
    }))

  const mention = (id: string) => `[@Noa Levi](/people/persons/${id})`

  test('tells the colleague whom it names, until it is taken back; an edit tells whom it adds', () =>
    inWorld(async (world) => {
      const { mate, contract, account } = world.ids
      await world.ask(accountChange, { id: account, owner_id: mate })
      const told = async () => (await world.ask(promise.noticesList, {}, { ...world.person('sales'), id: mate })).items
      const about = { kind: 'contract', subject_id: contract }
      const said = await world.ask(promise.commentAdd, { ...about, text: 'Nothing yet' })
      expect(await told()).toEqual([])
      await world.ask(promise.commentEdit, { id: said.id, text: `${mention(mate)} do we **hold** it?` })
      expect(await told()).toMatchObject([
        { rule: 'mentioned', reason: 'house.comment.mentioned', text: '@Noa Levi do we hold it?', by: { name: 'Mara Okonjo' } },
      ])
      await world.ask(promise.commentRemove, { id: said.id })
      expect(await told()).toEqual([])
      const { items } = await world.ask(promise.noticesList, { state: 'all' }, { ...world.person('sales'), id: mate })
      expect(items.map((one) => one.text)).toEqual(['The comment was taken back.'])
    }))

  test('that is changed says the new words to whom it named, tells them no second time, and tells nobody of oneself', () =>
    inWorld(async (world) => {
      const { mate, boss, contract, account } = world.ids
      await world.ask(accountChange, { id: account, owner_id: mate })
      const told = async (id: string) =>
        (await world.ask(promise.noticesList, { state: 'all' }, { ...world.person('sales'), id })).items.map((one) => one.text)
      const about = { kind: 'contract', subject_id: contract }
      const own = `[@Mara Okonjo](/people/persons/${boss})`
      const said = await world.ask(promise.commentAdd, { ...about, text: `${mention(mate)} and ${own}: ten?` })
      await world.ask(promise.commentAdd, { ...about, text: `${mention(mate)} another` })
      const [notice] = (await world.ask(promise.noticesList, {}, { ...world.person('sales'), id: mate })).items.slice(-1)
      await world.ask(promise.noticeDone, { id: notice?.id ?? '' }, { ...world.person('sales'), id: mate })
      await world.ask(promise.commentEdit, { id: said.id, text: `${mention(mate)} and ${own}: twelve?` })
      expect(await told(mate)).toEqual(['@Noa Levi another', '@Noa Levi and @Mara Okonjo: twelve?'])
      expect(await told(boss)).toEqual([])
      await world.ask(accountChange, { id: account, owner_id: boss })
      const shut = { code: 'comment.reader_shut_out' }
      // whom it named already is not judged again; whom an edit adds is
      await world.ask(promise.commentEdit, { id: said.id, text: `${mention(mate)}: thirteen?` })
      const plain = await world.ask(promise.commentAdd, { ...about, text: 'Nobody' })
      await expect(world.ask(promise.commentEdit, { id: plain.id, text: mention(mate) })).rejects.toMatchObject(shut)
      expect(await told(mate)).toEqual(['@Noa Levi another', '@Noa Levi: thirteen?'])
      expect((await world.ask(promise.commentReaders, { ...about, q: 'mara' })).items).toEqual([])
    }))

  test('names nobody who may not open the thing, nor anybody who has left', () =>
    inWorld(async (world) => {
      const { mate, contract, account, boss } = world.ids
      const about = { kind: 'contract', subject_id: contract }
      await world.ask(accountChange, { id: account, owner_id: boss })
      const shut = { code: 'comment.reader_shut_out' }
      await expect(world.ask(promise.commentAdd, { ...about, text: mention(mate) })).rejects.toMatchObject(shut)
      expect((await world.ask(promise.commentReaders, { ...about, q: 'noa' })).items).toEqual([])
      await world.ask(accountChange, { id: account, owner_id: mate })
      expect((await world.ask(promise.commentReaders, { ...about, q: 'le' })).items).toMatchObject([{ id: mate, name: 'Noa Levi' }])
      await expect(world.ask(promise.commentReaders, about, world.person('member'))).rejects.toMatchObject({ code: 'subject.unknown' })
      await world.ask(promise.commentAdd, { ...about, text: mention(mate) })
      await world.ask(personRoles, { id: mate, roles: ['member'] })
      await expect(world.ask(promise.commentAdd, { ...about, text: mention(mate) })).rejects.toMatchObject(shut)
      await world.ask(personRoles, { id: mate, roles: ['finance'] })
      await world.ask(personDepart, { id: mate })
      await expect(world.ask(promise.commentAdd, { ...about, text: mention(mate) })).rejects.toMatchObject(shut)
      const crowd = Array.from({ length: 21 }, () => mention(crypto.randomUUID())).join(' ')
      await expect(world.ask(promise.commentAdd, { ...about, text: crowd })).rejects.toMatchObject({ code: 'comment.too_many_named' })
    }))
})

describe('what a comment says', () => {
  const id = '0198c0de-0000-7000-8000-000000000001'
  test.each([
    ['nobody', 'Hello', []],
    ['a link that is no name', `[Noa](/people/persons/${id})`, []],
    ['a colleague twice', `[@Noa](/people/persons/${id}) and [@Noa L](/people/persons/${id.toUpperCase()})`, [id]],
    ['no colleague of another place', `[@Noa](https://x.example/people/persons/${id})`, []],
  ])('names %s', (_what, text, ids) => expect(mentionsIn(text)).toEqual(ids))

  test.each([
    ['**Yes**, `450` seats', 'Yes, 450 seats'],
    [`[@Noa Levi](/people/persons/${id}) see [this](https://x.example)`, '@Noa Levi see this'],
    ['# Head\n\n- one\n- two', 'Head one two'],
  ])('reads %j in a line as %j', (text, line) => expect(excerptOf(text)).toBe(line))

  test('is never longer in a line than a line is', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 500 }),
        fc.integer({ min: 10, max: 100 }),
        (text, most) => excerptOf(text, most).length <= most + 1,
      ),
    )
  })

  test('is changed and taken back by its writer, resolved by anyone, and nothing of it once it is gone', () => {
    const at = new Date('2026-06-15T10:00:00Z')
    const row = { by_id: 'ada', at, resolved_at: null, removed_at: null } as Parameters<typeof mayToComment>[0]
    const past = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
    expect(mayToComment(row, 'ada', past(15))).toEqual(['edit', 'remove', 'resolve'])
    expect(mayToComment(row, 'ada', past(16))).toEqual(['remove', 'resolve'])
    expect(mayToComment(row, 'bob', past(1))).toEqual(['resolve'])
    expect(mayToComment({ ...row, resolved_at: at }, 'ada', past(1))).toEqual(['remove'])
    expect(mayToComment({ ...row, removed_at: at }, 'ada', past(1))).toEqual([])
  })
})
