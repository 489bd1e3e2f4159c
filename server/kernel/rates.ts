import { type Tx, tablesOf } from './database.ts'
import type { Day } from './period.ts'

export type RateTable = { base: string; quote: string; month: string; rate: string; source: string }

/** The rate of the month of `day`: 1 base = rate quote. Frozen per month; nothing when the row is missing. */
export async function rateFor(tx: Tx, base: string, quote: string, day: Day): Promise<string | undefined> {
  if (base === quote) return '1'
  const row = await tablesOf<{ fx_rate: RateTable }>(tx, 'kernel')
    .selectFrom('fx_rate')
    .select('rate')
    .where('base', '=', base)
    .where('quote', '=', quote)
    .where('month', '=', day.slice(0, 7))
    .executeTakeFirst()
  return row ? row.rate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : undefined
}

/** Adds dated rows; a month that has its rate keeps it, since a frozen rate never changes. */
export async function saveRates(tx: Tx, rows: RateTable[]): Promise<void> {
  if (rows.length === 0) return
  await tablesOf<{ fx_rate: RateTable }>(tx, 'kernel')
    .insertInto('fx_rate')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Currencies that ever had a rate into another one, and that one itself: what a company that reports in it knows. */
export async function currenciesInto(tx: Tx, quote: string): Promise<string[]> {
  const rows = await tablesOf<{ fx_rate: RateTable }>(tx, 'kernel')
    .selectFrom('fx_rate')
    .select('base')
    .distinct()
    .where('quote', '=', quote)
    .orderBy('base')
    .limit(300)
    .execute()
  return [quote, ...rows.flatMap(({ base }) => (base === quote ? [] : [base]))]
}

/** Every rate of the month of `day` into a currency, by what it is of; the currency itself is 1. A pair that is missing is not in it. */
export async function ratesInto(tx: Tx, quote: string, day: Day): Promise<ReadonlyMap<string, string>> {
  const rows = await tablesOf<{ fx_rate: RateTable }>(tx, 'kernel')
    .selectFrom('fx_rate')
    .select(['base', 'rate'])
    .where('quote', '=', quote)
    .where('month', '=', day.slice(0, 7))
    .limit(300)
    .execute()
  return new Map([...rows.map(({ base, rate }): [string, string] => [base, rate]), [quote, '1']])
}
