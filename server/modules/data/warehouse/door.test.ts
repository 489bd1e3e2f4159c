import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openDuckDb } from '../../../adapters/warehouse/duckdb.ts'
import { type Cast, openCast } from '../../../../test/cast/cast.ts'
import { takeLease } from '../store/owner.ts'
import { type Answerer, definitionsHash } from './answers.ts'
import { openAsker } from './asker.ts'
import { openDoor, type OwnerDoor } from './door.ts'
import { pack, unpack } from './parcel.ts'

let cast: Cast
const opened: { close: () => Promise<void> | void }[] = []
beforeAll(async () => {
  cast = await openCast()
})
afterAll(() => cast.close())
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** An owner with a port, as another machine would see it: its socket cannot be reached. */
async function ownerElsewhere(answerer: Answerer['answer']): Promise<OwnerDoor> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-door-'))
  opened.push({ close: () => rmSync(dataDir, { recursive: true, force: true }) })
  const door = await openDoor({ dataDir, bind: { host: '127.0.0.1', port: 0 }, broke: () => undefined })
  opened.push(door)
  door.serve({ answer: answerer })
  await announce(door, { ...door.address, host: 'elsewhere', socket: '/nowhere.sock' })
  return door
}
async function announce(door: OwnerDoor, address: OwnerDoor['address'], key = door.key): Promise<void> {
  await cast.house.db.pool.query('delete from data.warehouse_owner')
  await cast.open((ctx) => takeLease(ctx.tx, { owner: 'elsewhere:1:a', address, key }, 600, undefined))
}
function ask(signal?: AbortSignal) {
  const asker = openAsker(() => undefined)
  opened.push(asker)
  return cast.open((ctx) => asker.ask(ctx.tx, 'state', {}, signal))
}
const fine = (async () => ({ unloaded: 7, build: 3, complete: new Map() })) as unknown as Answerer['answer']

test('an owner on another machine answers over its port to whoever has the key', async () => {
  await ownerElsewhere(fine)
  expect(await ask()).toMatchObject({ unloaded: 7, build: 3 })
})

test('its port opens to nobody without the key', async () => {
  const door = await ownerElsewhere(fine)
  const at = `http://${door.address.at?.host}:${door.address.at?.port}/ask`
  for (const authorization of [undefined, 'Bearer ', `Bearer ${door.key.slice(0, -1)}x`, door.key]) {
    const answer = await fetch(at, { method: 'POST', body: '{}', ...(authorization ? { headers: { authorization } } : {}) })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toContain('warehouse.key')
  }
  await announce(door, { ...door.address, host: 'elsewhere', socket: '/nowhere.sock' }, 'an older key')
  await expect(ask()).rejects.toMatchObject({ code: 'warehouse.away' })
})

test('what is no question, too long, or of another version is refused as such', async () => {
  const door = await ownerElsewhere(fine)
  const at = `http://${door.address.at?.host}:${door.address.at?.port}/ask`
  const refused = async (body: string) => {
    const answer = await fetch(at, { method: 'POST', body, headers: { authorization: `Bearer ${door.key}` } })
    return { status: answer.status, told: unpack(await answer.text()) }
  }
  const question = { kind: 'state', definitions: definitionsHash(), ask: {} }
  expect(await refused(pack(question))).toMatchObject({ status: 200, told: { unloaded: 7 } })
  const none = { status: 400, told: { refused: { code: 'warehouse.question' } } }
  expect(await refused(pack({ ...question, kind: 'secrets' }))).toMatchObject(none)
  expect(await refused(pack({ ...question, ask: 'all' }))).toMatchObject(none)
  expect(await refused(pack({ ...question, ask: { long: 'x'.repeat(1024 * 1024) } }))).toMatchObject(none)
  expect(await refused(pack({ ...question, definitions: 'older' }))).toMatchObject({
    status: 429,
    told: { refused: { code: 'warehouse.other_version', facts: { retry_after_s: 10 } } },
  })
})

test('a question that takes too long is ended, and its reader is free again', async () => {
  const warehouse = await openDuckDb({ path: ':memory:', readers: 1 })
  opened.push(warehouse)
  const endless = 'select sum(a.range * b.range % 7) from range(100000000) a, range(100000000) b'
  await expect(warehouse.query(endless, {}, { limit: 50 })).rejects.toMatchObject({ kind: 'busy', code: 'query.timeout' })
  expect(await warehouse.query('select 1 as one')).toEqual([{ one: 1 }])
})

test('an owner on another machine without a port is named, with what to do', async () => {
  const door = await ownerElsewhere(fine)
  await announce(door, { host: 'elsewhere', socket: '/nowhere.sock' })
  await expect(ask()).rejects.toMatchObject({ code: 'warehouse.unreachable', message: expect.stringContaining('WAREHOUSE_BIND') })
})

test('a caller that goes away ends the statement of the owner', async () => {
  const warehouse = await openDuckDb({ path: ':memory:', readers: 1, statementLimit: 600_000 })
  opened.push(warehouse)
  const went: unknown[] = []
  const endless = 'select sum(a.range * b.range % 7) from range(100000000) a, range(100000000) b'
  let begun = false
  const answer = (_kind: unknown, _ask: unknown, signal?: AbortSignal) => {
    begun = true
    const rows = warehouse.query(endless, {}, signal ? { signal } : {})
    rows.catch((error: unknown) => went.push(error))
    return rows
  }
  await ownerElsewhere(answer as unknown as Answerer['answer'])
  const caller = new AbortController()
  const asked = ask(caller.signal)
  const refused = expect(asked).rejects.toThrow('gone home')
  await vi.waitFor(() => expect(begun).toBe(true), { timeout: 30_000 })
  caller.abort(new Error('gone home'))
  await refused
  await vi.waitFor(() => expect(went).toHaveLength(1), { timeout: 30_000 })
  expect(String(went[0])).toMatch(/interrupt/i)
  // the reader is free again
  expect(await warehouse.query('select 1 as one')).toEqual([{ one: 1 }])
})
