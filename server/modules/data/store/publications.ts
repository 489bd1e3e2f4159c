import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { DataTables, MetricPublicationTable } from '../tables.ts'

/** Of these metrics those that were opened to anyone, with the text that it was said of. */
export async function findPublications(tx: Tx, metrics: readonly string[]): Promise<MetricPublicationTable[]> {
  if (metrics.length === 0) return []
  return tablesOf<DataTables>(tx, 'data')
    .selectFrom('metric_publication')
    .selectAll()
    .where('metric', 'in', [...metrics])
    .limit(metrics.length)
    .execute()
}

export async function savePublication(tx: Tx, row: MetricPublicationTable): Promise<void> {
  await tablesOf<DataTables>(tx, 'data')
    .insertInto('metric_publication')
    .values(row)
    .onConflict((one) => one.column('metric').doUpdateSet(row))
    .execute()
}

export async function removePublication(tx: Tx, metric: string): Promise<void> {
  await tablesOf<DataTables>(tx, 'data').deleteFrom('metric_publication').where('metric', '=', metric).execute()
}
