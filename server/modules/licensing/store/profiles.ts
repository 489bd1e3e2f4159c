import { onward, type Order } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ProfileRow } from '../tables.ts'
import { tables } from './tables.ts'

/** One change of the profiles at a time, until the transaction ends. */
export async function takeProfiles(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('licensing.licence_profile'))`.execute(tx)
}

export async function findNewestProfile(tx: Tx, productCode: string, plan: string): Promise<ProfileRow | undefined> {
  return tables(tx)
    .selectFrom('licence_profile')
    .selectAll()
    .where('product_code', '=', productCode)
    .where('plan', '=', plan)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The newest profile of a plan that is valid on a day. */
export async function getProfile(tx: Tx, productCode: string, plan: string, day: string): Promise<ProfileRow> {
  const row = await tables(tx)
    .selectFrom('licence_profile')
    .selectAll()
    .where('product_code', '=', productCode)
    .where('plan', '=', plan)
    .where('valid_from', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row)
    throw new Refusal(
      'refused',
      'profile.missing',
      `There is no licence profile for ${productCode} · ${plan}. Add one, then it is issued by itself.`,
    )
  return row
}

/** Days of grace of the newest profile of each plan that is valid on a day, each count once. */
export async function gracesOn(tx: Tx, day: string): Promise<number[]> {
  const { rows } = await sql<{ grace_days: number }>`select distinct grace_days from (
      select distinct on (product_code, plan) grace_days from licensing.licence_profile
      where valid_from <= ${day}::date order by product_code, plan, version desc
    ) newest order by grace_days limit 100`.execute(tx)
  return rows.map(({ grace_days }) => grace_days)
}

export async function saveProfile(tx: Tx, row: ProfileRow): Promise<void> {
  await tables(tx)
    .insertInto('licence_profile')
    .values({
      ...row,
      features: json(row.features),
      limits: row.limits && json(row.limits),
      grants: json(row.grants),
      extra_rule: json(row.extra_rule),
    })
    .execute()
}

export const byPlan: Order<Pick<ProfileRow, 'product_code' | 'plan' | 'version'>> = {
  columns: [
    { by: 'product_code', type: 'text', of: (row) => row.product_code },
    { by: 'plan', type: 'text', of: (row) => row.plan },
    { by: sql`-version`, type: 'int', of: (row) => String(-row.version) },
  ],
  down: false,
}

/** `limit + 1` profiles behind the cursor, the newest version of a plan first. */
export async function listProfiles(
  tx: Tx,
  filter: { productCode?: string; cursor?: string | undefined; limit: number },
): Promise<ProfileRow[]> {
  let query = tables(tx).selectFrom('licence_profile').selectAll()
  if (filter.productCode) query = query.where('product_code', '=', filter.productCode)
  return onward(query, byPlan, filter).execute()
}
