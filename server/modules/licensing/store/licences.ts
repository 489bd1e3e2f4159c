import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { DownloadRow, LicenceRow, LicenceSourceRow } from '../tables.ts'
import { tables } from './tables.ts'

/** A licence of a line, without its bytes. */
export type LineMember = Pick<
  LicenceRow,
  | 'id'
  | 'number'
  | 'line'
  | 'serial'
  | 'plan'
  | 'seats'
  | 'starts_on'
  | 'ends_on'
  | 'issued_at'
  | 'starts_at'
  | 'expires_at'
  | 'grace_until'
  | 'terminate_at'
  | 'replaces'
  | 'reason'
>

export async function saveLicence(tx: Tx, row: LicenceRow, sources: LicenceSourceRow[]): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('licence').values(row))
  await sendAhead(tx, tables(tx).insertInto('licence_source').values(sources))
}

export async function getLicence(tx: Tx, id: string): Promise<LicenceRow> {
  const row = await tables(tx).selectFrom('licence').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw unknownLicence()
  return row
}

/** The licences that an entitlement made, lowest serial first; one for each stretch of days, so tens at most. */
export async function licencesOf(tx: Tx, entitlementId: string): Promise<LicenceRow[]> {
  return tables(tx)
    .selectFrom('licence as l')
    .innerJoin('licence_source as s', 's.licence_id', 'l.id')
    .selectAll('l')
    .where('s.entitlement_id', '=', entitlementId)
    .orderBy('l.serial')
    .limit(1000)
    .execute()
}

/** All serials of the line that a subscription has on a deployment, lowest first; at most a thousand. */
export async function lineOf(tx: Tx, subscriptionId: string, deploymentId: string): Promise<LineMember[]> {
  return tables(tx)
    .selectFrom('licence as l')
    .innerJoin('licence_source as s', 's.licence_id', 'l.id')
    .innerJoin('entitlement as e', 'e.id', 's.entitlement_id')
    .select(memberColumns)
    .where('e.subscription_id', '=', subscriptionId)
    .where('l.deployment_id', '=', deploymentId)
    .orderBy('l.serial')
    .limit(1000)
    .execute()
}

export async function membersOf(tx: Tx, lines: string[]): Promise<LineMember[]> {
  if (lines.length === 0) return []
  return tables(tx).selectFrom('licence as l').select(memberColumns).where('l.line', 'in', lines).orderBy('l.serial').limit(5000).execute()
}

export async function saveDownload(tx: Tx, row: DownloadRow): Promise<void> {
  await tables(tx).insertInto('download').values(row).execute()
}

export async function downloadsOf(tx: Tx, licenceId: string, limit: number): Promise<DownloadRow[]> {
  return tables(tx)
    .selectFrom('download')
    .selectAll()
    .where('licence_id', '=', licenceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The same words whether it does not exist or is somebody else's. */
export function unknownLicence(): Refusal {
  return new Refusal('missing', 'licence.unknown', 'There is no such licence.')
}

const memberColumns = [
  'l.id',
  'l.number',
  'l.line',
  'l.serial',
  'l.plan',
  'l.seats',
  'l.starts_on',
  'l.ends_on',
  'l.issued_at',
  'l.starts_at',
  'l.expires_at',
  'l.grace_until',
  'l.terminate_at',
  'l.replaces',
  'l.reason',
] as const
