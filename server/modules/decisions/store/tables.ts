import { sql } from 'kysely'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { DecisionsTables } from '../tables.ts'

export const tables = (tx: Tx) => tablesOf<DecisionsTables>(tx, 'decisions')

/** `DEC-2026-0001`: gapless a year, taken in the transaction that uses it. */
export async function takeYearNumber(tx: Tx, prefix: 'DEC' | 'ACT', year: string, count = 1): Promise<string[]> {
  const series = `${prefix}-${year}`
  const { rows } = await sql<{ last: number }>`insert into decisions.counter (series, last) values (${series}, ${count})
    on conflict (series) do update set last = counter.last + ${count} returning last`.execute(tx)
  const last = rows[0]?.last ?? 0
  return Array.from({ length: count }, (_, at) => `${series}-${String(last - count + 1 + at).padStart(4, '0')}`)
}
