import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openDuckDb, removeDuckDb, type Warehouse, type Writer } from '../../../adapters/warehouse/duckdb.ts'
import { martViewsSql } from './marts.ts'
import { schemaSql, schemaVersion } from './schema.ts'
import { facts, factSql } from './facts.ts'
import { roomViews, tableSql } from './views.ts'

export type WarehouseOptions = { path: string; readers: number; memory?: string; inOneGo?: boolean }

export function warehousePath(dataDir: string): string {
  return join(dataDir, 'warehouse', 'warehouse.duckdb')
}

/**
 * Opens the warehouse file; makes it when it is missing, and again when it is of another form or damaged. Nothing is lost by that:
 * the log and the rooms' views hold everything. A damaged file is kept beside the new one.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<{ warehouse: Warehouse; made: boolean }> {
  await mkdir(dirname(options.path), { recursive: true })
  const engine = {
    path: options.path,
    readers: options.readers,
    ...(options.memory ? { memory: options.memory } : {}),
    ...(options.inOneGo ? { inOneGo: true } : {}),
  }
  let warehouse: Warehouse
  try {
    warehouse = await openDuckDb(engine)
  } catch (error) {
    if (isLocked(error) || !existsSync(options.path)) throw error
    await rename(options.path, `${options.path}.damaged-${Date.now()}`)
    await removeDuckDb(options.path)
    warehouse = await openDuckDb(engine)
  }
  if ((await formOf(warehouse)) === form()) {
    await warehouse.write(async (writer) => {
      await mirror(writer)
      await writer.run(martViewsSql)
    })
    return { warehouse, made: false }
  }
  await warehouse.close()
  await removeDuckDb(options.path)
  return { warehouse: await makeWarehouse(engine), made: true }
}

/** An empty warehouse of the present form; `:memory:` for examples and tests. */
export async function makeWarehouse(engine: { path: string; readers?: number; memory?: string; inOneGo?: boolean }): Promise<Warehouse> {
  const warehouse = await openDuckDb(engine)
  await warehouse.write(async (writer) => {
    await writer.run(schemaSql)
    await writer.run('insert into control.form values ($form)', { form: form() })
    await mirror(writer)
    await writer.run(emptyMartsSql)
    await writer.run(martViewsSql)
  })
  return warehouse
}

/** Another process has the file: that is no damage. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && /could not set lock|conflicting lock/i.test(error.message)
}

/** What a file must be to be used as it is: our tables, and which facts no room of this house publishes. */
function form(): string {
  const declared = new Set(roomViews().map((one) => one.name))
  return [schemaVersion, ...facts.filter((one) => !declared.has(one.of)).map((one) => one.fact)].join(' ')
}

async function formOf(warehouse: Warehouse): Promise<string | undefined> {
  try {
    const [row] = await warehouse.query('select form from control.form')
    return String(row?.['form'])
  } catch {
    return undefined
  }
}

/** A table for each view that is mirrored: one that is declared otherwise than before begins empty, and its owner's first read fills it. */
async function mirror(writer: Writer): Promise<void> {
  const views = roomViews()
  const made = new Map((await writer.rows('select view, made from control.mirrored')).map((row) => [row['view'], row['made']]))
  for (const view of views) {
    const sql = tableSql(view)
    if (made.get(view.name) !== sql) await writer.run(sql)
    await writer.run('delete from control.mirrored where view = $view', { view: view.name })
    await writer.run('insert into control.mirrored values ($view, $sql)', { view: view.name, sql })
  }
  const declared = new Map(views.map((one) => [one.name, one]))
  for (const fact of facts) await writer.run(factSql(fact, declared))
}

// the marts that are tables, before anything was pulled: a reader finds no rows, not an error
const emptyMartsSql = `
create table core.core_today (day date);
create table core.core_licence (wire_id varchar, number varchar, account varchar, contract varchar, kind varchar, seats bigint, product varchar);
create table core.core_fx (base varchar, month date, factor decimal(20, 10));
create table mart.arr_piece (account varchar, contract varchar, contract_id varchar, item varchar, piece bigint, month date, from_day date, to_day date,
  product varchar, family varchar, quantity varchar, currency varchar, annual_minor bigint, annual_reporting bigint);
create table mart.mart_arr_movement (account varchar, day date, last_day date, a0 bigint, a1 bigint, amount bigint, arr_ended_before date,
  unpriced bigint, category varchar);
`
