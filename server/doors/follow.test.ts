import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { person } from '../../test/cast/harbour.ts'
import { houseOf, roomOf } from '../../test/cast/room.ts'
import type { Actor } from '../kernel/context.ts'
import { tellLive } from '../kernel/live.ts'
import { operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import { bind } from '../kernel/room.ts'
import { type Door, httpDoor } from './http.ts'

let cast: Cast
let door: Door
let keeper: Actor | undefined
const flashes: string[] = []

const follow = operation({
  name: 'lighthouse.lamps.follow',
  method: 'GET',
  path: '/lamps/{id}/flashes',
  right: 'harbour.read',
  summary: 'What a lamp has flashed since',
  follow: { topic: 'lamp', of: 'id', cursor: 'after', next: 'last' },
  input: z.object({ id: z.string(), after: z.int().min(0).default(0) }),
  output: z.object({ flashes: z.array(z.string()), last: z.int() }),
})
const room = roomOf('lighthouse', {
  operations: [
    bind(follow, async (_ctx, { id, after }) => {
      if (id === 'none') throw new Refusal('missing', 'lamp.unknown', 'There is no such lamp.')
      return { flashes: flashes.slice(after), last: flashes.length }
    }),
  ],
})

beforeAll(async () => {
  cast = await openCast({ rooms: [] })
  const house = houseOf(cast, [room])
  door = httpDoor(house, room.operations, undefined, async () => keeper)
})
afterAll(() => cast.close())
beforeEach(() => {
  keeper = person(['harbour.read'])
  flashes.length = 0
})

const asked = (id: string, accept = 'text/event-stream', signal?: AbortSignal) =>
  door.fetch(new Request(`http://house.test/api/lamps/${id}/flashes`, { headers: { accept }, ...(signal ? { signal } : {}) }))
const flash = (what: string, lamp = 'north') => {
  flashes.push(what)
  return cast.open((ctx) => tellLive(ctx, `lamp:${lamp}`))
}

/** One event after the other, signs of life left out. */
async function opened(id: string) {
  const response = await asked(id)
  const reader = response.body?.getReader()
  let rest = ''
  const next = async (): Promise<{ event: string; data: unknown } | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n')
      if (end >= 0) {
        const text = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (text.startsWith(':')) continue
        const event = /^event: (\w+)$/m.exec(text)?.[1] ?? 'message'
        return { event, data: JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? 'null') }
      }
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done) return undefined
      rest += Buffer.from(value ?? []).toString()
    }
  }
  /** reads on until so many flashes were seen: a stream may answer once more than it was told */
  const seen: string[] = []
  const until = async (count: number) => {
    while (seen.length < count) {
      const said = await next()
      if (said?.event !== 'message') throw new Error(`the stream ended: ${JSON.stringify(said)}`)
      seen.push(...(said.data as { flashes: string[] }).flashes)
    }
    return seen
  }
  /** the end, after whatever came before it */
  const ended = async () => {
    for (let said = await next(); said; said = await next()) if (said.event === 'end') return said.data
    return undefined
  }
  return { response, next, until, ended, close: () => reader?.cancel() }
}

/** How it was refused. What was not is left at once: a stream has no end to wait for, and one left open would hold the house. */
async function saidBy(response: Response): Promise<[number, string]> {
  if (response.status !== 200) return [response.status, (await response.json()).code]
  await response.body?.cancel()
  return [200, 'a stream']
}

const listening = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'quarterdeck-listen'`.execute(cast.house.db.kysely)
  return rows[0]?.n
}

test('a followed operation answers at once, and again from where it ended when something is told of that thing', async () => {
  flashes.push('one')
  const north = await opened('north')
  expect(north.response.headers.get('content-type')).toBe('text/event-stream')
  expect(await north.next()).toEqual({ event: 'message', data: { flashes: ['one'], last: 1 } })
  await expect.poll(listening).toBe(1)
  await flash('two')
  expect(await north.until(1)).toEqual(['two'])
  await flash('of another lamp', 'south')
  await flash('three')
  expect(await north.until(3)).toEqual(['two', 'of another lamp', 'three'])
  await north.close()
})

test('one connection hears for all streams of a process, and none when nobody follows any more', async () => {
  const streams = [await opened('north'), await opened('south'), await opened('north')]
  await expect.poll(listening).toBe(1)
  await flash('both')
  expect([await streams[0]?.until(1), await streams[2]?.until(1)]).toEqual([['both'], ['both']])
  for (const one of streams) await one.close()
  await expect.poll(listening).toBe(0)
})

test('a stream ends with the session, and with the right, and says so', async () => {
  const first = await opened('north')
  keeper = undefined
  await flash('unseen')
  expect(await first.ended()).toMatchObject({ status: 401 })
  expect(await first.next()).toBeUndefined()
  keeper = person(['harbour.read'])
  const second = await opened('north')
  keeper = person(['harbour.write'])
  await flash('unseen too')
  expect(await second.ended()).toMatchObject({ status: 403 })
  expect(await second.next()).toBeUndefined()
})

test('what is refused at first is an ordinary answer, and who does not ask for a stream gets one answer', async () => {
  expect(await saidBy(await asked('none'))).toEqual([404, 'lamp.unknown'])
  flashes.push('one')
  const plain = await asked('north', 'application/json')
  expect([plain.headers.get('content-type'), await plain.json()]).toEqual(['application/json', { flashes: ['one'], last: 1 }])
  await expect.poll(listening).toBe(0)
})

test('one person follows twenty things at once and no more', async () => {
  const streams = []
  for (let n = 0; n < 20; n += 1) streams.push(await opened('north'))
  const more = await saidBy(await asked('north'))
  for (const one of streams) await one.close()
  expect(more).toEqual([429, 'stream.too_many'])
  await expect.poll(listening).toBe(0)
  const again = await opened('north')
  expect(again.response.status).toBe(200)
  await again.close()
})

test('a hundred that come at once are counted as they come, and who goes away during the first answer holds no place', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => asked('north')))
  for (const one of all) await one.body?.cancel()
  expect(Map.groupBy(all, ({ status }) => status).get(200)?.length).toBe(20)
  await expect.poll(listening).toBe(0)
  for (let n = 0; n < 20; n += 1) {
    const went = new AbortController()
    const answer = asked('north', 'text/event-stream', went.signal)
    went.abort()
    await answer
  }
  await expect.poll(listening).toBe(0)
  const again = await opened('north')
  expect(again.response.status).toBe(200)
  await again.close()
})
