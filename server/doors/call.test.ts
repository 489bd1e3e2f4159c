import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
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
