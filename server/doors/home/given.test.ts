import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRooms, type Cast, openCast } from '../../../test/cast/cast.ts'
import type { News, NewsSource, SetupStep } from '../../kernel/board.ts'
import { say } from '../../kernel/board.ts'
import type { Actor, Context } from '../../kernel/context.ts'
import type { Room } from '../../kernel/room.ts'
import { home, homeArrange, homeChoose } from '../contract.ts'
import { homeOperations } from './home.ts'
import { tileAnswer } from './tiles.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: allRooms })
})
afterAll(() => cast?.close())

const room = (furniture: Partial<Room>) => ({ attention: [], ...furniture }) as unknown as Room
const holding = (...rights: string[]): Actor => ({
  kind: 'person',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Ada',
  rights: new Map(rights.map((right) => [right, 'all' as const])),
})
const as = <T>(actor: Actor, work: (ctx: Context) => Promise<T>) => cast.open((ctx) => work({ ...ctx, actor }))

test('of what there is to tell one hears what one’s rights open, and no other source is even asked', async () => {
  const asked: string[] = []
  const source = (right: string): NewsSource => ({
    right,
    find: async (ctx) => {
      asked.push(right)
      const told: News = {
        kind: 'sailing',
        at: ctx.now,
        subject: { kind: 'ship', id: right },
        customer: null,
        sentence: say(`Told by ${right}`),
        amount: null,
        href: '/ships',
      }
      return [told]
    },
  })
  const rooms = [room({ news: [source('ships.read'), source('money.read')] })]
  const news = async (actor: Actor) => (await as(actor, (ctx) => tileAnswer(ctx, rooms, 'news'))).news?.map(({ subject }) => subject.id)
  expect(await news(holding('ships.read'))).toEqual(['ships.read'])
  expect(asked).toEqual(['ships.read'])
  expect((await news(holding('ships.read', 'money.read')))?.toSorted()).toEqual(['money.read', 'ships.read'])
})

type Work = (ctx: Context, input: object) => Promise<unknown>

test('a new company’s way shows whoever runs the house the steps that they can take, and nobody else any', async () => {
  const asked: string[] = []
  const step = (right: string, place: number): SetupStep => ({
    ...{ key: right, place, title: right, says: right, act: 'Do it', href: '/', right },
    done: async () => {
      asked.push(right)
      return { done: false }
    },
  })
  const rooms = [room({ setup: [step('ships.write', 2), step('people.admin', 1), step('money.write', 3)] })]
  const opened = homeOperations(rooms).find(({ operation }) => operation === home)
  if (!opened) throw new Error('no home')
  const steps = async (actor: Actor) =>
    ((await as(actor, (ctx) => (opened.run as Work)(ctx, {}) as Promise<{ setup: { key: string }[] | null }>)).setup ?? []).map(
      ({ key }) => key,
    )
  expect(await steps(holding('people.admin', 'ships.write'))).toEqual(['people.admin', 'ships.write'])
  expect(asked.toSorted()).toEqual(['people.admin', 'ships.write'])
  expect(await steps(holding('ships.write', 'money.write'))).toEqual([])
})

test('choosing a board leaves what was laid out on it as it was, and laying one out chooses none', async () => {
  const boss = cast.as('executive', 'bizops')
  await boss.call(homeArrange, { board: 'operations', tiles: [] })
  expect((await boss.call(home, {})).board.key).toBe('chief_executive')
  await boss.call(homeChoose, { board: 'operations' })
  const chosen = await boss.call(home, {})
  expect([chosen.board.key, chosen.board.own, chosen.tiles]).toEqual(['operations', true, []])
  await boss.call(homeArrange, { board: 'operations', tiles: ['needs'] })
  expect((await boss.call(home, {})).board.key).toBe('operations')
})
