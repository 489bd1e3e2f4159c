import { sql } from 'kysely'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { Bands } from '../rules/segment.ts'
import type { BandsTable, CustomersTables } from '../tables.ts'

const tables = (tx: Tx) => tablesOf<CustomersTables>(tx, 'customers')

/** The bands in force, and those before them: a house has a handful. */
export async function listBands(tx: Tx): Promise<BandsTable[]> {
  return tables(tx).selectFrom('segment_bands').selectAll().orderBy('version', 'desc').limit(200).execute()
}

export async function getBands(tx: Tx): Promise<BandsTable> {
  return tables(tx).selectFrom('segment_bands').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirstOrThrow()
}

/** Whoever changes the bands does so alone; accounts are written by others meanwhile and are moved by whoever comes second. */
export async function takeBands(tx: Tx): Promise<BandsTable> {
  await sql`lock table customers.segment_bands in share row exclusive mode`.execute(tx)
  return getBands(tx)
}

export async function saveBands(tx: Tx, row: BandsTable): Promise<void> {
  await tables(tx).insertInto('segment_bands').values(row).execute()
}

/** Puts every account whose number of employees is known into its segment; answers those that moved. */
export async function moveSegments(tx: Tx, bands: Bands, by: { at: Date; who: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update customers.account a set segment = s.segment, version = a.version + 1, updated_at = ${by.at}, updated_by = ${by.who}
    from (select id, case when employees >= ${bands.enterprise_from} then 'enterprise' when employees >= ${bands.mid_market_from} then 'mid_market'
      else 'smb' end as segment from customers.account where employees is not null) s
    where s.id = a.id and a.segment is distinct from s.segment returning a.id`.execute(tx)
  return rows.map((row) => row.id)
}
