import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { DataTables, QuarantineTable, SegmentTable } from '../tables.ts'

const tables = (tx: Tx) => tablesOf<DataTables>(tx, 'data')

type NewQuarantine = Omit<QuarantineTable, 'id' | 'released_at' | 'created_at'>

/** Keeps rejected events; a line that is loaded again after a crash is kept once. */
export async function saveQuarantine(tx: Tx, rows: NewQuarantine[], now: Date): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await tables(tx)
      .insertInto('quarantine')
      .values(rows.slice(from, from + 1000).map((row) => ({ ...row, id: newId(), released_at: null, created_at: now })))
      .onConflict((conflict) => conflict.columns(['segment', 'line', 'idx', 'reason']).doNothing())
      .execute()
  }
}

export async function findQuarantine(
  tx: Tx,
  filter: { source?: string | undefined; reason?: string | undefined },
  page: Onward,
): Promise<QuarantineTable[]> {
  const { source, reason } = filter
  const query = tables(tx)
    .selectFrom('quarantine')
    .selectAll()
    .where('released_at', 'is', null)
    .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
    .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''))
  return onward(query, newest(), page).execute()
}

export async function countQuarantine(tx: Tx): Promise<{ source: string; reason: string; loaded: boolean; events: bigint }[]> {
  const rows = await tables(tx)
    .selectFrom('quarantine')
    .select(['source', 'reason', 'loaded', (build) => build.fn.countAll<bigint>().as('events')])
    .where('released_at', 'is', null)
    .groupBy(['source', 'reason', 'loaded'])
    .orderBy('source')
    .limit(500)
    .execute()
  return rows
}

/** What is no fault of whoever sent it. */
const lost = ['not_loadable', 'torn_line']

/** Events since then that a stage could not take or the log tore, and when the last came. */
export async function countLost(tx: Tx, since: Date): Promise<{ events: number; last: Date | null }> {
  const row = await tables(tx)
    .selectFrom('quarantine')
    .select((build) => [build.fn.countAll<bigint>().as('events'), build.fn.max('created_at').as('last')])
    .where('reason', 'in', lost)
    .where('released_at', 'is', null)
    .where('created_at', '>=', since)
    .executeTakeFirst()
  return { events: Number(row?.events ?? 0), last: row?.last ?? null }
}

type LeftOut = { source: string; reason: string; events: number; last: Date }

/** Events since then that their own shape keeps out of every figure, by source and reason, the most first. */
export async function leftOut(tx: Tx, since: Date): Promise<LeftOut[]> {
  return tables(tx)
    .selectFrom('quarantine')
    .select(['source', 'reason'])
    .select((build) => [build.fn.countAll<number>().as('events'), build.fn.max('created_at').as('last')])
    .where('loaded', '=', false)
    .where('released_at', 'is', null)
    .where('created_at', '>=', since)
    .where('reason', 'not in', lost)
    .groupBy(['source', 'reason'])
    .orderBy('events', 'desc')
    .limit(5)
    .execute()
}

export async function saveSegment(tx: Tx, row: SegmentTable): Promise<void> {
  await tables(tx)
    .insertInto('segment')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((set) => ({
        bytes: set.ref('excluded.bytes'),
        lines: set.ref('excluded.lines'),
        events: set.ref('excluded.events'),
        rejected: set.ref('excluded.rejected'),
        sha256: set.ref('excluded.sha256'),
        state: set.ref('excluded.state'),
        recorded_at: set.ref('excluded.recorded_at'),
      })),
    )
    .execute()
}

export async function dropOldQuarantine(tx: Tx, before: Date): Promise<void> {
  await tables(tx).deleteFrom('quarantine').where('created_at', '<', before).execute()
}
