import type { DuckDBAppender } from '@duckdb/node-api'
import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api'
import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Open } from '../../../kernel/context.ts'
import { columnsOf, databaseNow, readView, savePulled } from '../store/views.ts'
import { nameIn, type RoomView, typeOf } from './views.ts'

export type Pulled = { view: string; rows: number; changed: boolean; completeThrough: Date }

/**
 * Reads published views whole and replaces their tables when something changed. Whole, because a room may restate its past;
 * the views of a company are small beside its events.
 */
export async function pullViews(open: Open, warehouse: Warehouse, views: RoomView[]): Promise<Pulled[]> {
  const pulled: Pulled[] = []
  for (const view of views) pulled.push(await pullView(open, warehouse, view))
  return pulled
}

async function pullView(open: Open, warehouse: Warehouse, view: RoomView): Promise<Pulled> {
  const names = Object.entries(view.columns)
  const { rows, at } = await open(async (ctx) => {
    const started = await databaseNow(ctx.tx)
    const there = await columnsOf(ctx.tx, view.view)
    // a room that does not publish the view (yet) has nothing to say; a column that it dropped is empty
    const asked = names.filter(([name, column]) => there.has(nameIn(column, name)))
    if (asked.length === 0) return { rows: [], at: started }
    const found = await readView(
      ctx.tx,
      view.view,
      asked.map(([name, column]) => nameIn(column, name)),
    )
    const place = new Map(asked.map(([name], index) => [name, index]))
    return { rows: found.map((row) => names.map(([name]) => row[place.get(name) ?? -1] ?? null)), at: started }
  })
  const hash = sha256(JSON.stringify(rows.map((row) => row.join('\u0001')).sort()))
  const changed = await warehouse.write(async (writer) => {
    const [before] = await writer.rows('select sha256 from control.pulled where view = $view', { view: view.view })
    if (before?.['sha256'] === hash) return false
    await writer.run(`delete from core.${view.table}`)
    const types = names.map(([, column]) => typeOf(column))
    await writer.append(
      view.table,
      (appender) => {
        for (const row of rows) appendRow(appender, row, types)
      },
      { schema: 'core' },
    )
    await writer.run('delete from control.pulled where view = $view', { view: view.view })
    await writer.run('insert into control.pulled values ($view, $hash, $rows)', { view: view.view, hash, rows: rows.length })
    return true
  })
  await open((ctx) => savePulled(ctx.tx, view.view, rows.length, at, at))
  return { view: view.view, rows: rows.length, changed, completeThrough: at }
}

function appendRow(appender: DuckDBAppender, row: (string | null)[], types: ReturnType<typeof typeOf>[]): void {
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
