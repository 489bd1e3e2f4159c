import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf, roomOf } from '../../test/cast/room.ts'
import { forgetOldKeys, once } from './idempotency.ts'
import { forgetOldEvents } from './prune.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(() => cast?.close())

test('events that everybody heard are forgotten after their days; one that waits stays, and so do young ones', async () => {
  let now = new Date('2026-06-01T10:00:00Z')
  const room = roomOf('bells', {
    events: { 'bells.bell.rung': z.object({ n: z.number() }) },
    listeners: [
      {
        name: 'bells.ear',
        on: ['bells.bell.rung'],
        run: async (_ctx, event) => {
          if (event.payload.n === 2) throw new Error('deaf')
        },
      },
    ],
  })
  const house = houseOf(cast, [room], { clock: () => now })
  for (const n of [1, 2]) await house.open((ctx) => ctx.announce('bells.bell.rung', { n }))
  await house.deliver()
  now = new Date('2026-06-20T10:00:00Z')
  await house.open((ctx) => ctx.announce('bells.bell.rung', { n: 3 }))
  await house.deliver()
  now = new Date('2026-07-02T10:00:00Z')
  expect(await forgetOldEvents(house.open, 30)).toBe(1)
  const { rows } = await cast.house.db.pool.query("select payload ->> 'n' as n from kernel.outbox order by seq")
  expect(rows.map((row) => row.n)).toEqual(['2', '3'])
})

test('a key is kept for its days, and no longer', async () => {
  let now = new Date('2026-06-01T10:00:00Z')
  const house = houseOf(cast, [], { clock: () => now })
  await house.open((ctx) =>
    once(ctx, { operation: 'bells.ring', key: 'k', requestSha: '0'.repeat(64) }, async () => ({ status: 200, answer: 1 })),
  )
  now = new Date('2026-07-01T09:59:00Z')
  expect(await house.open((ctx) => forgetOldKeys(ctx))).toBe(0)
  now = new Date('2026-07-01T10:01:00Z')
  expect(await house.open((ctx) => forgetOldKeys(ctx))).toBe(1)
})
