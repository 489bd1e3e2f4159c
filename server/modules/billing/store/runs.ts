import { behind, type Order } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { RunItemTable, RunTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

export async function saveRun(tx: Tx, run: RunTable): Promise<void> {
  await saveRows(tx, 'run', [run])
}

export async function getRun(tx: Tx, id: string): Promise<RunTable> {
  const row = await tables(tx).selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'run.unknown', 'There is no such run.')
  return row
}

export type RunCounts = Pick<RunTable, 'contracts' | 'documents' | 'renewed' | 'charged' | 'failed'>

/** Adds a batch to a run's counts. */
export async function countRun(tx: Tx, id: string, counts: RunCounts, items: RunItemTable[]): Promise<void> {
  await saveRows(tx, 'run_item', items)
  const counted = sql`update billing.run set contracts = contracts + ${counts.contracts}, documents = documents + ${counts.documents},
    renewed = renewed + ${counts.renewed}, charged = charged + ${counts.charged}, failed = failed + ${counts.failed} where id = ${id}`
  await sendAhead(tx, counted)
}

export async function finishRun(tx: Tx, id: string, at: Date): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('run').set({ finished_at: at }).where('id', '=', id))
}

/** Contracts that a run could not bill: it does not try them twice. */
export async function failedIn(tx: Tx, run: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('run_item')
    .select('contract_id')
    .where('run_id', '=', run)
    .where('outcome', '=', 'failed')
    .execute()
  return rows.map((row) => row.contract_id)
}

export async function lastRun(tx: Tx): Promise<RunTable | undefined> {
  return tables(tx).selectFrom('run').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

type RunItemRow = RunItemTable & { contract_number: string }

export const failuresFirst: Order<Pick<RunItemRow, 'outcome' | 'contract_id'>> = {
  columns: [
    { by: sql`case i.outcome when 'failed' then 0 else 1 end`, type: 'int', of: (row) => (row.outcome === 'failed' ? '0' : '1') },
    { by: sql`i.contract_id`, type: 'uuid', of: (row) => row.contract_id },
  ],
  down: false,
}

/** Failures first, then in order of the contract. */
export async function itemsOfRun(tx: Tx, id: string, filter: { cursor?: string; limit: number }): Promise<RunItemRow[]> {
  const { rows } = await sql<RunItemRow>`
    select i.*, c.number as contract_number from billing.run_item i join billing.contract c on c.id = i.contract_id
    where i.run_id = ${id}
      and ${behind(failuresFirst, filter.cursor)}
    order by case i.outcome when 'failed' then 0 else 1 end, i.contract_id limit ${filter.limit + 1}`.execute(tx)
  return rows
}
