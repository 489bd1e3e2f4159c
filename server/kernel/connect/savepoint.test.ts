import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { sendAhead } from '../database.ts'
import { attempt } from '../outbox.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(() => cast?.close())

test('an attempt that asks nothing of the server is not told to it', async () => {
  const sent = await statementsOf(() =>
    cast.house.db.kysely.transaction().execute(async (tx) => {
      for (const loosely of [true, false]) await attempt(tx, async () => undefined, { loosely })
      await sendAhead(tx, sql`select 1`)
      await attempt(tx, () => attempt(tx, async () => undefined))
      await attempt(tx, () => Promise.reject(new Error('refused'))).catch(() => undefined)
      await attempt(tx, () => sendAhead(tx, sql`select 2`), { loosely: true })
    }),
  )
  expect(sent.map((text) => text.replace(/attempt_\d+/, 'attempt'))).toEqual([
    'begin',
    'select 1',
    'savepoint attempt',
    'select 2',
    'release savepoint attempt',
    'commit',
  ])
})
