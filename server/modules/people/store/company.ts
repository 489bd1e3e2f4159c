import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { forget, remembered } from '../../../kernel/remembered.ts'
import type { CompanyTable } from '../tables.ts'
import { people } from './tables.ts'

export type CompanyRow = Selectable<CompanyTable>

/** Asked for its zone by everything that has a day: read once a transaction. */
export async function findCompany(tx: Tx): Promise<CompanyRow | undefined> {
  return remembered(tx, 'company', 'own', () => people(tx).selectFrom('company').selectAll().executeTakeFirst())
}

export async function takeCompany(tx: Tx): Promise<CompanyRow> {
  const row = await people(tx).selectFrom('company').selectAll().forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('conflict', 'first_run.needed', 'The company does not exist yet. Open the first-run page.')
  return row
}

/** Answers whether the row went in: of two first runs at the same moment one waits and then finds the house taken. */
export async function addCompany(tx: Tx, row: Insertable<CompanyTable>): Promise<boolean> {
  forget(tx, 'company')
  const added = await people(tx)
    .insertInto('company')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export async function saveCompany(tx: Tx, id: string, change: Updateable<CompanyTable>): Promise<CompanyRow> {
  forget(tx, 'company')
  return people(tx).updateTable('company').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}
