import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriteStage, type World, type WriteStage } from '../../test/cast/writes.ts'
import * as promise from './contract.ts'

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage({ live: false })
})
afterAll(() => stage?.close())
const inWorld = (work: (world: World) => Promise<void>) => stage.undone(async (tx) => work(await stage.worldIn(tx)))

const list = 'billing.contracts.list'
const risk = { list, title: 'At risk', where: ['renewal:is:to_quote'], sort: 'runs_until', columns: ['customer', 'annual'] }

describe('a view of a list', () => {
  test('is its keeper’s alone until it is shared; then others see it and whose it is', () =>
    inWorld(async (world) => {
      const mate = { ...world.person('sales'), id: world.ids.mate }
      const kept = await world.ask(promise.viewsSave, risk)
      expect(kept).toMatchObject({ title: 'At risk', where: risk.where, columns: risk.columns, shared: false, own: true, version: 1 })
      expect((await world.ask(promise.viewsList, { list }, mate)).items).toEqual([])
      await world.ask(promise.viewsShare, { id: kept.id, shared: true })
      expect((await world.ask(promise.viewsList, { list }, mate)).items).toMatchObject([
        { id: kept.id, shared: true, own: false, by: { name: 'Mara Okonjo' } },
      ])
      expect((await world.ask(promise.viewsList, { list: 'billing.quotes.list' }, mate)).items).toEqual([])
      await world.ask(promise.viewsChange, { id: kept.id, columns: ['customer'], if_match: 2 })
      expect((await world.ask(promise.viewsList, { list }, mate)).items).toMatchObject([{ title: 'At risk', columns: ['customer'] }])
      await world.ask(promise.viewsShare, { id: kept.id, shared: false })
      expect((await world.ask(promise.viewsList, { list }, mate)).items).toEqual([])
    }))

  test('of one’s own stands before those of colleagues, each in the order in which it was kept', () =>
    inWorld(async (world) => {
      const mate = { ...world.person('sales'), id: world.ids.mate }
      for (const title of ['Theirs', 'Theirs too']) {
        const { id } = await world.ask(promise.viewsSave, { ...risk, title }, mate)
        await world.ask(promise.viewsShare, { id, shared: true }, mate)
      }
      await world.ask(promise.viewsSave, { ...risk, title: 'Mine' })
      await world.ask(promise.viewsSave, { ...risk, title: 'Also mine' })
      const { items } = await world.ask(promise.viewsList, { list })
      expect(items.map(({ title }) => title)).toEqual(['Mine', 'Also mine', 'Theirs', 'Theirs too'])
    }))

  test('is changed, shared and dropped by its keeper alone, and only as it stands', () =>
    inWorld(async (world) => {
      const mate = { ...world.person('sales'), id: world.ids.mate }
      const { id } = await world.ask(promise.viewsSave, risk)
      await world.ask(promise.viewsShare, { id, shared: true })
      for (const deed of [
        () => world.ask(promise.viewsChange, { id, title: 'Mine', if_match: 2 }, mate),
        () => world.ask(promise.viewsShare, { id, shared: false }, mate),
        () => world.ask(promise.viewsDrop, { id }, mate),
      ]) {
        await expect(deed()).rejects.toMatchObject({ code: 'view.unknown' })
      }
      await expect(world.ask(promise.viewsChange, { id, title: 'Late', if_match: 1 })).rejects.toMatchObject({ code: 'edit.stale' })
      expect(await world.ask(promise.viewsChange, { id, title: 'Late', if_match: 2 })).toMatchObject({ title: 'Late', version: 3 })
    }))

  test('has a name of its own among one’s views of that list', () =>
    inWorld(async (world) => {
      const first = await world.ask(promise.viewsSave, risk)
      const other = await world.ask(promise.viewsSave, { ...risk, title: 'Other' })
      await expect(world.ask(promise.viewsSave, { ...risk, title: 'AT RISK' })).rejects.toMatchObject({ code: 'view.name_taken' })
      await expect(world.ask(promise.viewsChange, { id: other.id, title: 'at risk', if_match: 1 })).rejects.toMatchObject({
        code: 'view.name_taken',
      })
      // a colleague may use the same word
      expect(await world.ask(promise.viewsSave, risk, { ...world.person('sales'), id: world.ids.mate })).toMatchObject({ own: true })
      expect(await world.ask(promise.viewsChange, { id: first.id, title: 'At Risk', if_match: 1 })).toMatchObject({ title: 'At Risk' })
    }))

  test('asks only what its list answers', () =>
    inWorld(async (world) => {
      await expect(world.ask(promise.viewsSave, { ...risk, where: ['harbour:is:full'] })).rejects.toMatchObject({
        code: 'list.unknown_column',
      })
      await expect(world.ask(promise.viewsSave, { ...risk, sort: 'harbour' })).rejects.toMatchObject({ code: 'list.unknown_sort' })
      await expect(world.ask(promise.viewsSave, { ...risk, columns: ['harbour'] })).rejects.toMatchObject({ code: 'list.unknown_column' })
      await expect(world.ask(promise.viewsSave, { ...risk, list: 'billing.harbours.list' })).rejects.toMatchObject({
        code: 'view.list_unknown',
      })
      const { id } = await world.ask(promise.viewsSave, risk)
      const strangeColumn = world.ask(promise.viewsChange, { id, where: ['harbour:is:full'], if_match: 1 })
      await expect(strangeColumn).rejects.toMatchObject({ code: 'list.unknown_column' })
      const strangeSort = world.ask(promise.viewsChange, { id, sort: 'harbour', if_match: 1 })
      await expect(strangeSort).rejects.toMatchObject({ code: 'list.unknown_sort' })
      expect((await world.ask(promise.viewsList, { list })).items).toMatchObject([{ where: risk.where, sort: risk.sort, version: 1 }])
    }))

  test('of a list that one may not read is as unknown as the list', () =>
    inWorld(async (world) => {
      const reader = { ...world.person('member'), id: world.ids.mate }
      const runs = { list: 'billing.runs.list' }
      for (const asked of [
        () => world.ask(promise.viewsList, runs, reader),
        () => world.ask(promise.viewsSave, { ...runs, title: 'Runs', where: [], sort: null, columns: null }, reader),
        () => world.ask(promise.viewsBegin, { ...runs, view: 'open' }, reader),
      ])
        await expect(asked()).rejects.toMatchObject({ code: 'view.list_unknown' })
    }))

  test('is one with which a person begins, until it is gone', () =>
    inWorld(async (world) => {
      const mate = { ...world.person('sales'), id: world.ids.mate }
      const { id } = await world.ask(promise.viewsSave, risk)
      await world.ask(promise.viewsBegin, { list, view: id })
      expect((await world.ask(promise.viewsList, { list })).default).toBe(id)
      expect((await world.ask(promise.viewsList, { list }, mate)).default).toBeNull()
      await world.ask(promise.viewsBegin, { list, view: 'lapsed' })
      expect((await world.ask(promise.viewsList, { list })).default).toBe('lapsed')
      await world.ask(promise.viewsBegin, { list, view: id })
      await world.ask(promise.viewsDrop, { id })
      expect(await world.ask(promise.viewsList, { list })).toEqual({ items: [], default: null })
      await world.ask(promise.viewsBegin, { list, view: null })
    }))

  test('is begun with in one list by one person: neither another list nor a colleague loses theirs', () =>
    inWorld(async (world) => {
      const mate = { ...world.person('sales'), id: world.ids.mate }
      const quotes = { list: 'billing.quotes.list' }
      const begins = async () => [
        (await world.ask(promise.viewsList, { list })).default,
        (await world.ask(promise.viewsList, quotes)).default,
        (await world.ask(promise.viewsList, { list }, mate)).default,
      ]
      const { id } = await world.ask(promise.viewsSave, risk)
      await world.ask(promise.viewsBegin, { list, view: id })
      await world.ask(promise.viewsBegin, { ...quotes, view: 'open' })
      await world.ask(promise.viewsBegin, { list, view: 'lapsed' }, mate)
      expect(await begins()).toEqual([id, 'open', 'lapsed'])
      await world.ask(promise.viewsDrop, { id })
      expect(await begins()).toEqual([null, 'open', 'lapsed'])
      await world.ask(promise.viewsBegin, { list, view: 'lapsed' })
      await world.ask(promise.viewsBegin, { list, view: null })
      expect(await begins()).toEqual([null, 'open', 'lapsed'])
    }))

  test('is one of at most thirty that a person keeps of a list', () =>
    inWorld(async (world) => {
      await world.query(
        `insert into kernel.list_view (id, list, title, conditions, shared, owner, owner_name, at, version)
         select gen_random_uuid(), $1, 'View ' || n, '{}', false, $2, 'Mara', now(), 1 from generate_series(1, 30) n`,
        [list, world.ids.boss],
      )
      await expect(world.ask(promise.viewsSave, risk)).rejects.toMatchObject({ code: 'view.too_many' })
    }))
})
