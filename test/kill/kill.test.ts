import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crowd, type Purchase } from './crowd.ts'
import { dice } from './dice.ts'
import { firstRun, furnish, type Owner, writeKey } from './founding.ts'
import { newProgram, type Program, type Victim } from './program.ts'
import * as proofs from './proofs.ts'
import { messageId, report } from './reports.ts'

const purchases = Number(process.env['KILL_PURCHASES'] ?? 40)
const events = Number(process.env['KILL_EVENTS'] ?? 8_000)
const kills = Number(process.env['KILL_TIMES'] ?? 5)
const seed = Number(process.env['KILL_SEED'] ?? randomInt(1_000_000))

let dataDir: string
let program: Program
let owner: Owner
let books: proofs.Books | undefined

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-'))
  await furnish(dataDir)
  program = await newProgram(dataDir)
  await program.start()
  owner = await firstRun(program)
})
afterAll(async () => {
  await books?.close()
  await program?.stop()
  expect(program.alive()).toBe(false)
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the program is killed again and again while customers buy and servers report', () => {
  const done: Purchase[] = []
  const begun = Date.now()

  test('every order and every report is acknowledged in the end', async () => {
    const random = dice(seed)
    const said: string[] = []
    const say = (text: string) => said.push(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${text}`)
    /** how many purchases were done at each kill */
    const fell: number[] = []
    let over = false
    async function killing(): Promise<void> {
      const victims: Victim[] = random.shuffled(
        [
          ...Array<Victim>(Math.ceil(kills / 5)).fill('program and supervisor'),
          ...Array<Victim>(Math.ceil(kills / 5)).fill('database'),
          ...Array<Victim>(Math.ceil(kills / 5)).fill('everything'),
          ...Array<Victim>(kills).fill('program'),
        ].slice(0, kills),
      )
      // one start is killed too, now and then another: it must leave nothing half opened
      const doomed = Math.floor(random.next() * kills)
      for (const [n, victim] of victims.entries()) {
        const at = ((n + random.next()) / kills) * purchases * 0.8
        while (done.length < at && !over) await pause(20)
        await pause(random.next() * 400)
        if (over) return
        fell.push(done.length)
        const from = Date.now()
        await program.kill(victim)
        const down = Date.now()
        if (n === doomed || random.next() < 0.05) {
          const starting = program.start().catch(() => undefined)
          await pause(random.next() * 1500)
          await program.kill('program')
          await starting
        }
        await program.start()
        say(`${victim} killed at ${done.length} of ${purchases}; gone in ${down - from} ms, back in ${Date.now() - down} ms`)
      }
    }
    try {
      const [, acknowledged] = await Promise.all([
        crowd({ base: program.base, codeOf: owner.codeOf }, purchases, 8, { done: (purchase) => done.push(purchase) }),
        report({ base: program.base, writeKey }, events, 100, () => done.length / purchases),
        killing(),
      ])
      expect(acknowledged).toBe(events)
    } finally {
      over = true
      say(`${done.length} purchases`)
      console.log(`seed ${seed}\n${said.join('\n')}`)
    }
    expect(done).toHaveLength(purchases)
    expect(fell.filter((at) => at < purchases)).toHaveLength(kills)
  }, 3_600_000)

  test('no delivery waits or was set aside', async () => {
    books = await proofs.openBooks(dataDir)
    for (const until = Date.now() + 30_000; (await books.rows(proofs.openDeliveriesSql)).length > 0 && Date.now() < until; )
      await pause(200)
    expect(await books.rows(proofs.openDeliveriesSql)).toEqual([])
  }, 60_000)

  test('each order is there once, with one contract, invoice, payment, charge and licence', async () => {
    const rows = await rowsOf(proofs.ordersSql)
    const numbers = new Set(rows.map((row) => row['number']))
    expect(done.filter((purchase) => !numbers.has(purchase.order.number))).toEqual([])
    expect(rows).toHaveLength(purchases)
    expect(rows.filter((row) => Object.entries(proofs.sound).some(([name, value]) => row[name] !== value))).toEqual([])
    const [counts] =
      await rowsOf(`select (select count(*)::int from billing.document) as documents, (select count(*)::int from billing.contract) as contracts,
      (select count(*)::int from licensing.licence where environment = 'prod') as licences, (select count(*)::int from billing.payment) as payments,
      (select count(*)::int from billing.sandbox_charge where outcome = 'succeeded') as charges,
      (select count(*)::int from kernel.audit where action = 'billing.order.placed') as placements`)
    const each = purchases
    expect(counts).toEqual({ documents: each, contracts: each, licences: each, payments: each, charges: each, placements: each })
  })

  test('invoice numbers have no gap and the chain of each series verifies', async () => {
    expect(await rowsOf(proofs.seriesFaultsSql)).toEqual([])
    const { items } = await owner.ask('GET', '/billing/series')
    let documents = 0
    for (const series of items) {
      const proof = await owner.ask('GET', `/billing/series/${series.id}/proof`)
      expect(proof).toMatchObject({ sound: true, faults: [], checked: proof.issued })
      documents += proof.checked
    }
    expect(documents).toBe(purchases)
  })

  test('the ledger sums to zero per journal, company and currency', async () => {
    expect(await rowsOf(proofs.ledgerFaultsSql)).toEqual([])
    const { ledgers } = await owner.ask('GET', '/billing/trial-balance')
    expect(ledgers.length).toBeGreaterThan(0)
    for (const ledger of ledgers) expect(ledger.sum_minor).toBe(0)
  })

  test('each report and each contract is in the warehouse exactly once', async () => {
    await owner.landed(purchases)
    await books?.close()
    books = undefined
    expect(await program.stop()).toBe(0)
    const { ids, ...counts } = await proofs.landed(dataDir, 'kill-')
    const kept = new Set(ids)
    const acknowledged = Array.from({ length: events }, (_, n) => messageId(n))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect({ ...counts, distinct: kept.size }).toEqual({ rows: events, distinct: events, odd_days: 0, contracts: purchases })
  }, 60_000)
})

async function rowsOf(sql: string) {
  return (await books?.rows(sql)) ?? []
}
