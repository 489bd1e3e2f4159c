import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { listen } from './listen.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

const say = (channel: string, word: string) => sql`select pg_notify(${channel}, ${word})`.execute(cast.house.db.kysely)
const sessions = async () => {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and application_name = 'quarterdeck-listen'`.execute(cast.house.db.kysely)
  return rows.map(({ pid }) => pid)
}
const soon = (met: () => unknown) => vi.waitFor(met, { timeout: 8000, interval: 5 })

test('one connection hears every channel of a house; each ear hears its own, one that came late too', async () => {
  const heard: Record<string, (string | undefined)[]> = { bell: [], horn: [], again: [], drum: [] }
  const ear = (name: string, channel = name) => listen(cast.house, channel, (said) => heard[name]?.push(said))
  const [bell, horn] = [ear('bell'), ear('horn')]
  await soon(() => expect([heard.bell, heard.horn]).toEqual([[undefined], [undefined]]))
  const [again, drum] = [ear('again', 'bell'), ear('drum')]
  await soon(() => expect([heard.again, heard.drum]).toEqual([[undefined], [undefined]]))
  expect(await sessions()).toHaveLength(1)
  for (const channel of ['bell', 'horn', 'drum', 'gong']) await say(channel, `the ${channel}`)
  await soon(() =>
    expect(heard).toEqual({
      bell: [undefined, 'the bell'],
      again: [undefined, 'the bell'],
      horn: [undefined, 'the horn'],
      drum: [undefined, 'the drum'],
    }),
  )
  await bell.close()
  await say('bell', 'twice')
  await soon(() => expect(heard.again).toEqual([undefined, 'the bell', 'twice']))
  expect(heard.bell).toEqual([undefined, 'the bell'])
  await Promise.all([again.close(), horn.close()])
  expect(await sessions()).toHaveLength(1)
  await drum.close()
  await expect.poll(sessions).toEqual([])
})

test('after the connection broke every ear is told that something may have been missed, and hears again', async () => {
  const heard: Record<string, (string | undefined)[]> = { bell: [], horn: [] }
  const ears = ['bell', 'horn'].map((channel) => listen(cast.house, channel, (said) => heard[channel]?.push(said)))
  await soon(() => expect(heard).toEqual({ bell: [undefined], horn: [undefined] }))
  const [pid] = await sessions()
  await sql`select pg_terminate_backend(${pid})`.execute(cast.house.db.kysely)
  await soon(() => expect(heard).toEqual({ bell: [undefined, undefined], horn: [undefined, undefined] }))
  await say('horn', 'fog')
  await soon(() => expect(heard.horn).toEqual([undefined, undefined, 'fog']))
  await Promise.all(ears.map((one) => one.close()))
  await expect.poll(sessions).toEqual([])
})
