import { type Insertable, type Selectable, sql } from 'kysely'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { DataTables, MetricVersionTable } from '../tables.ts'

type VersionRow = Selectable<MetricVersionTable>

export type NewVersion = Insertable<MetricVersionTable>

/** Lets one process at a time compare and add versions; until the transaction ends. */
export async function takeVersions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('data.metric_version'))`.execute(tx)
}

/** The newest row of each of these metrics: the text that holds. */
export async function findHolding(tx: Tx, metrics: string[]): Promise<VersionRow[]> {
  if (metrics.length === 0) return []
  return tablesOf<DataTables>(tx, 'data')
    .selectFrom('metric_version')
    .selectAll()
    .distinctOn('metric')
    .where('metric', 'in', metrics)
    .orderBy('metric')
    .orderBy('n', 'desc')
    .limit(metrics.length)
    .execute()
}

/** The texts of a metric that held, newest first. */
export async function listVersions(tx: Tx, metric: string, limit: number): Promise<VersionRow[]> {
  return tablesOf<DataTables>(tx, 'data')
    .selectFrom('metric_version')
    .selectAll()
    .where('metric', '=', metric)
    .orderBy('n', 'desc')
    .limit(limit)
    .execute()
}

export async function saveVersions(tx: Tx, rows: NewVersion[]): Promise<void> {
  if (rows.length === 0) return
  await tablesOf<DataTables>(tx, 'data').insertInto('metric_version').values(rows).execute()
}
