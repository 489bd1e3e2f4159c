import { Readable } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { List } from '../../kernel/list/list.ts'
import { exportColumns, type Row } from './columns.ts'
import { bytesOf, streamOf } from './file.ts'

const list = {
  columns: {
    name: { title: 'Ship', kind: 'text' },
    home: { title: 'Home', kind: 'customer', value: 'home_name', id: 'home_id' },
    crew: { title: 'Crew', kind: 'count', empty: 'Unknown' },
    worth: { title: 'Worth', kind: 'money', currency: 'currency' },
    currency: { title: 'Currency', kind: 'text' },
    built: { title: 'Built', kind: 'day', empty: 'Unknown' },
    seen: { title: 'Seen', kind: 'instant' },
    rig: { title: 'Rig', kind: 'choice', choices: { sloop: 'One mast', brig: 'Two masts' } },
    afloat: { title: 'Afloat', kind: 'yes' },
  },
  sort: 'name',
} as const satisfies List

const ship = (n: number): Row => ({
  id: `id-${n}`,
  name: n === 0 ? '=1+1; "Süd", <&>\u0001' : `Ship ${n}`,
  home_name: 'Kestrel',
  home_id: 'home-1',
  crew: n === 1 ? null : 25,
  worth_minor: -3_432_005,
  currency: 'EUR',
  built: n === 1 ? null : '2026-06-15',
  seen: '2026-06-15T10:00:30.000Z',
  rig: 'sloop',
  afloat: true,
})
async function* pages(count: number, failAt?: number): AsyncGenerator<Row[]> {
  for (let page = 0; page < count; page += 1) {
    if (page === failAt) throw new Error('the database is gone')
    yield Array.from({ length: 200 }, (_, n) => ship(page * 200 + n))
  }
}
const fields = (field: string) => field in ship(0)
const columns = exportColumns(list, fields)
const whole = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream as never).arrayBuffer())
const quiet = () => undefined

/** The parts of an archive, found by its directory as readers do. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const parts = new Map<string, string>()
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, plain, length, begin] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ]
    const bytes = inflateRawSync(zip.subarray(begin + 30 + length, begin + 30 + length + packed))
    expect(bytes.length).toBe(plain)
    parts.set(zip.subarray(at + 46, at + 46 + length).toString(), bytes.toString())
    at += 46 + length
  }
  return parts
}

/** Cells of a sheet's row, as ECMA-376 says what they are: texts, numbers, days counted from 1899-12-30 by their format. */
function cellsOf(sheet: string, row: number): unknown[] {
  const [, text = ''] = new RegExp(`<row r="${row}">(.*?)</row>`, 's').exec(sheet) ?? []
  return [...text.matchAll(/<c r="([A-Z]+)\d+"(?: t="(\w+)")?(?: s="(\d)")?>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs)].map(
    ([, place, type, style, value, words]) => {
      if (type === 'inlineStr') return words
      if (type === 'b') return value === '1'
      const isDate = style === '3' || style === '4'
      return isDate ? new Date(Math.round(Number(value) * 86_400_000) + Date.UTC(1899, 11, 30)).toISOString() : place && Number(value)
    },
  )
}

test('columns stand in the order of the list, ids last; those that were asked for bring the currency of their amounts', () => {
  const named = (asked?: string) => exportColumns(list, fields, asked).map(({ name }) => name)
  expect(named()).toEqual(['name', 'home', 'crew', 'worth', 'currency', 'built', 'seen', 'rig', 'afloat', 'id', 'home_id'])
  expect(named('worth,name')).toEqual(['worth', 'currency', 'name', 'id'])
  expect(() => named('wort')).toThrow(expect.objectContaining({ code: 'list.unknown_column' }))
})

test('CSV: amounts in major units, ISO days and instants, disarmed texts, a mark of its coding for spreadsheets that want one', async () => {
  const text = (await whole(streamOf(bytesOf('csv', columns, pages(1), true), quiet))).toString()
  const [heading, first, second] = text.split('\r\n')
  expect(heading).toBe('\ufeffname,home,crew,worth,currency,built,seen,rig,afloat,id,home_id')
  expect(first).toBe(`"'=1+1; ""Süd"", <&>\u0001",Kestrel,25,-34320.05,EUR,2026-06-15,2026-06-15T10:00:30.000Z,sloop,true,id-0,home-1`)
  expect(second).toBe('Ship 1,Kestrel,,-34320.05,EUR,,2026-06-15T10:00:30.000Z,sloop,true,id-1,home-1')
})

test('the workbook holds numbers as numbers, days as days, choices in words, texts that nothing runs, and every row', async () => {
  const parts = unzipped(await whole(streamOf(bytesOf('xlsx', columns, pages(3), false), quiet)))
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  expect([...parts.keys()]).toContain('[Content_Types].xml')
  expect(sheet.match(/<row /g)).toHaveLength(601)
  expect(cellsOf(sheet, 1)).toEqual(['Ship', 'Home', 'Crew', 'Worth', 'Currency', 'Built', 'Seen', 'Rig', 'Afloat', 'Id', 'Home id'])
  const [day, instant] = ['2026-06-15T00:00:00.000Z', '2026-06-15T10:00:30.000Z']
  expect(cellsOf(sheet, 2)).toEqual([
    '=1+1; "Süd", &lt;&amp;&gt; ',
    'Kestrel',
    25,
    -34320.05,
    'EUR',
    day,
    instant,
    'One mast',
    true,
    'id-0',
    'home-1',
  ])
  expect(cellsOf(sheet, 3).slice(0, 4)).toEqual(['Ship 1', 'Kestrel', -34320.05, 'EUR'])
})

test.each(['csv', 'xlsx'] as const)('%s: rows are read as they are taken, and no further once nobody takes them', async (format) => {
  let read = 0
  async function* counted() {
    for await (const page of pages(1000)) {
      read += 1
      yield page
    }
  }
  const reader = streamOf(bytesOf(format, columns, counted(), false), quiet).getReader()
  for (let n = 0; n < 20; n += 1) await reader.read()
  await reader.cancel()
  expect(read).toBeLessThan(25)
})

test.each(['csv', 'xlsx'] as const)('%s: what fails on the way breaks the transfer and is told', async (format) => {
  const told: unknown[] = []
  const stream = streamOf(bytesOf(format, columns, pages(5, 3), false), (error) => told.push(error))
  await expect(whole(stream)).rejects.toThrow('the database is gone')
  expect(told).toHaveLength(1)
})

test('a hundred thousand rows hold no more memory than a page', async () => {
  const stream = streamOf(bytesOf('xlsx', columns, pages(500), false), quiet)
  let most = 0
  let bytes = 0
  const before = process.memoryUsage().arrayBuffers
  for await (const piece of Readable.fromWeb(stream as never)) {
    bytes += piece.length
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  expect(bytes).toBeGreaterThan(1_000_000)
  expect(most).toBeLessThan(64 * 1024 * 1024)
}, 60_000)

test('what stands in a thing of the row is a plain column, and its id is named without the dot', async () => {
  const nested = {
    columns: { master: { title: 'Master', kind: 'person', value: 'master.name', id: 'master.id', empty: 'Nobody' } },
    sort: 'master',
  } as const satisfies List
  const made = exportColumns(nested, () => true)
  async function* rows(): AsyncGenerator<Row[]> {
    yield [
      { id: '1', master: { id: 'p-1', name: 'Ada' } },
      { id: '2', master: null },
    ]
  }
  const text = (await whole(streamOf(bytesOf('csv', made, rows(), false), quiet))).toString()
  expect(text).toBe('master,id,master_id\r\nAda,1,p-1\r\n,2,\r\n')
})
