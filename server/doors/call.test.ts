import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { ahead } from '../kernel/ahead.ts'
import { record } from '../kernel/audit.ts'
import { operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import { bind } from '../kernel/room.ts'
import { call } from './call.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
})
afterAll(() => cast?.close())

const guess = operation({
  name: 'test.guess',
  method: 'POST',
  path: '/test/guesses',
  right: 'anyone',
  summary: 'Counts a guess and refuses it',
  input: z.object({ keep: z.boolean() }),
  output: z.object({}),
})
const counted = bind(guess, async (ctx, { keep }) => {
  await record(ctx, { action: 'test.guess.counted', subject: { kind: 'guess', id: String(keep) } })
  throw new Refusal('refused', 'test.wrong', 'Wrong.', { keep })
})
const visitor = { kind: 'visitor', id: 'visitor', name: 'Visitor', rights: new Map() } as const
const guesses = async (keep: boolean) => {
  const { rows } = await cast.house.db.pool.query('select id from kernel.audit where action = $1 and subject_id = $2', [
    'test.guess.counted',
    String(keep),
  ])
  return rows.length
}

test('a refusal undoes what its command wrote, unless it keeps its counts', async () => {
  for (const keep of [false, true]) await expect(call(cast.house, counted, visitor, { keep })).rejects.toMatchObject({ code: 'test.wrong' })
  expect([await guesses(false), await guesses(true)]).toEqual([0, 1])
})

test('a kept refusal leaves its key free: the next try with it is a try of its own', async () => {
  for (let i = 0; i < 2; i += 1)
    await expect(call(cast.house, counted, visitor, { keep: true }, { key: 'same-key-1' })).rejects.toMatchObject({ code: 'test.wrong' })
  expect(await guesses(true)).toBe(3)
})

test('a contact is refused what is staff’s before anything is read', async () => {
  const contact = { ...visitor, kind: 'contact' as const, accountId: 'x', rights: new Map([['people.read', 'all' as const]]) }
  const staffs = bind({ ...guess, name: 'test.staffs', right: 'people.read' }, async () => ({}))
  await expect(call(cast.house, staffs, contact, { keep: false })).rejects.toMatchObject({ code: 'audience.staff' })
})

test('long work is done while no transaction is open: what was begun is undone, and begins again with what came of it', async () => {
  const open = async () => {
    const { rows } = await cast.house.db.pool.query(
      "select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    return rows.length
  }
  const seen: number[] = []
  const slow = bind({ ...guess, name: 'test.slow' }, async (ctx, { keep }) => {
    await record(ctx, { action: 'test.slow.counted', subject: { kind: 'guess', id: String(keep) } })
    for (const part of ['one', 'two']) {
      const made = await ahead(ctx, part, async () => {
        seen.push(await open())
        return `${part} made`
      })
      expect(made).toBe(`${part} made`)
    }
    return {}
  })
  await call(cast.house, slow, visitor, { keep: true }, { key: 'slow-key-1' })
  expect(seen).toEqual([0, 0])
  const { rows } = await cast.house.db.pool.query('select id from kernel.audit where action = $1', ['test.slow.counted'])
  expect(rows).toHaveLength(1)
})

test('what long work refuses is refused, and where no door stands above it is done at once', async () => {
  const no = bind({ ...guess, name: 'test.no' }, (ctx) =>
    ahead(ctx, 'no', () => Promise.reject(new Refusal('busy', 'house.own_readings', 'Wait.'))),
  )
  await expect(call(cast.house, no, visitor, { keep: false })).rejects.toMatchObject({ code: 'house.own_readings' })
  expect(await ahead({}, 'at once', async () => 'done')).toBe('done')
})
