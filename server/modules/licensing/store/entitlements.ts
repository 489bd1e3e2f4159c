import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Segment } from '../rules/entitlement.ts'
import type { DeploymentRow, EntitlementRow } from '../tables.ts'
import { tables } from './tables.ts'

/**
 * The customer's default installation of a product, made when it is first needed. The row is locked until the transaction ends:
 * whatever issues for one customer and product does so one after the other.
 */
export async function takeMainDeployment(
  tx: Tx,
  request: { accountId: string; productCode: string; at: Date; by: string },
): Promise<DeploymentRow> {
  const missing = tables(tx)
    .insertInto('deployment')
    .values({
      id: newId(),
      account_id: request.accountId,
      product_code: request.productCode,
      name: 'Main',
      use: 'production',
      is_default: true,
      instance_id: null,
      server_id: null,
      notes: null,
      created_at: request.at,
      created_by: request.by,
    })
    .onConflict((conflict) => conflict.doNothing())
  await sendAhead(tx, missing)
  return tables(tx)
    .selectFrom('deployment')
    .selectAll()
    .where('account_id', '=', request.accountId)
    .where('product_code', '=', request.productCode)
    .where('is_default', '=', true)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Inserts a version of a subscription once; answers false when it is already there. */
export async function saveEntitlementOnce(tx: Tx, row: EntitlementRow): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('entitlement')
    .values({ ...row, grants: json(row.grants), options: json(row.options), segments: row.segments && json(row.segments) })
    .onConflict((conflict) => conflict.columns(['subscription_id', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function getEntitlement(tx: Tx, subscriptionId: string, version: number): Promise<EntitlementRow> {
  const row = await tables(tx)
    .selectFrom('entitlement')
    .selectAll()
    .where('subscription_id', '=', subscriptionId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'entitlement.unknown', 'No such version of this subscription was announced.')
  return row
}

export async function highestVersion(tx: Tx, subscriptionId: string): Promise<number | undefined> {
  const row = await tables(tx)
    .selectFrom('entitlement')
    .select('version')
    .where('subscription_id', '=', subscriptionId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.version
}

/** The fold of each subscription of a customer, as its newest announcement tells it; subscriptions that told none are left out. */
export async function newestFolds(tx: Tx, accountId: string, subscriptionNumbers: string[]): Promise<Map<string, Segment[]>> {
  if (subscriptionNumbers.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('entitlement')
    .distinctOn('subscription_number')
    .select(['subscription_number', 'segments'])
    .where('account_id', '=', accountId)
    .where('subscription_number', 'in', subscriptionNumbers)
    .orderBy('subscription_number')
    .orderBy('version', 'desc')
    .limit(1000)
    .execute()
  return new Map(rows.flatMap((row) => (row.segments ? [[row.subscription_number, row.segments]] : [])))
}
