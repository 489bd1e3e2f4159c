import { onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { foundOrNear, holds, idsOf } from '../../../kernel/words.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { LicenceState } from '../rules/status.ts'
import { expiringDays } from '../rules/status.ts'
import type { LicenceKind, LicenceRow } from '../tables.ts'
import { unknownLicence } from './licences.ts'
import { tables } from './tables.ts'

export type LicenceFilter = {
  reach: Reach
  q?: string
  accountId?: string
  subscriptionNumber?: string
  productCode?: string
  plan?: string
  kind?: LicenceKind
  state?: LicenceState
  expiresFrom?: string
  expiresTo?: string
  sort: 'issued' | '-issued' | 'expires' | '-expires'
}

/** A licence with the names of what it hangs on; without signature, payload and file. */
export type ListedLicence = Omit<LicenceRow, 'payload' | 'signature' | 'document'> & {
  deployment: string
  subscription_number: string
  contract_number: string
  order_number: string | null
  entitlement_version: number
  zone: string
}

/** `limit + 1` rows behind the cursor; states are those of `at`. */
export async function listLicences(tx: Tx, filter: LicenceFilter, page: Onward, at: Date): Promise<ListedLicence[]> {
  const { q } = filter
  if (!q) return fitting(tx, filter, page, at).select(listedColumns).execute()
  return foundOrNear(tx, q, (nearness) => {
    const ways = [holds(licenceWords, q, nearness), holds(entitlementWords, q, nearness), sql<SqlBool>`l.wire_id = ${q}`].map((found) =>
      fitting(tx, filter, page, at).select('l.id').where(found),
    )
    return fitting(tx, filter, page, at).select(listedColumns).where('l.id', 'in', idsOf(ways)).execute()
  })
}

const licenceWords = sql<string>`kernel.fold(l.customer_name || ' ' || l.number)`
const entitlementWords = sql<string>`kernel.fold(e.subscription_number)`

function fitting(tx: Tx, filter: LicenceFilter, page: Onward, at: Date) {
  let query = joined(tx)
  if (filter.reach.of !== 'all') query = query.where(visibleAccounts(filter.reach, 'l.account_id'))
  if (filter.accountId) query = query.where('l.account_id', '=', filter.accountId)
  if (filter.subscriptionNumber) query = query.where('e.subscription_number', '=', filter.subscriptionNumber)
  if (filter.productCode) query = query.where('l.product_code', '=', filter.productCode)
  if (filter.plan) query = query.where('l.plan', '=', filter.plan)
  if (filter.kind) query = query.where('l.kind', '=', filter.kind)
  if (filter.expiresFrom) query = query.where('l.ends_on', '>=', filter.expiresFrom)
  if (filter.expiresTo) query = query.where('l.ends_on', '<', filter.expiresTo)
  if (filter.state) query = query.where(daysOf(filter.state, at)).where(stateIs(filter.state, at))
  return onward(query, orderBy(filter.sort), page)
}

/** The order that a sort asks for: its instant, then the id. */
export function orderBy(sort: LicenceFilter['sort']): Order<{ id: string; issued_at: Date; expires_at: Date }> {
  const edge = sort.endsWith('expires') ? 'expires_at' : 'issued_at'
  return {
    columns: [
      { by: `l.${edge}`, type: 'timestamptz', of: (row) => row[edge].toISOString() },
      { by: 'l.id', type: 'uuid', of: (row) => row.id },
    ],
    down: sort.startsWith('-'),
  }
}

export async function getListed(tx: Tx, id: string): Promise<ListedLicence> {
  const row = await listed(tx).where('l.id', '=', id).executeTakeFirst()
  if (!row) throw unknownLicence()
  return row
}

/** The licence with this wire id, if it is one of ours and the asker reaches it. */
export async function findByWireId(tx: Tx, reach: Reach, wireId: string): Promise<ListedLicence | undefined> {
  return listed(tx).where('l.wire_id', '=', wireId).where(visibleAccounts(reach, 'l.account_id')).executeTakeFirst()
}

function joined(tx: Tx) {
  return tables(tx)
    .selectFrom('licence as l')
    .innerJoin('deployment as d', 'd.id', 'l.deployment_id')
    .innerJoin('licence_source as s', 's.licence_id', 'l.id')
    .innerJoin('entitlement as e', 'e.id', 's.entitlement_id')
}

function listed(tx: Tx) {
  return joined(tx).select(listedColumns)
}

const listedColumns = [
  'l.id',
  'l.number',
  'l.wire_id',
  'l.line',
  'l.serial',
  'l.account_id',
  'l.customer_name',
  'l.deployment_id',
  'l.profile_id',
  'l.product_code',
  'l.plan',
  'l.sku_name',
  'l.format',
  'l.environment',
  'l.kind',
  'l.provisional',
  'l.seats',
  'l.extra_users',
  'l.starts_on',
  'l.ends_on',
  'l.issued_at',
  'l.starts_at',
  'l.expires_at',
  'l.grace_until',
  'l.terminate_at',
  'l.document_sha256',
  'l.key_id',
  'l.decision_id',
  'l.issue_key',
  'l.replaces',
  'l.reason',
  'l.status_list',
  'l.status_idx',
  'l.created_at',
  'l.created_by',
  'd.name as deployment',
  'e.subscription_number',
  'e.contract_number',
  'e.order_number',
  'e.version as entitlement_version',
  'e.zone',
] as const

/** What the instants of a state have in common, said plainly for an index: to look for its successors is dear, and most are none of it. */
function daysOf(state: LicenceState, at: Date) {
  const soon = sql`${at}::timestamptz + ${sql.lit(`${expiringDays} days`)}::interval`
  const said: Record<LicenceState, RawBuilder<SqlBool>> = {
    superseded: sql`true`,
    not_started: sql`l.starts_at > ${at}`,
    terminated: sql`l.terminate_at <= ${at}`,
    limited: sql`l.grace_until <= ${at}`,
    grace: sql`l.expires_at <= ${at} and l.grace_until > ${at}`,
    // an hour of daylight saving lies between adding days here and taking them off there
    expiring: sql`l.expires_at > ${at} and l.expires_at <= ${soon} + interval '1 day'`,
    active: sql`l.expires_at > ${at} and l.starts_at <= ${at}`,
  }
  return said[state]
}

/** The same derivation as `rules/status.ts`, for filtering; a test holds the two equal. */
function stateIs(state: LicenceState, at: Date) {
  return sql<SqlBool>`(case
    when exists (select from licensing.licence n where n.line = l.line and n.starts_at <= ${at}
      and ((n.serial > l.serial and l.starts_at < n.expires_at) or (n.serial < l.serial and l.expires_at <= n.starts_at)))
      then 'superseded'
    when ${at} < l.starts_at then 'not_started'
    when l.terminate_at <= ${at} then 'terminated'
    when l.grace_until <= ${at} then 'limited'
    when l.expires_at <= ${at} then 'grace'
    when l.expires_at - ${sql.lit(`${expiringDays} days`)}::interval <= ${at} then 'expiring'
    else 'active' end) = ${state}`
}
