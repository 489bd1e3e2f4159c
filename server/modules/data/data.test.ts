import { gzipSync } from 'node:zlib'
import { appendFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { setMembers } from '../people/commands/groups.ts'
import { admitPerson, createGroup } from '../people/index.ts'
import { publishers, stagedSql } from '../../../test/cast/published.ts'
import { rightsOf } from '../../../test/cast/rights.ts'
import * as ask from './contract.ts'
import { attention } from './queries/unwell.ts'
import { appendEnvelopes, warehouseReady, valueOf as metricValue } from './index.ts'
import { listSegments, segmentFolder } from './log/segments.ts'
import { wireDoors } from './wire.ts'

let cast: Cast
let key: string
const server = 'abcdefghijklmnopqrstuvwxyz'

/** Tables in place of the views that rooms publish: this room knows them by what is declared of them. */
const rates = `insert into kernel.fx_rate values ('EUR', 'USD', '2026-06', 1.10, 'test'), ('EUR', 'USD', '2026-05', 1.20, 'test')`

beforeAll(async () => {
  const also = await publishers(['customers', 'billing', 'licensing'])
  cast = await openCast({
    rooms: ['people', 'decisions', 'data'],
    also,
    staged: `${stagedSql(also)}; ${rates}`,
    live: true,
    settings: { INGEST_EVENTS_PER_SECOND: '100000' },
  })
  const made = await cast.as('bizops').call(ask.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
  key = made.write_key
})
afterAll(() => cast.close())

async function send(
  path: string,
  body: unknown,
  more: { key?: string; headers?: Record<string, string>; raw?: Buffer } = {},
): Promise<Response> {
  const door = wireDoors.find((one) => one.path === path && one.method === 'POST')
  if (!door) throw new Error(`no door at ${path}`)
  const headers = { authorization: `Basic ${Buffer.from(`${more.key ?? key}:`).toString('base64')}`, ...more.headers }
  const bytes = more.raw ?? Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return door.handle(new Request(`http://localhost${path}`, { method: 'POST', headers, body: new Uint8Array(bytes) }), cast.open, {
    address: '203.0.113.9',
  })
}
const activity = (id: string, more: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) => ({
  type: 'track',
  event: 'activity',
  userId: server,
  messageId: id,
  timestamp: '2026-06-15T09:00:00Z',
  ...more,
  properties: { active_users_daily: 10, active_users_monthly: 40, registered_users: 100, version: '10.2.1', ...properties },
})
async function figure(metric: string, from: string, to: string) {
  const answer = await cast.as('bizops').call(ask.figuresAsk, { metrics: [metric], grain: 'total', from, to })
  return answer.rows[0]?.values[metric]
}

describe('a telemetry client', () => {
  test('sends a batch twice and is counted once', async () => {
    for (let times = 0; times < 2; times += 1) {
      const answer = await send('/v1/batch', {
        batch: [activity('m-1'), { type: 'identify', userId: server, messageId: 'm-2', traits: {} }],
      })
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }])
    }
    await warehouseReady()
    expect(await figure('tes', '2026-06-15', '2026-06-16')).toBe('1')
    expect(await figure('users.registered', '2026-06-15', '2026-06-16')).toBe('100')
  })

  test('may send gzip under any label, and a single item to its own path', async () => {
    const id = 'b'.repeat(26)
    const packed = gzipSync(JSON.stringify({ batch: [activity('m-3', { userId: id })] }))
    expect((await send('/v1/batch', null, { raw: packed, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(
      200,
    )
    const { type: _type, ...item } = activity('m-4', { userId: 'c'.repeat(26) })
    expect((await send('/v1/track', item)).status).toBe(200)
    await warehouseReady()
    expect(await figure('tes', '2026-06-15', '2026-06-16')).toBe('3')
  })

  test('hears 413 for what is too large, 400 for what is not JSON, and nothing of either is kept', async () => {
    expect((await send('/v1/batch', null, { raw: Buffer.alloc(5 * 1024 * 1024, 32) })).status).toBe(413)
    expect((await send('/v1/batch', null, { raw: gzipSync(Buffer.alloc(30 * 1024 * 1024, 32)) })).status).toBe(413)
    expect((await send('/v1/batch', { batch: Array.from({ length: 5001 }, () => ({})) })).status).toBe(413)
    expect((await send('/v1/track', `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`)).status).toBe(413)
    expect((await send('/v1/batch', '{"batch":')).status).toBe(400)
    expect((await send('/v1/batch', '[]')).status).toBe(400)
  })

  test('with an unknown key hears 401 only where it then drops the event quietly', async () => {
    const wrong = { key: 'nobody-knows-this-key' }
    expect(
      (await send('/v1/batch', { batch: [activity('x-1')] }, { ...wrong, headers: { 'user-agent': 'analytics-node/3.1.0' } })).status,
    ).toBe(401)
    expect((await send('/v1/batch', { batch: [activity('x-2')] }, wrong)).status).toBe(200)
  })

  test('whose events make no sense is thanked all the same, and a person finds them in the quarantine', async () => {
    const batch = [
      { type: 'purchase', userId: server },
      { type: 'track', userId: server },
      activity('q-1', { userId: 'a person' }),
      'text',
      { type: 'track', event: 'x' },
    ]
    expect((await send('/v1/batch', { batch })).status).toBe(200)
    await warehouseReady()
    const { items } = await cast.as('bizops').call(ask.quarantineList, {})
    expect(items.map((item) => item.reason).sort()).toEqual([
      'event_missing',
      'not_an_object',
      'server_id_invalid',
      'subject_missing',
      'type_unknown',
    ])
  })
})

test('a torn last line is cut and counted, and the rest of its segment is read', async () => {
  const id = 'd'.repeat(26)
  await appendEnvelopes([
    {
      source: 'harbor',
      received: Date.parse('2026-06-15T09:30:00Z'),
      form: 'segment',
      body: JSON.stringify(activity('t-1', { userId: id })),
    },
  ])
  const [segment] = await listSegments(segmentFolder(cast.house.settings.dataDir))
  const torn = (segment?.path ?? '').replace(/[^/]+$/, 'dead-20260615-000001.ndjson')
  await appendFile(
    torn,
    `{"k":"harbor","r":${Date.parse('2026-06-15T09:31:00Z')},"q":1,"f":"segment","b":${JSON.stringify(activity('t-2', { userId: 'e'.repeat(26) }))}}\n{"k":"har`,
  )
  const { utimes } = await import('node:fs/promises')
  await utimes(torn, new Date(0), new Date(0))
  await warehouseReady()
  await warehouseReady()
  expect(await figure('tes', '2026-06-15', '2026-06-16')).toBe('5')
  const { items } = await cast.as('bizops').call(ask.quarantineList, { reason: 'torn_line' })
  expect(items).toHaveLength(1)
  const told = await cast.open(async (ctx) => attention[0]?.find(ctx))
  expect(told).toContainEqual(expect.objectContaining({ kind: 'data.not_loadable', title: 'An event could not be loaded' }))
})

test('on a day under way a plan reads what servers said of the last whole day, and of revenue what holds now', async () => {
  const on = (today: string, metric: string, window: `at:${string}`) =>
    cast.open((ctx) => metricValue({ ...ctx, today }, { metric, window }))
  expect(await on('2026-06-16', 'tes', 'at:2026-06-16')).toMatchObject({ value: '5', from: '2026-06-15', to: '2026-06-16' })
  expect(await on('2026-06-17', 'tes', 'at:2026-06-16')).toMatchObject({ value: '0', from: '2026-06-16', to: '2026-06-17' })
  expect(await on('2026-06-16', 'arr', 'at:2026-06-16')).toMatchObject({ from: '2026-06-16', to: '2026-06-17' })
})

test('a sale moves ARR by its own amount at the month’s rate, and its contract is among the rows that add up to the figure', async () => {
  const { pool } = cast.house.db
  await pool.query(
    `insert into customers.public_accounts (id, number, name, kind, country, region, segment, owner, created_day) values ('a-1', 'A-000001', 'Nordhafen GmbH', 'business', 'DE', 'EMEA', 'mid', null, '2026-01-01')`,
  )
  await pool.query(`insert into billing.public_contract_items (contract, contract_id, account, item, recurring, "from", "to", annual_minor, currency, quantity, n)
    values ('C-000001', 'c1', 'a-1', 'seats', true, '2026-06-15', '2027-06-15', 390000, 'EUR', 25, 1), ('C-000002', 'c2', 'a-1', 'seats', true, '2026-05-01', '2027-05-01', 100001, 'EUR', 5, 1)`)
  await warehouseReady()
  expect(await figure('arr', '2026-06-14', '2026-06-15')).toBe('1100.01')
  expect(await figure('arr', '2026-06-15', '2026-06-16')).toBe('5390.01')
  expect(await figure('arr', '2026-05-31', '2026-06-01')).toBe('1200.01')
  const drill = await cast.as('bizops').call(ask.drillsAsk, { cell: { metric: 'arr', from: '2026-06-15', to: '2026-06-16' } })
  expect(drill).toMatchObject({ value: '5390.01', shown: '5390.01', remaining: '0.00', adds_up: true, count: 2 })
  expect(drill.rows[0]).toMatchObject({
    href: '/billing/contracts/c1',
    contribution: '4290.00',
    cells: { account_name: 'Nordhafen GmbH', contract: 'C-000001' },
  })
  const value = await cast.open((ctx) => metricValue(ctx, { metric: 'arr', window: 'at:2026-06-15' }))
  expect(value).toMatchObject({ value: '5390.01', unit: 'USD', incomplete: false, freshness: { state: 'fresh' } })
})

test('whoever sees a figure sees the rows that their accounts reach, and what the others hold', async () => {
  const { pool } = cast.house.db
  const admit = (name: string) =>
    cast.open((ctx) => admitPerson(ctx, { name, email: `${name}@tidewater.example`, password: 'a lighthouse in fog', roles: ['sales'] }))
  const [north, mate, south] = [await admit('north'), await admit('mate'), await admit('south')]
  await cast.open(async (ctx) => {
    const team = await createGroup(ctx, { name: 'North' })
    await setMembers(ctx, { id: team.id, person_ids: [north, mate] })
  })
  for (const [id, owner] of [
    ['a-2', mate],
    ['a-3', south],
  ] as const) {
    await pool.query(
      'insert into customers.public_accounts (id, number, name, kind, country, region, segment, owner, created_day) values ($1, $1, $1, $2, $3, $4, $5, $6, $7)',
      [id, 'business', 'FR', 'EMEA', 'smb', owner, '2026-01-01'],
    )
    await pool.query(
      `insert into billing.public_contract_items (contract, contract_id, account, item, recurring, "from", "to", annual_minor, currency, quantity, n)
       values ($1, $1, $1, 'seats', true, '2026-04-01', '2026-04-03', 10000, 'USD', 5, 1)`,
      [id],
    )
  }
  await warehouseReady()
  const cell = { metric: 'arr', from: '2026-04-01', to: '2026-04-02' }
  const as = (roles: string[], id = north) => cast.speaker({ kind: 'person', id, name: 'reader', rights: rightsOf(roles) })
  const drill = (roles: string[], filter = {}) => as(roles).call(ask.drillsAsk, { cell: { ...cell, filter } })

  expect(await drill(['finance'])).toMatchObject({ value: '200.00', count: 2, hidden: { rows: 0, amount: '0.00' }, adds_up: true })
  const sales = await drill(['sales'])
  expect(sales).toMatchObject({ value: '200.00', count: 1, shown: '100.00', hidden: { rows: 1, amount: '100.00' }, adds_up: true })
  expect(sales.rows.map((row) => row.cells['contract'])).toEqual(['a-2'])
  expect(await drill(['member'])).toMatchObject({
    value: '200.00',
    count: 0,
    rows: [],
    hidden: { rows: 2, amount: '200.00' },
    adds_up: true,
  })

  // asked about one account by name, the figure itself is cut: what is hidden would be the answer, and is not 0
  const other = { value: null, reason: 'reach.none', count: 0, hidden: { rows: 0 }, adds_up: false }
  for (const id of ['a-3', 'a-404']) expect(await drill(['sales'], { account: [id] })).toMatchObject(other)
  expect(await drill(['sales'], { account: ['a-2', 'a-3'] })).toMatchObject({ value: '100.00', count: 1, adds_up: true })
  const later = { metric: 'arr', from: '2026-04-05', to: '2026-04-06', filter: { account: ['a-2'] } }
  expect(await as(['sales']).call(ask.drillsAsk, { cell: later })).toMatchObject({ value: '0.00', reason: null })
  const month = { metrics: ['arr.net_new'], grain: 'month' as const, from: cell.from, to: '2026-05-01', filter: { account: ['a-3'] } }
  expect((await as(['sales']).call(ask.figuresAsk, month)).rows[0]?.reasons).toEqual({ 'arr.net_new': 'reach.none' })
  const slices = async (roles: string[], by: string) => {
    const answer = await as(roles).call(ask.figuresAsk, {
      metrics: ['arr'],
      dimensions: [by],
      grain: 'total',
      from: cell.from,
      to: cell.to,
    })
    return { cut: answer.cut, slices: answer.rows.map((row) => [row.dimensions[by], row.values['arr']]).sort() }
  }
  expect(await slices(['finance'], 'account')).toEqual({
    cut: false,
    slices: [
      ['a-2', '100.00'],
      ['a-3', '100.00'],
    ],
  })
  expect(await slices(['sales'], 'account')).toEqual({ cut: true, slices: [['a-2', '100.00']] })
  expect((await slices(['member'], 'contract')).slices.filter(([slice]) => slice !== '')).toEqual([])
  expect(await slices(['sales'], 'segment')).toEqual({ cut: false, slices: [['smb', '200.00']] })
})

test('a figure without a rate for its currency has no value and says why', async () => {
  await cast.house.db.pool.query(`insert into billing.public_contract_items (contract, account, item, recurring, "from", "to", annual_minor, currency, n)
    values ('C-000003', 'a-1', 'seats', true, '2026-06-01', '2026-06-10', 100, 'SEK', 1)`)
  await warehouseReady()
  const { rows } = await cast.as('bizops').call(ask.figuresAsk, { metrics: ['arr'], grain: 'total', from: '2026-06-09', to: '2026-06-10' })
  expect(rows[0]).toMatchObject({ values: { arr: null }, reasons: { arr: 'fx.rate_missing' } })
  const cell = { metric: 'self_serve.share', from: '2026-03-01', to: '2026-04-01' }
  const drill = await cast.as('bizops').call(ask.drillsAsk, { cell })
  expect(drill).toMatchObject({ value: null, reason: 'base.none', shown: null, adds_up: false })
})

test('a question without a right answer is refused with the way out', async () => {
  const reader = cast.as('bizops')
  await expect(
    reader.call(ask.figuresAsk, { metrics: ['arr.net_new'], dimensions: ['version'], from: '2026-01-01', to: '2026-06-01' }),
  ).rejects.toMatchObject({
    code: 'query.dimension_missing',
  })
  await expect(
    reader.call(ask.figuresAsk, { metrics: ['arr.new'], grain: 'day', from: '2026-01-01', to: '2026-06-01' }),
  ).rejects.toMatchObject({
    code: 'query.grain_too_fine',
  })
})

test('the catalogue calls no metric vetted, and says how far each is complete and by which sources', async () => {
  const { items } = await cast.as('member').call(ask.metricsList, {})
  expect(items.map((item) => item.id)).toContain('self_serve.share')
  expect(items.find((item) => item.id === 'arr')).toMatchObject({
    state: 'proposed',
    value: '5390.01',
    freshness: { state: 'fresh' },
    complete: {
      through: expect.stringMatching(/^2026-/),
      sources: expect.arrayContaining([{ name: 'kernel.public_rates', through: expect.stringMatching(/^2026-/) }]),
    },
  })
  expect(items.filter((item) => item.state !== 'proposed')).toEqual([])
  const arr = await cast.as('member').call(ask.metricsGet, { id: 'arr.net_new' })
  expect(arr.formula).toBe('New ARR + Resurrected ARR + Late-renewal ARR + Expansion ARR − Contraction ARR − Churned ARR')
})

test('a warehouse that is thrown away comes back equal', async () => {
  const before = await Promise.all(['arr', 'tes', 'users.registered'].map((metric) => figure(metric, '2026-06-15', '2026-06-16')))
  const { events } = await cast.as('bizops').call(ask.rebuildsCreate, {})
  expect(events).toBeGreaterThan(4)
  expect(await Promise.all(['arr', 'tes', 'users.registered'].map((metric) => figure(metric, '2026-06-15', '2026-06-16')))).toEqual(before)
})
