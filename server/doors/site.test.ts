import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import type { PublicPage } from '../kernel/room.ts'
import { httpDoor } from './http.ts'

let cast: Cast
let [asked, there] = [0, false]
const berths: PublicPage = {
  path: '/berths',
  title: 'Berths',
  link: { in: 'head', note: 'Where to lie.' },
  perMinute: 120,
  listed: async () => {
    asked += 1
    return there ? [{ path: '/berths' }] : []
  },
  render: async () => ({ title: 'Berths', description: 'Berths', canonical: '/berths', body: '<p>Berths</p>' }),
}
const { listed: _, ...page } = berths
const always: PublicPage = { ...page, path: '/tides', title: 'Tides' }
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(() => cast.close())

function site() {
  const { room } = harbour()
  const door = httpDoor(houseOf(cast, [{ ...room, publicPages: [berths, always] }]), room.operations, undefined)
  return async (path: string) => (await door.fetch(new Request(`http://house.test${path}`, { headers: { accept: 'text/html' } }))).text()
}

test('a page is linked while something is on it; one that says nothing of that always is', async () => {
  const ask = site()
  there = false
  expect(await ask('/nothing')).not.toContain('href="/berths"')
  expect(await ask('/nothing')).toContain('href="/tides"')
  there = true
  expect(await site()('/nothing')).toContain('href="/berths"')
})

test('what stands around nothing is worked out once a minute, however often it is asked for, and anew after it', async () => {
  const ask = site()
  const before = asked
  for (let turn = 0; turn < 5; turn += 1) await ask('/nothing')
  expect(asked - before).toBe(1)
  const now = Date.now()
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 61_000)
  await ask('/nothing')
  clock.mockRestore()
  expect(asked - before).toBe(2)
})
