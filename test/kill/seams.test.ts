import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startEmbedded } from '../../server/kernel/embedded.ts'
import { segmentFolder } from '../../server/modules/data/log/segments.ts'
import { place, seeThrough } from './crowd.ts'
import { firstRun, furnish, type Owner, writeKey } from './founding.ts'
import { newProgram, type Program } from './program.ts'
import * as proofs from './proofs.ts'
import { messageId, report } from './reports.ts'

let dataDir: string
let program: Program
let owner: Owner
let buyers = 0

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-seams-'))
  await furnish(dataDir)
  program = await newProgram(dataDir)
  await program.start()
  owner = await firstRun(program)
})
afterAll(async () => {
  await program?.stop()
  expect(program.alive()).toBe(false)
  rmSync(dataDir, { recursive: true, force: true })
})

/** A step cannot end while somebody else holds the table that it writes to: there the program is killed. */
describe('killed in the middle of a sale', () => {
  let hold: pg.Client
  beforeEach(async () => {
    hold = new pg.Client({ connectionString: (await startEmbedded({ dataDir })).url })
    // it ends with the database that the program takes along
    hold.on('error', () => undefined)
    await hold.connect()
    await hold.query('begin')
    return () => hold.end().catch(() => undefined)
  })

  async function soundOrders(numbers: string[]) {
    const books = await proofs.openBooks(dataDir)
    try {
      const rows = (await books.rows(proofs.ordersSql)).filter((row) => numbers.includes(String(row['number'])))
      expect(rows).toHaveLength(numbers.length)
      for (const row of rows) expect(row).toMatchObject(proofs.sound)
      expect(await books.rows(proofs.seriesFaultsSql)).toEqual([])
      expect(await books.rows(proofs.ledgerFaultsSql)).toEqual([])
    } finally {
      await books.close()
    }
  }

  /** Waits until the count that another session sees is reached. */
  async function until(sql: string, least: number): Promise<void> {
    for (const end = Date.now() + 30_000; ; ) {
      const { rows } = await hold.query(sql)
      if (Number(rows[0].n) >= least) return
      if (Date.now() > end) throw new Error(`${sql} stays under ${least}`)
      await pause(50)
    }
  }
  const waiting = 'select count(*) as n from pg_locks where not granted'
  function three() {
    const desk = { base: program.base, codeOf: owner.codeOf }
    const numbers = [buyers, buyers + 1, buyers + 2]
    buyers += numbers.length
    return Promise.all(numbers.map((n) => place(desk, n)))
  }

  test('between the charge and our settlement: the provider is asked again under the same key, and the card is charged once', async () => {
    await hold.query('lock table billing.payment_attempt in share mode')
    const { rows } = await hold.query(`select count(*) as n from billing.sandbox_charge where outcome = 'succeeded'`)
    const before = Number(rows[0].n)
    const sales = await three()
    await until(`select count(*) as n from billing.sandbox_charge where outcome = 'succeeded'`, before + sales.length)
    for (const sale of sales) expect(sale.purchase.order).toMatchObject({ documents: [], licence: null })
    await program.kill('program')
    await program.start()
    const orders = await Promise.all(sales.map((sale) => seeThrough(sale.buyer, sale.purchase.order)))
    await soundOrders(orders.map((order) => order.number))
  })

  test('between settlement and licence: the licence is issued once, by the next start', async () => {
    await hold.query('lock table licensing.licence in share mode')
    const sales = await three()
    await until(waiting, 1)
    await until(`select count(*) as n from billing.order where paid_at is not null and fulfilled_at is null`, sales.length)
    await program.kill('program')
    await program.start()
    const orders = await Promise.all(sales.map((sale) => seeThrough(sale.buyer, sale.purchase.order)))
    await soundOrders(orders.map((order) => order.number))
  })

  test('in the middle of an acceptance: nothing of it stays, and the same request sent again places one order', async () => {
    await hold.query('lock table billing.payment_intent in share mode')
    const placing = three()
    await until(waiting, 3)
    await program.kill('program')
    await program.start()
    const sales = await placing
    const orders = await Promise.all(sales.map((sale) => seeThrough(sale.buyer, sale.purchase.order)))
    await soundOrders(orders.map((order) => order.number))
  })
})

describe('killed in the middle of a line of the log', () => {
  test('what was acknowledged is loaded once, though it is sent again; the torn end is cut, counted and shown', async () => {
    expect(await report({ base: program.base, writeKey }, 1000, 100, () => 1)).toBe(1000)
    const open = segments().filter((path) => !path.closed)
    await program.kill('program')
    // as a write that the kernel broke off leaves it
    const torn = '{"k":"harbor","r":1700000000000,"q":9,"f":"segment","ua":"","ip":"","z":99,"b":{"batch":[{"type":"tra'
    const [segment] = open
    expect(open).toHaveLength(1)
    if (!segment) return
    const whole = statSync(segment.path).size
    appendFileSync(segment.path, torn)
    // nobody has written to it for a while
    const then = new Date(Date.now() - 600_000)
    utimesSync(segment.path, then, then)
    await program.start()
    const { items } = await quarantined()
    expect(items).toMatchObject([{ segment: segment.id, reason: 'torn_line', detail: `${torn.length} bytes without an end` }])
    expect(statSync(segment.path).size).toBe(whole)
    const books = await proofs.openBooks(dataDir)
    try {
      const ask = () => books.rows(`select bytes::int, events::int, rejected::int, state from data.segment where id = $1`, [segment.id])
      let [row] = await ask()
      // what is cut is told first, then the whole lines are loaded
      for (const end = Date.now() + 60_000; row?.['state'] !== 'loaded' && Date.now() < end; [row] = await ask()) await pause(200)
      expect(row).toEqual({ bytes: whole, events: 1000, rejected: 1, state: 'loaded' })
    } finally {
      await books.close()
    }
    // a sender whose answers were lost sends all of it again
    expect(await report({ base: program.base, writeKey }, 1000, 100, () => 1)).toBe(1000)
    await owner.landed()
    expect(await program.stop()).toBe(0)
    const { ids, ...counts } = await proofs.landed(dataDir, 'kill-')
    expect(ids.sort()).toEqual(Array.from({ length: 1000 }, (_, n) => messageId(n)))
    expect(counts).toMatchObject({ rows: 1000, odd_days: 0 })
  })

  async function quarantined() {
    for (const end = Date.now() + 20_000; ; await pause(200)) {
      const answer = await owner.ask('GET', '/data/quarantine?reason=torn_line')
      if (answer.items.length > 0 || Date.now() > end) return answer
    }
  }

  function segments(): { id: string; path: string; closed: boolean }[] {
    const root = segmentFolder(dataDir)
    return readdirSync(root).flatMap((day) => {
      const files = readdirSync(join(root, day))
      return files
        .filter((file) => file.endsWith('.ndjson'))
        .map((file) => ({ id: file.slice(0, -7), path: join(root, day, file), closed: files.includes(`${file}.closed`) }))
    })
  }
})

test('told to stop the moment it answers, the program stops as asked', async () => {
  await program.stop()
  await program.start()
  expect(await program.stop()).toBe(0)
  expect(program.alive()).toBe(false)
})
