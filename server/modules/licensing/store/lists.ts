import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { forItsValues, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { asTyped, holds, type Nearness } from '../../../kernel/words.ts'
import { nearReach, visibleAccounts } from '../../customers/index.ts'
import { licencesList } from '../contract.ts'
import type { LicenceState } from '../rules/status.ts'
import { expiringDays } from '../rules/status.ts'
import type { LicenceRow } from '../tables.ts'
import { unknownLicence } from './licences.ts'
import { tables } from './tables.ts'

/** A licence with the names of what it hangs on; without signature, payload and file. */
export type ListedLicence = Omit<LicenceRow, 'payload' | 'signature' | 'document'> & {
  deployment: string
  subscription_number: string
  contract_number: string
  order_number: string | null
  entitlement_version: number
  zone: string
}

type Seen = { reach: Reach; asking: Asking; now: Date }

/** A page of licences that the reach covers; states are those of `now`. */
export async function listLicences(tx: Tx, { reach, asking, now }: Seen, asked: Asked): Promise<Page<ListedLicence>> {
  const seen = visibleAccounts(await nearReach(tx, reach), 'l.account_id')
  const [rows, bare] = [listed(tx).where(seen), tables(tx).selectFrom('licence as l').where(seen)]
  const search = async (words: string, nearness: Nearness) => [
    // a plan for any words reads all that a common one finds
    sql<SqlBool>`(${forItsValues} and ${holds(licenceWords, words, nearness)})`,
    ...asTyped(nearness, () => [
      sql<SqlBool>`l.id in (select source.licence_id from licensing.licence_source source
        join licensing.entitlement sold on sold.id = source.entitlement_id where ${holds(entitlementWords, words, nearness)})`,
      sql<SqlBool>`l.wire_id = ${words}`,
    ]),
  ]
  return askList(tx, { list: licencesList.list, asking, rows, id: 'l.id', by: columns(now), bare, search }, asked)
}

const licenceWords = sql<string>`kernel.fold(l.customer_name || ' ' || l.number)`
const entitlementWords = sql<string>`kernel.fold(sold.subscription_number)`

function columns(now: Date): Expressed<typeof licencesList.list> {
  return {
    customer: { name: sql`kernel.fold(l.customer_name)`, id: sql`l.account_id` },
    number: sql`l.number`,
    edition: sql`l.sku_name`,
    seats: sql`l.seats`,
    last_day: sql`(l.ends_on - 1)`,
    state: {
      value: stateOf(now),
      is: (state) => sql<SqlBool>`(${forItsValues} and ${daysOf(state as LicenceState, now)} and ${stateOf(now)} = ${state})`,
    },
    issued: sql`l.issued_at`,
    contract: sql`e.contract_number`,
    subscription: sql`e.subscription_number`,
    deployment: sql`d.name`,
    product: sql`l.product_code`,
    plan: sql`l.plan`,
    kind: sql`l.kind`,
    starts_on: sql`l.starts_on`,
    expires: sql`l.expires_at`,
    grace_until: sql`l.grace_until`,
    serial: sql`l.serial`,
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

function listed(tx: Tx) {
  return tables(tx)
    .selectFrom('licence as l')
    .innerJoin('deployment as d', 'd.id', 'l.deployment_id')
    .innerJoin('licence_source as s', 's.licence_id', 'l.id')
    .innerJoin('entitlement as e', 'e.id', 's.entitlement_id')
    .select(listedColumns)
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
function daysOf(state: LicenceState, at: Date): RawBuilder<SqlBool> {
  const soon = sql`${at}::timestamptz + ${sql.lit(`${expiringDays} days`)}::interval`
  // days are those of the licence's own zone, at most a day from ours
  const goesOn = sql<SqlBool>`l.ends_on - 1 >= ${at}::date - 2`
  const said: Record<LicenceState, RawBuilder<SqlBool>> = {
    superseded: sql`true`,
    not_started: sql`l.starts_at > ${at}`,
    terminated: sql`l.terminate_at <= ${at}`,
    limited: sql`l.grace_until <= ${at}`,
    grace: sql`l.expires_at <= ${at} and l.grace_until > ${at}`,
    // an hour of daylight saving lies between adding days here and taking them off there
    expiring: sql`l.expires_at > ${at} and ${goesOn} and l.expires_at <= ${soon} + interval '1 day'`,
    active: sql`l.expires_at > ${at} and ${goesOn} and l.starts_at <= ${at}`,
  }
  return said[state]
}

/** The same derivation as `rules/status.ts`; a test holds the two equal. */
function stateOf(at: Date): RawBuilder<string> {
  return sql<string>`(case
    when exists (select from licensing.licence n where n.line = l.line and n.starts_at <= ${at}
      and ((n.serial > l.serial and l.starts_at < n.expires_at) or (n.serial < l.serial and l.expires_at <= n.starts_at)))
      then 'superseded'
    when ${at} < l.starts_at then 'not_started'
    when l.terminate_at <= ${at} then 'terminated'
    when l.grace_until <= ${at} then 'limited'
    when l.expires_at <= ${at} then 'grace'
    when l.expires_at - ${sql.lit(`${expiringDays} days`)}::interval <= ${at} then 'expiring'
    else 'active' end)`
}
