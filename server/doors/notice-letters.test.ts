import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriteStage, type World, type WriteStage } from '../../test/cast/writes.ts'
import type { Actor } from '../kernel/context.ts'
import { notify } from '../kernel/notices.ts'
import * as promise from './contract.ts'
import { writeNoticeLetters } from './notices.ts'

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage({ live: false })
})
afterAll(() => stage?.close())
const inWorld = (work: (world: World) => Promise<void>) => stage.undone(async (tx) => work(await stage.worldIn(tx)))

type Told = { id: string; rule?: 'assigned' | 'mentioned'; due?: string }
const tell = (world: World, told: Told[]) =>
  world.open(async (ctx) => {
    for (const { id, ...more } of told) {
      const subject = { room: 'billing', kind: 'quote', id, title: `Quote ${id}`, href: '/x', audience: 'internal' as const }
      await notify(ctx, { to: [world.ids.mate], reason: 'billing.approval.wanted', subject, text: `About ${id}`, ...more })
    }
  })
const mateOf = (world: World): Actor => ({ ...world.person('member'), id: world.ids.mate })
const dayAfter = (world: World, days: number) => new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Subjects of all letters about quotes after another round of them. */
async function letters(world: World) {
  await writeNoticeLetters(world.open)
  const sent = `select subject from kernel.mail where recipient = 'noa@tidewater.example' and subject like '%Quote%' order by id`
  return (await world.query(sent)).map((row) => row['subject'])
}

describe('a letter about what waits', () => {
  test('tells what is wished and not yet seen, once, and once more when its day is over', () =>
    inWorld(async (world) => {
      const mate = mateOf(world)
      await tell(world, [
        { id: 'asked', due: dayAfter(world, 1) },
        { id: 'named', rule: 'mentioned' },
      ])
      expect(await letters(world)).toEqual([])
      world.later(0.01)
      expect(await letters(world)).toEqual(['house mentioned you: Quote named'])
      expect(await letters(world)).toHaveLength(1)
      world.later(2)
      expect(await letters(world)).toEqual(['house mentioned you: Quote named', 'Overdue: Quote asked'])
      expect(await letters(world)).toHaveLength(2)
      const wishes = await world.ask(promise.noticeWish, { rule: 'mentioned', by_letter: false }, mate)
      expect(wishes.items).toContainEqual({ rule: 'mentioned', by_letter: false })
      await tell(world, [{ id: 'again', rule: 'mentioned' }])
      world.later(0.01)
      expect(await letters(world)).toHaveLength(2)
    }))

  test('tells nothing that is read, done, snoozed or days old, and a colleague’s wish is the colleague’s', () =>
    inWorld(async (world) => {
      const mate = mateOf(world)
      const rule = 'mentioned'
      await world.ask(promise.noticeWish, { rule, by_letter: false })
      expect((await world.ask(promise.noticeWishes, {}, mate)).items).toContainEqual({ rule, by_letter: true })
      await tell(world, [{ id: 'old', rule }])
      world.later(2.1)
      await tell(world, [
        { id: 'seen', rule },
        { id: 'done', rule },
        { id: 'later', rule },
        { id: 'new', rule },
      ])
      const [, later, done, seen] = (await world.ask(promise.noticesList, {}, mate)).items
      await world.ask(promise.noticeRead, { id: seen?.id ?? '' }, mate)
      await world.ask(promise.noticeDone, { id: done?.id ?? '' }, mate)
      await world.query('update kernel.notice set read_at = null where id = $1', [done?.id])
      await world.ask(promise.noticeSnooze, { id: later?.id ?? '', until: dayAfter(world, 1) }, mate)
      world.later(0.01)
      expect(await letters(world)).toEqual(['house mentioned you: Quote new'])
    }))

  test('says that it is late when its day is over where the company is, and says it once', () =>
    inWorld(async (world) => {
      await world.query(`update people.company set zone = 'Pacific/Auckland'`)
      const due = await world.open(async (ctx) => ctx.today)
      await tell(world, [{ id: 'asked', due }])
      world.later(0.01)
      expect(await letters(world), 'its day is not over').toEqual([])
      // one in the morning there, and still the same day in London
      world.later(3 / 24)
      expect(await letters(world)).toEqual(['Overdue: Quote asked'])
      expect(await letters(world)).toEqual(['Overdue: Quote asked'])
    }))
})
