import { attention } from './queries/unwell.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { reported } from './incoming.ts'
import { appendEnvelopes, warehouseReady } from './index.ts'
import { life } from './life.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'decisions', 'data'], live: true })
  await cast.as('bizops').call(ask.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
})
afterAll(() => cast.close())
beforeEach(() => cast.house.db.pool.query('delete from kernel.delivery').then(() => undefined))

const server = (n: number) => `t${String(n).padStart(25, '0')}`
let sent = 0
function report(n: number, properties: Record<string, unknown>, more: Record<string, unknown> = {}) {
  sent += 1
  const base = { active_users_daily: 3, registered_users: 10, version: '10.1.0' }
  const item = { type: 'track', event: 'activity', userId: server(n), messageId: `t-${sent}`, properties: { ...base, ...properties } }
  return { ...item, ...more }
}
async function take(items: unknown[], received = '2026-06-15T09:30:00Z'): Promise<void> {
  await appendEnvelopes([{ source: 'harbor', received: Date.parse(received), form: 'segment', body: JSON.stringify({ batch: items }) }])
  await warehouseReady()
}
async function told(): Promise<{ server_id: string; day: string; activated_users: number | null; registered_users: number | null }[]> {
  const { rows } = await cast.house.db.pool.query(`select payload from kernel.outbox where name = 'data.server.reported' order by seq`)
  return rows.map((row) => row.payload)
}
async function figure(metric: string): Promise<string | null | undefined> {
  const { rows } = await cast.as('bizops').call(ask.figuresAsk, { metrics: [metric], grain: 'total', from: '2026-06-15', to: '2026-06-16' })
  return rows[0]?.values[metric]
}

test('1,200 new servers in one batch are told once each, and one of them again when it says something else', async () => {
  await take(Array.from({ length: 1200 }, (_, n) => report(n, {})))
  expect(new Set((await told()).map((one) => one.server_id)).size).toBe(1200)
  expect(await told()).toHaveLength(1200)
  // the same again says nothing new
  await take([report(7, {})], '2026-06-15T09:31:00Z')
  expect(await told()).toHaveLength(1200)
  await take([report(7, { registered_users: 11 })], '2026-06-15T09:32:00Z')
  expect((await told()).slice(1200)).toMatchObject([{ server_id: server(7), day: '2026-06-15', registered_users: 11 }])
})

test('activated users are those registered and not deactivated; nothing when the server did not say, or said what cannot be', async () => {
  const before = (await told()).length
  await take([
    report(2001, { registered_users: 25, registered_deactivated_users: 5 }),
    report(2002, { registered_users: 3, registered_deactivated_users: 9 }),
    report(2003, { registered_users: null }),
    report(2004, { registered_users: 25, registered_deactivated_users: -1 }),
  ])
  expect((await told()).slice(before).map((one) => [one.registered_users, one.activated_users])).toEqual([
    [25, 20],
    [3, 0],
    [null, null],
    [25, null],
  ])
})

test('a day is told again by no warehouse that is built anew over the same log', async () => {
  const before = (await told()).length
  await life()
    ?.engine?.warehouse()
    ?.write(async (writer) => {
      // as if the file had been lost: everything is read from the beginning
      for (const table of ['raw.raw_events', 'mart.server_day', 'control.loaded']) await writer.run(`delete from ${table}`)
    })
  await cast.as('bizops').call(ask.rebuildsCreate, { accept_differences: true })
  await warehouseReady()
  expect(await figure('tes')).toBe('1203')
  expect(await told()).toHaveLength(before)
})

test('the same day from another warehouse is told once, and the same with another number again', async () => {
  const before = (await told()).length
  const day = { server_id: server(2500), day: '2026-06-15', source: 'harbor', registered_users: 4n, deactivated_users: 1n }
  for (const registered_users of [4n, 4n, 5n, 5n]) await cast.open((ctx) => reported(ctx, [{ ...day, registered_users }]))
  expect((await told()).slice(before).map((one) => one.activated_users)).toEqual([3, 4])
})

test('a report that came two days before its segment was begun is history, and tells nobody anything', async () => {
  const before = (await told()).length
  await take([report(3001, {})], '2025-03-01T09:30:00Z')
  expect(await told()).toHaveLength(before)
})

test('an implausible count is in no figure, its day is not production, and a plausible report of the day wins', async () => {
  const before = { users: Number(await figure('users.registered')), servers: Number(await figure('tes')) }
  await take([report(4001, { registered_users: 2 ** 53 }), report(4002, { registered_users: -5 }), report(4003, {})])
  expect([Number(await figure('users.registered')), Number(await figure('tes'))]).toEqual([before.users + 10, before.servers + 1])
  await take([report(4001, { registered_users: 12 })], '2026-06-15T09:40:00Z')
  await take([report(4001, { registered_users: 2 ** 60, active_users_daily: 99 })], '2026-06-15T09:41:00Z')
  expect([Number(await figure('users.registered')), Number(await figure('tes'))]).toEqual([before.users + 22, before.servers + 2])
  const { items } = await cast.as('bizops').call(ask.quarantineList, { reason: 'count_implausible' })
  expect(items.map((item) => item.loaded)).toEqual([true, true, true, true])
  const [source] = (await cast.as('bizops').call(ask.sourcesList, {})).items
  expect(source).toMatchObject({ quarantined: 0, marked: 4 })
})

test('times that are none, halves of characters and ids that begin alike are loaded, and what follows them too', async () => {
  const before = Number(await figure('tes'))
  const times = ['yesterday', 1764350000000, '99999-01-01', 1e20, '2026-02-30T00:00:00Z']
  await take(times.map((timestamp, n) => report(5000 + n, {}, { timestamp })))
  await take([
    report(5100, { x: '\ud800' }),
    report(5101, {}, { messageId: `${'m'.repeat(200)}1` }),
    report(5102, {}, { messageId: `${'m'.repeat(200)}2` }),
  ])
  await take([report(5200, {})])
  // 1764350000000 is an instant: of last November
  expect(Number(await figure('tes'))).toBe(before + 4 + 3 + 1)
  const { items } = await cast.as('bizops').call(ask.quarantineList, { reason: 'timestamp_invalid' })
  expect(items.map((item) => item.detail.split(' ')[0]).sort()).toEqual([
    '"2026-02-30T00:00:00Z"',
    '"99999-01-01"',
    '"yesterday"',
    '100000000000000000000',
  ])
})

test('whoever looks after the data is told on Home of events that are in no figure, by source and reason, for a week', async () => {
  const shown = async (days = 0) => {
    const told = await cast.open(async (ctx) => attention[0]?.find({ ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) }))
    return (told ?? []).filter(({ kind }) => kind === 'data.left_out').map(({ title, detail }) => [title, detail])
  }
  expect(await shown()).toEqual([])
  await take([
    report(6000, {}, { userId: 'nobody', anonymousId: 'nobody' }),
    report(6001, {}, { userId: 'none', anonymousId: 'none' }),
    report(6002, {}),
  ])
  const line = [
    '2 events of harbor could not be loaded',
    'The server that they name is none. Sources shows each of them; they are in no figure.',
  ]
  expect(await shown()).toEqual([line])
  expect(await shown(6)).toEqual([line])
  expect(await shown(8)).toEqual([])
  const copy = (change: string) =>
    cast.house.db.pool.query(
      `insert into data.quarantine select (jsonb_populate_record(q, jsonb_build_object('id', gen_random_uuid(), 'idx', q.idx + 1000) || ${change})).* from data.quarantine q where reason = 'server_id_invalid' and idx < 1000`,
    )
  await copy(`jsonb_build_object('reason', 'torn_line')`)
  expect(await shown()).toEqual([line])
  await cast.house.db.pool.query("update data.quarantine set released_at = now() where reason = 'server_id_invalid'")
  expect(await shown()).toEqual([])
})
