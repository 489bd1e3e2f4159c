import type { DuckDBAppender } from '@duckdb/node-api'
import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api'
import type { Warehouse, Writer } from '../../../adapters/warehouse/duckdb.ts'
import type { Open } from '../../../kernel/context.ts'
import type { Moved } from '../store/changes.ts'
import { readView, type ViewKeys } from '../store/views.ts'
import { type Mirrored, quoted, type RoomView, typeIn } from './views.ts'

type Pulled = { view: string; rows: number; changed: boolean }

/** Reads a published view whole and makes its table equal to it. */
export async function pullWhole(open: Open, warehouse: Warehouse, view: RoomView): Promise<Pulled> {
  const rows = await rowsOf(open, view, [])
  const changed = await warehouse.write(async (writer) => {
    await stageRows(writer, view, rows)
    if (!(await differs(writer, `${view.table}`))) return false
    await writer.run(`delete from ${view.table}`)
    await writer.run(`insert into ${view.table} select * from temp.pulled`)
    return true
  })
  return { view: view.name, rows: rows.length, changed }
}

/**
 * Reads the rows that moved and puts them in the place of what the warehouse had under the same keys. A row that changed was found by its
 * keys as they were and as they are, since both were told; every other row is as it was.
 */
export async function pullMoved(open: Open, warehouse: Warehouse, view: RoomView, moved: Moved[]): Promise<Pulled> {
  const by = keysOf(view, moved)
  if (!by) return pullWhole(open, warehouse, view)
  const rows = await rowsOf(open, view, by)
  const changed = await warehouse.write(async (writer) => {
    await stageRows(writer, view, rows)
    await writer.run('create or replace temp table moved (col varchar, key varchar)')
    await writer.append(
      'moved',
      (appender) => {
        for (const { col, keys } of by) for (const key of keys) appendRow(appender, [col, key], ['varchar', 'varchar'])
      },
      { temp: true },
    )
    const found = by.map(({ col }) => `${quoted(col)} in (select key from temp.moved where col = '${col}')`).join(' or ')
    await writer.run(`create or replace temp table before as select * from ${view.table} where ${found}`)
    if (!(await differs(writer, 'temp.before'))) return false
    await writer.run(`delete from ${view.table} where ${found}`)
    await writer.run(`insert into ${view.table} select * from temp.pulled`)
    return true
  })
  return { view: view.name, rows: rows.length, changed }
}

/** The keys by column; nothing when the whole view moved, or something was told that the view has no key in. */
function keysOf(view: RoomView, moved: Moved[]): ViewKeys[] | undefined {
  const found = new Map<string, { type: ViewKeys['type']; keys: Set<string> }>()
  for (const { col, key } of moved) {
    const type = view.columns[col]
    if (type !== 'uuid' && type !== 'text') return undefined
    const known = found.get(col) ?? { type, keys: new Set() }
    known.keys.add(key)
    found.set(col, known)
  }
  return [...found].map(([col, { type, keys }]) => ({ col, type, keys: [...keys] }))
}

function rowsOf(open: Open, view: RoomView, by: ViewKeys[]): Promise<(string | null)[][]> {
  return open((ctx) => readView(ctx.tx, view.name, view.mirrored, by))
}

async function stageRows(writer: Writer, view: RoomView, rows: (string | null)[][]): Promise<void> {
  const types = view.mirrored.map((name) => typeIn(view, name))
  await writer.run(`create or replace temp table pulled as select * from ${view.table} limit 0`)
  await writer.append(
    'pulled',
    (appender) => {
      for (const row of rows) appendRow(appender, row, types)
    },
    { temp: true },
  )
}

/** Whether what was read is other than what is there, as multisets of rows. */
async function differs(writer: Writer, there: string): Promise<boolean> {
  const [found] = await writer.rows(`select
    exists (select * from temp.pulled except all select * from ${there}) or exists (select * from ${there} except all select * from temp.pulled) as other`)
  return found?.['other'] === true
}

function appendRow(appender: DuckDBAppender, row: (string | null)[], types: Mirrored[]): void {
  for (const [index, value] of row.entries()) {
    const type = types[index]
    if (value === null) appender.appendNull()
    else if (type === 'bigint') appender.appendBigInt(BigInt(value.split('.')[0] ?? '0'))
    else if (type === 'boolean') appender.appendBoolean(value === 'true' || value === 't')
    else if (type === 'date') appender.appendDate(new DuckDBDateValue(Math.round(Date.parse(`${value}T00:00:00Z`) / 86_400_000)))
    else if (type === 'timestamp') appender.appendTimestamp(new DuckDBTimestampValue(BigInt(instantOf(value)) * 1000n))
    else appender.appendVarchar(value)
  }
  appender.endRow()
}

/** PostgreSQL writes `2026-01-02 03:04:05.678+00`. */
function instantOf(text: string): number {
  const at = Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'))
  return Number.isNaN(at) ? Date.parse(`${text.replace(' ', 'T')}Z`) : at
}
