import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { ofNoRoom } from '../../../../test/cast/warehouse.ts'
import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { segmentFolder } from '../log/segments.ts'
import type { Kept } from '../rules/line.ts'
import { type LoaderListeners, openLoader } from './loader.ts'
import { makeWarehouse } from './open.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const now = () => new Date('2026-06-16T00:00:00Z')
ofNoRoom()
const memory = () => makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
const server = (n: number) => `s${String(n).padStart(25, '0')}`
const item = (n: number, more: Record<string, unknown> = {}) => ({
  type: 'track',
  event: 'activity',
  userId: server(n),
  messageId: `m${n}`,
  properties: { active_users_daily: 1, registered_users: 10, version: '10.1.0', ...more },
})

/** Writes lines of items and gives the folder of the log; each line is one request. */
function logOf(segments: Record<string, unknown[][]>): { dataDir: string; pathOf: (name: string) => string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-stages-'))
  folders.push(dataDir)
  const day = join(segmentFolder(dataDir), '2026-06-15')
  mkdirSync(day, { recursive: true })
  const pathOf = (name: string) => join(day, `${name}.ndjson`)
  for (const [name, lines] of Object.entries(segments)) {
    const text = lines.map(
      (batch) => `${JSON.stringify({ k: 'harbor', r: Date.UTC(2026, 5, 15, 12), q: 1, f: 'segment', b: { batch } })}\n`,
    )
    writeFileSync(pathOf(name), text.join(''))
  }
  return { dataDir, pathOf }
}

function listening(more: Partial<LoaderListeners> = {}) {
  const kept: Kept[] = []
  const listeners: LoaderListeners = {
    subjectOf: () => 'server',
    kept: async (some, trial) => {
      if (!trial) kept.push(...some)
    },
    reported: async () => {},
    ended: async () => {},
    ...more,
  }
  return { kept, listeners }
}
async function messages(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.query('select message_id from raw.raw_events order by length(message_id), message_id')
  return rows.map((row) => String(row['message_id']))
}
/** An engine that refuses rows of chosen servers, in the words of a conversion. */
function refusing(warehouse: Warehouse, isBad: (message: string) => boolean, words = 'Conversion Error: Malformed JSON'): Warehouse {
  return {
    ...warehouse,
    write: (work) =>
      warehouse.write((writer) =>
        work({
          ...writer,
          append: async (table, fill, where) => {
            await writer.append(table, fill, where)
            const rows = await writer.rows('select message_id from temp.stage')
            if (rows.some((row) => isBad(String(row['message_id'])))) throw new Error(words)
          },
        }),
      ),
  }
}

describe('an event that a stage cannot take', () => {
  const bad = new Set(['m3', 'm11', 'm12'])
  const lines = [[1, 2, 3, 4], [5], [6, 7], [8, 9, 10, 11, 12], [13]].map((line) => line.map((n) => item(n)))
  const rest = Array.from({ length: 13 }, (_, n) => `m${n + 1}`).filter((id) => !bad.has(id))

  test('in the warehouse goes to quarantine with the words of the stage, and the rest is loaded', async () => {
    const { dataDir } = logOf({ 'n-1': lines, 'n-2': [[item(14)]] })
    const { kept, listeners } = listening()
    const own = await memory()
    const loader = await openLoader({ dataDir, warehouse: refusing(own, (id) => bad.has(id)), listeners, now })
    expect(await loader.loadNew()).toMatchObject({ events: 11, rejected: 3, unreadable: [] })
    expect(await messages(own)).toEqual([...rest, 'm14'])
    expect(kept.map(({ line, idx, reason, detail, loaded }) => [line, idx, reason, detail, loaded])).toEqual([
      [1, 2, 'not_loadable', 'Conversion Error: Malformed JSON', false],
      [4, 3, 'not_loadable', 'Conversion Error: Malformed JSON', false],
      [4, 4, 'not_loadable', 'Conversion Error: Malformed JSON', false],
    ])
    expect(loader.behind()).toBe(0)
    expect(await loader.loadNew()).toMatchObject({ events: 0, rejected: 0 })
    await own.close()
  })

  test('in the announcement is set apart too, and its excerpt is kept', async () => {
    const { dataDir } = logOf({ 'n-1': lines })
    const { kept, listeners } = listening({
      reported: async (days) => {
        if (days.some((day) => day['server_id'] === server(7))) throw new TypeError('cannot be told')
      },
    })
    const own = await memory()
    await (await openLoader({ dataDir, warehouse: own, listeners, now })).loadNew()
    expect((await messages(own)).length).toBe(12)
    expect(kept).toMatchObject([{ line: 3, idx: 1, reason: 'not_loadable', detail: 'cannot be told' }])
    expect(JSON.parse(kept[0]?.excerpt ?? '')).toMatchObject({ messageId: 'm7' })
    await own.close()
  })

  test('whose own excerpt cannot be written down is told of without it', async () => {
    const { dataDir } = logOf({ 'n-1': [[item(1), 'poison', item(2)]] })
    const { kept, listeners } = listening()
    const strict: LoaderListeners = {
      ...listeners,
      kept: async (some, trial) => {
        if (some.some((one) => one.excerpt.includes('poison'))) throw Object.assign(new Error('invalid byte sequence'), { code: '22021' })
        await listeners.kept(some, trial)
      },
    }
    const own = await memory()
    await (await openLoader({ dataDir, warehouse: own, listeners: strict, now })).loadNew()
    expect(await messages(own)).toEqual(['m1', 'm2'])
    expect(kept).toMatchObject([{ line: 1, idx: 1, reason: 'not_loadable', excerpt: '' }])
    await own.close()
  })

  test('ends the warehouse itself: after three tries its line is left out, however often it must be opened again', async () => {
    const { dataDir } = logOf({ 'n-1': lines })
    const { kept, listeners } = listening()
    const own = await memory()
    const struggles = new Map<string, number>()
    let opened = 0
    for (let loaded = false; !loaded && opened < 40; opened += 1) {
      const warehouse = refusing(own, (id) => id === 'm6', 'FATAL Error: Failed: database has been invalidated')
      const loader = await openLoader({ dataDir, warehouse, listeners, now, struggles, partItems: 1 })
      loaded = await loader.loadNew().then(
        () => true,
        () => false,
      )
    }
    expect(await messages(own)).toEqual(Array.from({ length: 13 }, (_, n) => `m${n + 1}`).filter((id) => id !== 'm6' && id !== 'm7'))
    expect(kept.map((one) => one.reason)).toEqual(['not_loadable', 'not_loadable'])
    await own.close()
  })
})

describe('an engine that fails', () => {
  test.each([
    ['the database', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['the disk', Object.assign(new Error('no space left'), { code: 'ENOSPC' })],
    ['the warehouse', new Error('IO Error: could not write')],
    ['a fault that a harmless event meets too', new TypeError('announcing is broken')],
  ])('%s: no event is accused, and what waits is loaded when it is back', async (_, error) => {
    const { dataDir } = logOf({ 'n-1': [[item(1), item(2)], [item(3)]] })
    let away = true
    const { kept, listeners } = listening({
      reported: async () => {
        if (away) throw error
      },
    })
    const own = await memory()
    const loader = await openLoader({ dataDir, warehouse: own, listeners, now })
    const outcome = await loader.loadNew().catch((met: unknown) => met)
    expect(outcome === error || (outcome as { unreadable: unknown[] }).unreadable.length === 1).toBe(true)
    expect(await messages(own)).toEqual([])
    expect(await loader.unloaded()).toBeGreaterThan(0)
    away = false
    await loader.loadNew()
    expect(await messages(own)).toEqual(['m1', 'm2', 'm3'])
    expect(kept).toEqual([])
    await own.close()
  })
})

test('a word of the database about itself accuses no event, though a harmless one would pass', async () => {
  const { dataDir } = logOf({ 'n-1': [[item(1), item(2)], [item(3)]] })
  const { kept, listeners } = listening({
    reported: async (days) => {
      if (days.some((day) => day['server_id'] === server(2))) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    },
  })
  const own = await memory()
  const loader = await openLoader({ dataDir, warehouse: own, listeners, now })
  await expect(loader.loadNew()).rejects.toThrow('deadlock')
  expect(kept).toEqual([])
  await own.close()
})

test('whichever events a stage refuses, exactly these are told of and exactly the others are loaded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 8 }),
      async (shape, partItems) => {
        let n = 0
        const bad = new Set<string>()
        const lines = shape.map((line) =>
          line.map((isBad) => {
            n += 1
            if (isBad) bad.add(`m${n}`)
            return item(n)
          }),
        )
        const { dataDir } = logOf({ 'n-1': lines })
        const { kept, listeners } = listening()
        const own = await memory()
        const loader = await openLoader({ dataDir, warehouse: refusing(own, (id) => bad.has(id)), listeners, now, partItems })
        await loader.loadNew()
        const all = Array.from({ length: n }, (_, at) => `m${at + 1}`)
        expect(await messages(own)).toEqual(all.filter((id) => !bad.has(id)))
        expect(kept.map((one) => (JSON.parse(one.excerpt) as { messageId: string }).messageId).sort()).toEqual([...bad].sort())
        await own.close()
      },
    ),
    { numRuns: 6 },
  )
}, 120_000)

describe('a part of the log that cannot be read', () => {
  test.each([
    ['bytes that are no text', Buffer.alloc(64, 0xfe)],
    ['nothing', Buffer.alloc(0)],
    ['the facts of another segment', Buffer.from(JSON.stringify({ bytes: 1, lines: 900, sha256: 'a'.repeat(64), torn: 0 }))],
    ['a wrong form', Buffer.from('{"bytes":"many"}')],
  ])('a side file of %s is made again from the segment', async (_, side) => {
    const { dataDir, pathOf } = logOf({ 'n-1': [[item(1)], [item(2)]], 'n-2': [[item(3)]] })
    writeFileSync(`${pathOf('n-1')}.closed`, side)
    utimesSync(pathOf('n-1'), new Date(0), new Date(0))
    const noted: { id: string; lines: number; bytes: number }[] = []
    const { listeners } = listening({ ended: async (segment, facts) => void noted.push({ id: segment.id, ...facts }) })
    const own = await memory()
    const loader = await openLoader({ dataDir, warehouse: own, listeners, now })
    expect(await loader.loadNew()).toMatchObject({ events: 3, unreadable: [] })
    expect(loader.behind()).toBe(0)
    const bytes = readFileSync(pathOf('n-1')).length
    expect(noted).toMatchObject([{ id: 'n-1', lines: 2, bytes }])
    expect(JSON.parse(readFileSync(`${pathOf('n-1')}.closed`, 'utf8'))).toMatchObject({ lines: 2, bytes })
    await own.close()
  })

  test('a segment that is none stops no other, is named, and what waits is not said to be nothing', async () => {
    const { dataDir, pathOf } = logOf({ 'n-2': [[item(1)]], 'n-3': [[item(2)]] })
    mkdirSync(pathOf('n-1'))
    const own = await memory()
    const loader = await openLoader({ dataDir, warehouse: own, listeners: listening().listeners, now })
    const loaded = await loader.loadNew()
    expect(loaded).toMatchObject({ events: 2, unreadable: [{ path: pathOf('n-1') }] })
    expect(loader.behind()).toBeUndefined()
    expect(await loader.unloaded()).toBeUndefined()
    await own.close()
  })

  test.skipIf(process.getuid?.() === 0)('a segment without the right to read it stops no other', async () => {
    const { dataDir, pathOf } = logOf({ 'n-1': [[item(1)]], 'n-2': [[item(2)]] })
    chmodSync(pathOf('n-1'), 0o000)
    const own = await memory()
    const loader = await openLoader({ dataDir, warehouse: own, listeners: listening().listeners, now })
    expect(await loader.loadNew()).toMatchObject({ events: 1, unreadable: [{ path: pathOf('n-1') }] })
    await own.close()
  })

  test('damage inside a segment costs its own lines alone', async () => {
    const { dataDir, pathOf } = logOf({ 'n-1': [[item(1)], [item(2)], [item(3)], [item(4)]] })
    const lines = readFileSync(pathOf('n-1'), 'utf8').split('\n')
    const damaged = [lines[0], '\u0000'.repeat(40), (lines[1] ?? '').replace('"b":{', '"b":[').replace(/}}$/, ']}'), 'null', lines[2]]
    const odd = [(lines[3] ?? '').replace(/"r":\d+/, '"r":1e300'), (lines[3] ?? '').replace('"k":"harbor"', '"k":7'), lines[3], '']
    writeFileSync(pathOf('n-1'), [...damaged, ...odd].join('\n'))
    const { kept, listeners } = listening()
    const own = await memory()
    await (await openLoader({ dataDir, warehouse: own, listeners, now })).loadNew()
    expect(await messages(own)).toEqual(['m1', 'm3', 'm4'])
    expect(kept.map((one) => [one.line, one.reason])).toEqual([2, 3, 4, 6, 7].map((line) => [line, 'torn_line']))
    await own.close()
  })
})

test('a closed segment is noted once, also by the next process', async () => {
  const { dataDir, pathOf } = logOf({ 'n-1': [[item(1)]] })
  utimesSync(pathOf('n-1'), new Date(0), new Date(0))
  const noted: string[] = []
  const { listeners } = listening({ ended: async (segment) => void noted.push(segment.id) })
  const own = await memory()
  for (let start = 0; start < 3; start += 1) {
    const loader = await openLoader({ dataDir, warehouse: own, listeners, now })
    await loader.loadNew()
    await loader.loadNew()
  }
  expect(noted).toEqual(['n-1'])
  expect(readdirSync(join(segmentFolder(dataDir), '2026-06-15'))).toEqual(['n-1.ndjson', 'n-1.ndjson.closed'])
  await own.close()
})
