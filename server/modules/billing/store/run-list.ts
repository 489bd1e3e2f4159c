import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { runsList } from '../contract.ts'
import type { RunTable } from '../tables.ts'
import { tables } from './rows.ts'

export async function listRuns(tx: Tx, asking: Asking, asked: Asked): Promise<Page<RunTable>> {
  const rows = tables(tx).selectFrom('run').selectAll('run')
  return askList(tx, { list: runsList.list, asking, rows, id: 'run.id', by: columns }, asked)
}

const columns: Expressed<typeof runsList.list> = {
  day: sql`run.day`,
  state: sql`case when run.finished_at is null then 'running' else 'done' end`,
  contracts: sql`run.contracts`,
  documents: sql`run.documents`,
  renewed: sql`run.renewed`,
  charged: sql`run.charged`,
  failed: sql`run.failed`,
  started: sql`run.started_at`,
  finished: sql`run.finished_at`,
  by: sql`run.created_by_name`,
}
