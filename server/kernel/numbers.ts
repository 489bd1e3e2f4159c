import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** A number that people say: `A-000123`, `LIC-2026-000123`; six digits, and more when they are used up. */
export function numbered(prefix: string, counter: bigint): string {
  return `${prefix}-${counter.toString().padStart(6, '0')}`
}

/** The next number of a plain sequence, `customers.account_number`: never given twice; what is undone leaves a gap. */
export async function takeNumber(tx: Tx, sequence: string, prefix: string): Promise<string> {
  const [number] = await takeNumbers(tx, sequence, prefix, 1)
  if (number === undefined) throw new Error(`${sequence} gave no number`)
  return number
}

/** The next so many, in one read. */
export async function takeNumbers(tx: Tx, sequence: string, prefix: string, count: number): Promise<string[]> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}::regclass) as n from generate_series(1, ${count}::int)`.execute(tx)
  return rows.map((row) => numbered(prefix, row.n))
}
