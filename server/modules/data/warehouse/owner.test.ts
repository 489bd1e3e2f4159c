import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../../test/cast/cast.ts'
import { houseOf } from '../../../../test/cast/room.ts'
import { type EventLog, openEventLog } from '../log/writer.ts'
import { findOwner } from '../store/owner.ts'
import { saveOpened } from '../store/segments.ts'
import { openAsker } from './asker.ts'
import { type Engine, openEngine } from './engine.ts'

let cast: Cast
let now: Date
const opened: { close: () => Promise<void> | void }[] = []

beforeAll(async () => {
  cast = await openCast()
})
afterAll(() => cast.close())
beforeEach(async () => {
  now = new Date('2026-06-15T12:00:00Z')
  await cast.house.db.pool.query('delete from data.warehouse_owner; delete from data.segment')
})
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'quarterdeck-owner-'))
  opened.push({ close: () => rmSync(made, { recursive: true, force: true }) })
  return made
}
async function engineIn(dataDir: string): Promise<Engine> {
  const house = houseOf(cast, [...cast.house.rooms], { clock: () => now, settings: { dataDir } })
  const engine = await openEngine(house, () => 'server')
  opened.push(engine)
  return engine
}
function logIn(dataDir: string): EventLog {
  const log = openEventLog({ dataDir, opened: (id) => cast.open((ctx) => saveOpened(ctx.tx, id, `here:${dataDir}`, now)) })
  opened.push(log)
  return log
}
async function report(log: EventLog, servers: number): Promise<void> {
  for (let n = 0; n < servers; n += 1) {
    const properties = { active_users_daily: 5, registered_users: 9, version: '10.1.0' }
    const item = { type: 'track', event: 'activity', userId: `s${n}`.padEnd(26, 'x'), messageId: `m${n}`, properties }
    const received = Date.parse('2026-06-15T09:00:00Z')
    await log.append({ source: 'harbor', received, form: 'segment', body: JSON.stringify({ batch: [item] }) })
  }
}
const question = {
  question: {
    metrics: ['tes'],
    dimensions: [],
    grain: 'total' as const,
    from: '2026-06-15',
    to: '2026-06-16',
    today: '2026-06-15',
    fiscalYearEnd: '12-31',
  },
  filter: {},
  policy: { name: 'company' },
}
async function tes(engine: Engine): Promise<bigint | undefined> {
  const { rows } = await engine.answerer.answer('figures', question)
  return rows[0]?.figures.get('tes')?.value?.num
}

test('nothing is answered before the first pull is done', async () => {
  const hold = new pg.Client({ connectionString: cast.house.db.url })
  await hold.connect()
  await hold.query('begin; lock table kernel.fx_rate in access exclusive mode')
  const engine = await engineIn(folder())
  const filled = engine.ready()
  for (let waits = 0; waits < 2000; waits += 1) {
    await pause(15)
    const { rows } = await hold.query(`select 1 from pg_locks where not granted and relation = 'kernel.fx_rate'::regclass`)
    if (rows.length > 0) break
  }
  expect(engine.owns()).toBe(true)
  expect(engine.state()).toBeUndefined()
  await expect(tes(engine)).rejects.toMatchObject({ code: 'warehouse.away', facts: { retry_after_s: 5 } })
  await hold.query('rollback')
  await hold.end()
  await filled
  expect(await tes(engine)).toBe(0n)
})

test('a process that cannot read the log takes nothing over and says where the log is; with the log it answers the same', async () => {
  const [a, b] = [folder(), folder()]
  const log = logIn(a)
  await report(log, 3)
  const first = await engineIn(a)
  await first.ready()
  expect(await tes(first)).toBe(3n)
  await first.close()
  await log.close()

  const other = await engineIn(b)
  await other.ready()
  expect(other.owns()).toBe(false)
  const asker = openAsker(() => other)
  opened.push(asker)
  await expect(cast.open((ctx) => asker.ask(ctx.tx, 'figures', question))).rejects.toMatchObject({
    kind: 'busy',
    code: 'warehouse.unreadable',
    message: expect.stringContaining(`here:${a}`),
    facts: { retry_after_s: 60 },
  })

  cpSync(join(a, 'log'), join(b, 'log'), { recursive: true })
  await other.ready()
  const { rows } = await cast.open((ctx) => asker.ask(ctx.tx, 'figures', question))
  expect(rows[0]?.figures.get('tes')?.value?.num).toBe(3n)
})

test('what views tell is pulled within seconds; seldom for whoever tells much of the past, and at once where somebody asks', async () => {
  const { pool } = cast.house.db
  const waiting = async () => Number((await pool.query('select count(*) as n from kernel.view_change')).rows[0]?.n)
  const move = (month: string) => pool.query(`insert into kernel.fx_rate values ('EUR', 'USD', $1, 1.1, 'a trial')`, [month])
  const engine = await engineIn(folder())
  await engine.ready()
  await move('2001-01')
  await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
  engine.seldom()
  await move('2001-02')
  await pause(4000)
  expect(await waiting()).toBeGreaterThan(0)
  await engine.ready()
  expect(await waiting()).toBe(0)
  await pool.query(`delete from kernel.fx_rate where source = 'a trial'`)
})

test('an owner whose lease was taken while it slept gives nothing out, and lets the warehouse go', async () => {
  const engine = await engineIn(folder())
  await engine.ready()
  expect(await tes(engine)).toBe(0n)
  await cast.house.db.pool.query(
    `update data.warehouse_owner set owner = 'elsewhere:1:a', fence = fence + 1, until = clock_timestamp() + interval '1 hour'`,
  )
  await expect(tes(engine)).rejects.toMatchObject({ code: 'warehouse.moved' })
})

test('an owner whose lease ran out gives nothing out until it has it again', async () => {
  const engine = await engineIn(folder())
  await engine.ready()
  await cast.house.db.pool.query(`update data.warehouse_owner set until = clock_timestamp() - interval '1 second'`)
  await expect(tes(engine)).rejects.toMatchObject({ code: 'warehouse.moved' })
})

test('a second process of the same folder waits, asks the owner, and takes over when the owner has gone', async () => {
  const dataDir = folder()
  const log = logIn(dataDir)
  await report(log, 2)
  const first = await engineIn(dataDir)
  await first.ready()
  const second = await engineIn(dataDir)
  await second.ready()
  expect([first.owns(), second.owns()]).toEqual([true, false])
  const asker = openAsker(() => second)
  opened.push(asker)
  const ask = () => cast.open((ctx) => asker.ask(ctx.tx, 'figures', question))
  const before = await cast.open((ctx) => findOwner(ctx.tx))
  const asked = await ask()
  expect(asked.rows[0]?.figures.get('tes')?.value?.num).toBe(2n)
  expect(asker.state()?.complete.get('events')).toEqual(now)
  await first.close()
  await second.ready()
  expect(second.owns()).toBe(true)
  expect((await ask()).rows[0]?.figures.get('tes')?.value?.num).toBe(2n)
  expect((await cast.open((ctx) => findOwner(ctx.tx)))?.fence).toBe((before?.fence ?? 0n) + 1n)
})

test('events are complete only through what could be read', async () => {
  const dataDir = folder()
  const engine = await engineIn(dataDir)
  await engine.ready()
  const whole = now
  expect(engine.state()?.complete.get('events')).toEqual(whole)
  await cast.open((ctx) => saveOpened(ctx.tx, 'far-20260615-000001', 'far:/data', now))
  now = new Date('2026-06-15T13:00:00Z')
  await engine.ready()
  expect(engine.state()?.complete.get('events')).toEqual(whole)
})

test('only who has the key of the owner is answered, and a question is never SQL', async () => {
  const engine = await engineIn(folder())
  await engine.ready()
  await cast.house.db.pool.query(`update data.warehouse_owner set key = 'not the key'`)
  const asker = openAsker(() => undefined)
  opened.push(asker)
  await expect(cast.open((ctx) => asker.ask(ctx.tx, 'figures', question))).rejects.toMatchObject({ code: 'warehouse.away' })
})

test('a transaction that moves a view rings once; one that is undone does not', async () => {
  const client = new pg.Client({ connectionString: cast.house.db.url })
  await client.connect()
  opened.push({ close: () => client.end() })
  const rung: string[] = []
  client.on('notification', (told) => rung.push(told.channel))
  await client.query('listen quarterdeck_views')
  await client.query(`begin; insert into kernel.view_change (view, col, key) values ('kernel.public_rates', '*', ''); rollback`)
  expect(rung).toEqual([])
  await client.query(`begin; insert into kernel.view_change (view, col, key) values ('kernel.public_rates', '*', '');
    insert into kernel.view_change (view, col, key) values ('kernel.public_rates', '*', ''); commit`)
  await client.query('select 1')
  expect(rung).toEqual(['quarterdeck_views'])
})

test('an owner with nothing to do asks the database next to nothing, and hears what moves', async () => {
  const dataDir = folder()
  const house = houseOf(cast, [...cast.house.rooms], { settings: { dataDir } })
  let asked = 0
  const counted: typeof house = {
    ...house,
    open: (work) => {
      asked += 1
      return house.open(work)
    },
  }
  const engine = await openEngine(counted, () => 'server')
  opened.push(engine)
  await engine.ready()
  asked = 0
  await pause(4000)
  // a look each second and a count of segments each two would be ten
  expect(asked).toBeLessThan(8)
  await cast.house.db.pool.query(`insert into kernel.view_change (view, col, key) values ('kernel.public_rates', '*', '')`)
  for (let waits = 0; waits < 1000; waits += 1) {
    const { rows } = await cast.house.db.pool.query('select 1 from kernel.view_change')
    if (rows.length === 0) return
    await pause(20)
  }
  throw new Error('what moved was not pulled')
})
