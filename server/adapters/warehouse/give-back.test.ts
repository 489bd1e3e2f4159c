import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb, type Warehouse } from './duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'give-back-'))
let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await openDuckDb({ path: join(folder, 'w.duckdb'), readers: 2, memory: '512MiB' })
  await warehouse.write((writer) => writer.run('create table berth as select range as number, random() as depth from range(9000000)'))
})
afterAll(async () => {
  await warehouse.close()
  rmSync(folder, { recursive: true, force: true })
})

const held = async () => {
  const [row] = await warehouse.query('select sum(memory_usage_bytes) as bytes from duckdb_memory()')
  return Number(row?.['bytes'])
}
const limit = async () => (await warehouse.query(`select current_setting('memory_limit') as bytes`))[0]?.['bytes']

test('what is kept of a file in memory is given back, and the limit stands as before', async () => {
  await warehouse.query('select sum(depth) as depth from berth')
  const before = await held()
  expect(await warehouse.giveBack()).toBe(true)
  expect(before).toBeGreaterThan(40 * 2 ** 20)
  expect(await held()).toBeLessThanOrEqual(32 * 2 ** 20)
  expect(await limit()).toBe('512.0 MiB')
  expect((await warehouse.query('select count(*) as number from berth'))[0]).toEqual({ number: 9_000_000n })
})

test('nothing is given back while somebody asks; who asks or writes meanwhile waits and is answered', async () => {
  const slow = warehouse.query('select sum(sqrt(a.number * b.number)) as sum from berth a, range(14) b(number)')
  expect(await warehouse.giveBack()).toBe(false)
  await slow
  const given = warehouse.giveBack()
  const asked = [1, 2, 3].map((number) => warehouse.query(`select number from berth where number = ${number}`))
  const written = warehouse.write((writer) => writer.run('insert into berth values (-1, 0)'))
  expect(await given).toBe(true)
  expect(await Promise.all(asked)).toEqual([[{ number: 1n }], [{ number: 2n }], [{ number: 3n }]])
  await written
  expect((await warehouse.query('select count(*) as number from berth'))[0]).toEqual({ number: 9_000_001n })
})

test('a closed warehouse gives nothing back', async () => {
  const other = await openDuckDb({ path: join(folder, 'other.duckdb'), readers: 1 })
  await other.close()
  expect(await other.giveBack()).toBe(false)
})
