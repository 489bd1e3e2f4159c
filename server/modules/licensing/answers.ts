import type { z } from 'zod'
import type { keyLine, LicenceLine, PortalLicence, ProfileLine } from './contract.ts'
import { dayIn } from '../../kernel/period.ts'
import { type Ahead, aheadOf } from './rules/ahead.ts'
import { fileName } from './rules/naming.ts'
import { productNotes } from './rules/product-notes.ts'
import type { Segment } from './rules/entitlement.ts'
import { type LicenceState, type LicenceStatus, statusAt } from './rules/status.ts'
import type { KeyInUse } from './store/keys.ts'
import type { LineMember } from './store/licences.ts'
import type { ListedLicence } from './store/lists.ts'
import type { ProfileRow } from './tables.ts'

/** Rows of the store as answers of the contract. */

export function keyLineOf(key: KeyInUse): z.input<typeof keyLine> {
  return {
    kid: key.kid,
    purpose: key.purpose,
    environment: key.environment,
    alg: key.alg,
    origin: key.origin,
    state: key.state,
    first_use_on: key.first_use_on,
    retires_on: key.retires_on,
    created_at: key.created_at.toISOString(),
    created_by: key.created_by,
    public_pem: key.public_pem,
    fingerprint: key.public_sha256,
    licences: key.licences,
    last_expiry: key.last_expiry?.toISOString() ?? null,
  }
}

export function profileLineOf(row: ProfileRow): ProfileLine {
  return {
    id: row.id,
    product_code: row.product_code,
    plan: row.plan,
    version: row.version,
    format: row.format,
    sku_name: row.sku_name,
    sku_short_name: row.sku_short_name,
    is_gov: row.is_gov,
    features: row.features,
    seat_mode: row.seat_mode,
    extra_rule: row.extra_rule,
    grace_days: row.grace_days,
    terminate_days: row.terminate_days,
    valid_from: row.valid_from,
    created_at: row.created_at.toISOString(),
  }
}

export type StatedLicence = ListedLicence & { status: LicenceStatus; seatsBefore: number | null }

/** Works out the state of each licence from the members of its line. */
export function withStatus(row: ListedLicence, members: readonly LineMember[], at: Date): StatedLicence {
  const line = members.filter((member) => member.line === row.line)
  const before = line.filter((member) => member.serial < row.serial).at(-1)
  return { ...row, status: memberStatus(row, line, at), seatsBefore: before?.seats ?? null }
}

export function memberStatus(
  member: Pick<LineMember, 'serial' | 'starts_at' | 'expires_at' | 'grace_until' | 'terminate_at'>,
  line: readonly LineMember[],
  at: Date,
): LicenceStatus {
  const newer = line.filter((other) => other.serial > member.serial)
  const older = line.filter((other) => other.serial < member.serial)
  return statusAt(timesOf(member), newer.map(timesOf), older.map(timesOf), at)
}

export function licenceLineOf(row: StatedLicence): LicenceLine {
  return {
    id: row.id,
    number: row.number,
    wire_id: row.wire_id,
    account_id: row.account_id,
    customer_name: row.customer_name,
    product_code: row.product_code,
    plan: row.plan,
    edition: row.sku_name,
    deployment: row.deployment,
    subscription_number: row.subscription_number,
    contract_number: row.contract_number,
    seats: row.seats,
    extra_users: row.extra_users,
    kind: row.kind,
    environment: row.environment,
    provisional: row.provisional,
    format: row.format,
    line: row.line,
    serial: row.serial,
    issued_at: row.issued_at.toISOString(),
    starts_on: row.starts_on,
    ends_on: row.ends_on,
    starts_at: row.starts_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    grace_until: row.grace_until.toISOString(),
    terminate_at: row.terminate_at?.toISOString() ?? null,
    ...stateOf(row.status),
  }
}

/** What takes the place of a licence in force; nothing for any other. Days are those of the zone in which the licence counts them. */
export function aheadOfLicence(row: StatedLicence, members: readonly LineMember[], fold: Segment[] | null, at: { now: Date }): Ahead[] {
  if (row.status.state !== 'active' && row.status.state !== 'expiring') return []
  const line = members.filter((member) => member.line === row.line)
  const prepared = line.filter((member) => memberStatus(member, line, at.now).state === 'not_started')
  const files = prepared.map(({ number, seats, starts_on }) => ({ number, seats, startsOn: starts_on }))
  return aheadOf(fold, files, dayIn(row.zone, at.now))
}

export function portalLicenceOf(row: StatedLicence, ahead: Ahead[]): PortalLicence {
  return {
    id: row.id,
    number: row.number,
    edition: row.sku_name,
    deployment: row.deployment,
    subscription_number: row.subscription_number,
    seats: row.seats,
    extra_users: row.extra_users,
    serial: row.serial,
    issued_at: row.issued_at.toISOString(),
    starts_on: row.starts_on,
    ends_on: row.ends_on,
    expires_at: row.expires_at.toISOString(),
    ...stateOf(row.status),
    ahead,
    file_name: fileName(row.customer_name, row.number),
    product_notes: notesOf(row),
  }
}

export function notesOf(row: StatedLicence) {
  return productNotes({
    state: row.status.state,
    seats: row.seats,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    seatsBefore: row.seatsBefore,
    environment: row.environment,
  })
}

function stateOf(status: LicenceStatus): { state: LicenceState; next_change_at: string | null; next_state: LicenceState | null } {
  return { state: status.state, next_change_at: status.nextChangeAt?.toISOString() ?? null, next_state: status.nextState }
}

function timesOf(member: Pick<LineMember, 'starts_at' | 'expires_at' | 'grace_until' | 'terminate_at'>) {
  return { startsAt: member.starts_at, expiresAt: member.expires_at, graceUntil: member.grace_until, terminateAt: member.terminate_at }
}
