import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { warehouseReady } from './index.ts'
import { life } from './life.ts'
import { wireDoors } from './wire.ts'

const total = 20_000
const aBatch = 100

let cast: Cast
let key: string
beforeAll(async () => {
  cast = await openCast({
    rooms: ['people', 'decisions', 'data'],
    live: true,
    settings: { INGEST_EVENTS_PER_SECOND: '1000000', INGEST_REQUESTS_PER_SECOND: '100000' },
  })
  key = (await cast.as('bizops').call(ask.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })).write_key
})
afterAll(() => cast.close())

/** The same draws at every run. */
function dice(seed: number) {
  let state = seed
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return { draw, one: <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T }
}

const naughty = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('big-list-of-naughty-strings/blns.json'), 'utf8'),
) as string[]
const texts = [
  ...naughty,
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00\ud800',
    'x\udfff',
    '\ufffe\uffff',
    '\u2028',
    'ı',
    'ﷺ'.repeat(300),
    'z'.repeat(40_000),
    '%s%n',
    '$$;',
  ],
  ...[
    '__proto__',
    'constructor',
    'NaN',
    '1e400',
    '💥'.repeat(400),
    '\\',
    '"',
    '\u202e',
    'timeout',
    'FATAL Error: database has been invalidated',
  ],
]
/** Numbers as JSON text: some have no JavaScript value. */
const numbers = [
  '1e400',
  '-1e400',
  '1e308',
  '9007199254740993',
  '-0',
  '0.1e-400',
  '1e20',
  '-1',
  '1.5',
  '123456789012345678901234567890',
  '2147483648',
]
const instants = [
  ...[
    '"yesterday"',
    '1764350000000',
    '1764350000',
    '1764350000.5',
    '1e20',
    '-1',
    '0',
    '"99999-01-01"',
    '"2026-02-30T00:00:00Z"',
    'null',
    '""',
    '{}',
  ],
  ...[
    '[]',
    'true',
    '"0000-00-00"',
    '"2026-06-15T25:00:00Z"',
    '"+275760-09-13T00:00:00.000Z"',
    '"2026-06-15T10:00:00+99:00"',
    '"1764350000"',
    '1e-7',
  ],
]
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const server = (n: number) => `h${String(n).padStart(25, '0')}`

/** One hostile item as JSON text; `n` keeps it apart from every other. */
function hostile(n: number, { draw, one }: ReturnType<typeof dice>): string {
  const text = () => JSON.stringify(one(texts))
  const value = () =>
    one([text, () => one(numbers), () => 'null', () => '[]', () => '{}', () => 'true', () => deep(40), () => `[${text()}]`])()
  const fields = new Map<string, string>([
    ['type', '"track"'],
    ['event', '"activity"'],
    ['userId', `"${server(n)}"`],
    ['messageId', JSON.stringify(`h-${n}`)],
    ['properties', `{"n":${n},"version":"10.1.0","active_users_daily":1,"registered_users":5}`],
  ])
  const twist = [
    () => fields.set('timestamp', one(instants)),
    () => fields.set('sentAt', one(instants)),
    () => fields.set('originalTimestamp', one(instants)),
    () => fields.set('messageId', JSON.stringify(`h-${n}-${one(texts)}`)),
    () => fields.set('messageId', `${n}.5`),
    () => fields.delete('messageId'),
    () => fields.set(one(['type', 'event', 'userId', 'anonymousId', 'groupId', 'name']), value()),
    () => fields.set('properties', `{"n":${n},${text()}:${value()},"version":${text()},"license_id":${text()},"edition":${value()}}`),
    () => fields.set('properties', `{"n":${n},"registered_users":${value()},"active_users_daily":${one(numbers)},"version":"10.1.0"}`),
    () => fields.set('properties', value()),
    () => fields.set('traits', value()),
    () => fields.set('context', value()),
    () => fields.set('properties', `{"n":${n},${Array.from({ length: 400 }, (_, at) => `"k${at}":${one(numbers)}`).join(',')}}`),
    () => fields.set(one(texts), value()),
  ]
  for (let times = 0; times < 1 + Math.floor(draw() * 3); times += 1) one(twist)()
  if (draw() < 0.03) return one(['null', '[]', '"text"', '1e400', 'true', '{}', '[[[[]]]]', '{"type":"track"}'])
  return `{${[...fields].map(([name, part]) => `${JSON.stringify(name)}:${part}`).join(',')}}`
}

const good = (n: number) =>
  JSON.stringify({
    ...{ type: 'track', event: 'activity', userId: `g${String(n).padStart(25, '0')}`, messageId: `good-${n}` },
    timestamp: '2026-06-15T09:00:00Z',
    properties: {
      active_users_daily: 2,
      active_users_monthly: 4,
      registered_users: 10,
      registered_deactivated_users: 1,
      version: '10.2.1',
    },
  })

test('20,000 events of hostile texts, numbers, times, keys, shapes and sizes: every good one counts, each other is loaded or told of', async () => {
  const drawn = dice(20_260_615)
  const door = wireDoors.find((one) => one.path === '/v1/batch' && one.method === 'POST')
  let [goods, sent] = [0, 0]
  for (let batch = 0; batch < total / aBatch; batch += 1) {
    const items = Array.from({ length: aBatch }, (_, at) => {
      const n = batch * aBatch + at
      if (drawn.draw() >= 0.4) return hostile(n, drawn)
      goods += 1
      return good(n)
    })
    const body = `{"batch":[${items.join(',')}]}`
    const request = new Request('http://localhost/v1/batch', { method: 'POST', headers: { authorization: `Bearer ${key}` }, body })
    const answer = await door?.handle(request, cast.open, { address: `203.0.${batch % 200}.9` })
    expect([answer?.status, body.length > 4 * 1024 * 1024]).toEqual([200, false])
    sent += items.length
    if (batch % 50 === 49) await warehouseReady()
  }
  await warehouseReady()
  const warehouse = life()?.engine?.warehouse()
  const counted = async (sql: string) => Number(Object.values((await warehouse?.query(sql))?.[0] ?? {})[0])
  const quarantine = await cast.house.db.pool.query(
    `select reason, loaded, count(*)::int as n, count(*) filter (where reason <> '' and (excerpt <> '' or detail <> ''))::int as told from data.quarantine group by 1, 2`,
  )
  const rejected = quarantine.rows.filter((row) => !row.loaded).reduce((sum, row) => sum + row.n, 0)

  // nothing waits, and each item is either a row or in quarantine
  expect(life()?.engine?.behind()).toBe(0)
  expect(await counted('select sum(events) from control.loaded')).toBe(sent - rejected)
  expect(await counted('select sum(rejected) from control.loaded')).toBe(rejected)
  expect(await counted('select count(*) from raw.raw_events')).toBe(sent - rejected)
  // every good one, exactly, with its numbers, and each told to the house once
  expect(await counted(`select count(*) from raw.raw_events where message_id like 'good-%'`)).toBe(goods)
  expect(await counted(`select sum(registered_users - deactivated_users) from mart.server_day where server_id like 'g%'`)).toBe(goods * 9)
  const told = await cast.house.db.pool.query(
    `select count(*)::int as n, count(distinct key)::int as servers from kernel.outbox where name = 'data.server.reported' and key like 'g%' and payload->>'activated_users' = '9'`,
  )
  expect(told.rows[0]).toEqual({ n: goods, servers: goods })
  // a company's figure holds no count that is none
  expect(await counted('select coalesce(max(registered_users), 0) from mart.mart_server_day where production')).toBeLessThanOrEqual(
    10_000_000,
  )
  // each other with its reason; what is marked is loaded, what is rejected is not
  const reasons = new Map<string, boolean>(quarantine.rows.map((row) => [row.reason, row.loaded]))
  expect(reasons.get('timestamp_invalid')).toBe(true)
  expect(reasons.get('count_implausible')).toBe(true)
  for (const reason of ['type_unknown', 'server_id_invalid', 'not_an_object', 'item_too_large', 'event_missing'])
    expect(reasons.get(reason)).toBe(false)
  expect(reasons.has('not_loadable')).toBe(false)
  expect(quarantine.rows.every((row) => row.told === row.n)).toBe(true)
  // and the next event is loaded like any other
  const { rows } = await cast
    .as('bizops')
    .call(ask.figuresAsk, { metrics: ['users.registered'], grain: 'total', from: '2026-06-15', to: '2026-06-16' })
  expect(Number(rows[0]?.values['users.registered'])).toBeGreaterThanOrEqual(goods * 9)
})
