import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLive, readMark } from '../../server/kernel/embedded/running.ts'
import { createSource } from '../../server/modules/data/index.ts'
import { type Cast, openCast } from '../cast/cast.ts'
import { newBuyer } from '../journeys/buyer.ts'
import { newProgram, type Program } from './program.ts'
import { report } from './reports.ts'
import { stubborn } from './stubborn.ts'

const writeKey = 'owner-test-write-key-0001'
const events = 400
/** reports come from `reports.ts`: message n is of server n modulo 500 */
const servers = String(events)
const today = new Date().toISOString().slice(0, 10)
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const question = { metrics: ['tes'], grain: 'total', from: today, to: tomorrow }

let cast: Cast
let env: Record<string, string>
const programs: Program[] = []
let [webs, workers, ingest]: [Program[], Program[], Program | undefined] = [[], [], undefined]
let key: string

/** Two that answer people, two that work, one that takes telemetry, on one PostgreSQL and one folder. */
beforeAll(async () => {
  cast = await openCast({ now: new Date() })
  const { settings } = cast.house
  env = {
    DATABASE_URL: settings.databaseUrl ?? '',
    SECRET_KEY: Buffer.from(settings.secretKey).toString('base64'),
    LICENSING_SEAL_KEY: Buffer.alloc(32, 8).toString('base64'),
  }
  await cast.open((ctx) =>
    createSource(ctx, { key: 'harbor', name: 'Harbor servers', subject: 'server', class: 'internal', write_key: writeKey }),
  )
  const made = await Promise.all(
    ['web', 'web', 'worker', 'worker', 'ingest'].map((role) => newProgram(settings.dataDir, { ...env, ROLE: role })),
  )
  programs.push(...made)
  webs = made.slice(0, 2)
  workers = made.slice(2, 4)
  ingest = made[4]
  // one after the other: five starts at once on two cores would only wait for each other
  for (const program of made) await program.start()
  const owner = newBuyer(stubborn('203.0.113.9'), webs[0]?.base ?? '', async () => '')
  await owner.ask('POST', '/people/first-run', {
    company: { name: 'Tidewater Systems', zone: 'UTC', fiscal_year_end: '01-31', currency: 'USD' },
    owner: { name: 'Mara Okonjo', email: 'mara@tidewater.example', password: `a calm harbour ${randomUUID()}` },
  })
  const request = { name: 'figures', rights: ['data.read', 'data.explore'], expires_at: new Date(Date.now() + 86_400_000).toISOString() }
  key = (await owner.ask('POST', '/people/api-keys', request)).secret
  // on a machine that does much else each start takes most of a minute
}, 600_000)
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop().catch(() => null)))
  await cast?.close()
})

type Said = { status: number; value: string | null | undefined; code: string | undefined; retryAfter: string | null }
async function ask(program: Program | undefined, path = '/data/metric-queries', body: object = question): Promise<Said> {
  const response = await fetch(`${program?.base}/api${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as { rows?: { values: Record<string, string | null> }[]; value?: string; code?: string }
  return {
    status: response.status,
    value: answer.rows?.[0]?.values?.['tes'] ?? answer.value,
    code: answer.code,
    retryAfter: response.headers.get('retry-after'),
  }
}

async function until(what: () => Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await what()); await pause(250))
    if (Date.now() > end) throw new Error(`not within ${seconds} s`)
}

async function ownerNow(): Promise<{ pid: number; fence: bigint }> {
  const { rows } = await cast.house.db.pool.query('select owner, fence from data.warehouse_owner where until > clock_timestamp()')
  return { pid: Number(String(rows[0]?.owner ?? '').split(':')[1] ?? 0), fence: rows[0]?.fence ?? 0n }
}

test('each process that answers people answers figures and the rows behind them', async () => {
  expect(await report({ base: ingest?.base ?? '', writeKey }, events, 100, () => 1)).toBe(events)
  for (const web of webs) {
    await until(async () => (await ask(web)).value === servers, 60)
    const drill = await ask(web, '/data/drills', { cell: { metric: 'tes', from: today, to: tomorrow } })
    expect(drill).toMatchObject({ status: 200, value: servers })
  }
}, 180_000)

test('the shell beside them asks the same owner', async () => {
  const run = promisify(execFile)
  const cli = join(import.meta.dirname, '../../server/programs/cli.ts')
  const { stdout } = await run(process.execPath, [cli, 'data', 'figures', 'ask', '--json', JSON.stringify(question)], {
    env: { ...env, PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', DATA_DIR: cast.house.settings.dataDir },
  })
  expect(JSON.parse(stdout).rows[0].values).toEqual({ tes: servers })
}, 120_000)

test('when the owner is killed another takes over, and until then nobody answers a number that is not true', async () => {
  const before = await ownerNow()
  const victim = workers.find((worker) => worker.pid() === before.pid)
  expect(victim).toBeDefined()
  await victim?.kill('program')
  const said: Said[] = []
  const from = Date.now()
  await until(async () => {
    const answers = await Promise.all(webs.map((web) => ask(web)))
    said.push(...answers)
    return answers.every((answer) => answer.status === 200)
  }, 30)
  console.log(`another owner answered after ${Date.now() - from} ms; ${said.length} answers meanwhile`)
  expect(said.filter((one) => one.status === 200 && one.value !== servers)).toEqual([])
  expect(said.filter((one) => ![200, 503].includes(one.status))).toEqual([])
  expect(said.filter((one) => one.status === 503 && one.retryAfter === null)).toEqual([])
  const after = await ownerNow()
  expect(after.fence).toBe(before.fence + 1n)
  expect(after.pid).not.toBe(before.pid)
}, 120_000)

test('without any owner the answer is that nobody answers now, and when to ask again', async () => {
  for (const worker of workers) if (worker.pid() !== 0) await worker.kill('program').catch(() => undefined)
  expect(await ask(webs[0])).toMatchObject({ status: 503, code: 'warehouse.away', value: undefined, retryAfter: '5' })
}, 60_000)

test('of two on one folder with the built-in database the second goes on when the first is killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-two-'))
  const pair = [await newProgram(dataDir), await newProgram(dataDir)] as const
  try {
    for (const program of pair) await program.start()
    // a start that has not ended yet may end with words
    for (const program of pair) await until(async () => program.words().includes('ready in'), 60)
    await pair[0].kill('program')
    // its database went with it; whether the second was seen without one in between does not matter
    const ready = () =>
      fetch(`${pair[1].base}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
    await until(async () => pair[1].pid() === 0 || ((await databaseOf(dataDir)) && (await ready())), 30)
    expect(pair[1].pid() === 0 ? pair[1].words() : '').toBe('')
    expect(await pair[1].stop()).toBe(0)
  } finally {
    for (const program of pair) if (program.pid() !== 0) await program.kill('program')
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 180_000)

/** Whether the second has taken the database: its mark is that of a living process. */
async function databaseOf(dataDir: string): Promise<boolean> {
  return isLive(readMark(join(dataDir, 'postgres/owner.json')))
}
