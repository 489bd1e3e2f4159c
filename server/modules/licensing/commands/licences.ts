import { wireIdOf } from '../../../../packages/licence-verifier/index.ts'
import { record } from '../../../kernel/audit.ts'
import { jcs, sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { takeNumber } from '../../../kernel/numbers.ts'
import { accountOf, contactsOf } from '../../customers/index.ts'
import { type EntitlementFacts, identityOf, type Segment } from '../rules/entitlement.ts'
import { extraUsers } from '../rules/extra-users.ts'
import { mailboxOf } from '../rules/mailbox.ts'
import { signLicence } from '../rules/signing.ts'
import type { LineLicence } from '../rules/segments.ts'
import { termOf } from '../rules/term.ts'
import { type LineMember, saveLicence } from '../store/licences.ts'
import { getProfile } from '../store/profiles.ts'
import type { DeploymentRow, EntitlementRow, LicenceRow } from '../tables.ts'
import { takeSigningKey } from './keys.ts'
import { signerOf } from './signing.ts'

/**
 * Composes, signs and stores the licences of an entitlement, one for each stretch of days, as the next serials of its line, and tells
 * everyone of each. The caller has locked the deployment and made sure that the entitlement is new.
 */
export async function issueLicences(
  ctx: Context,
  entitlement: EntitlementRow,
  deployment: DeploymentRow,
  line: readonly LineMember[],
  files: readonly Segment[],
): Promise<LicenceRow[]> {
  const known = [...line]
  const issued: LicenceRow[] = []
  for (const days of files) {
    const licence = await issueLicence(ctx, entitlement, deployment, known, days)
    known.push(licence)
    issued.push(licence)
  }
  return issued
}

async function issueLicence(
  ctx: Context,
  entitlement: EntitlementRow,
  deployment: DeploymentRow,
  line: readonly LineMember[],
  days: Segment,
): Promise<LicenceRow> {
  const { seats } = days
  const customer = entitlement.end_customer_id ?? entitlement.account_id
  const [profile, account, contacts, key, number] = await Promise.all([
    getProfile(ctx.tx, entitlement.product_code, entitlement.plan, ctx.today),
    accountOf(ctx, customer),
    contactsOf(ctx, customer),
    takeSigningKey(ctx, 'prod'),
    takeNumber(ctx.tx, 'licensing.licence_number', `LIC-${ctx.today.slice(0, 4)}`),
  ])
  const window = { startsOn: days.from, endsOn: days.to, zone: entitlement.zone }
  const term = termOf(window, { graceDays: profile.grace_days, terminateDays: profile.terminate_days })
  const id = newId()
  const extra = extraUsers(seats, profile.extra_rule)
  const signed = signLicence(
    {
      wireId: wireIdOf(id),
      issuedAt: ctx.now,
      startsAt: term.startsAt,
      expiresAt: term.expiresAt,
      customer: { wireId: wireIdOf(account.id), name: account.name, email: mailboxOf(contacts), company: account.name },
      seats,
      extraUsers: extra,
      features: profile.features,
      limits: profile.limits,
      skuName: profile.sku_name,
      skuShortName: profile.sku_short_name,
      trial: false,
      government: profile.is_gov,
      seatCountEnforced: profile.seat_mode === 'hard',
    },
    signerOf(key),
  )
  const overlapped = line.filter((member) => member.starts_at < signed.expiresAt && term.startsAt < member.expires_at)
  const row: LicenceRow = {
    id,
    number,
    wire_id: wireIdOf(id),
    line: line[0]?.line ?? id,
    serial: (line.at(-1)?.serial ?? 0) + 1,
    account_id: entitlement.account_id,
    customer_name: account.name,
    deployment_id: deployment.id,
    profile_id: profile.id,
    product_code: entitlement.product_code,
    plan: entitlement.plan,
    sku_name: profile.sku_name,
    format: profile.format,
    environment: key.environment,
    kind: entitlement.kind,
    provisional: entitlement.funding === 'provisional',
    seats,
    extra_users: extra,
    starts_on: window.startsOn,
    ends_on: window.endsOn,
    issued_at: signed.issuedAt,
    starts_at: term.startsAt,
    expires_at: signed.expiresAt,
    grace_until: term.graceUntil,
    terminate_at: term.terminateAt,
    payload: signed.payload,
    signature: signed.signature,
    document: signed.document,
    document_sha256: sha256(signed.document),
    key_id: key.id,
    decision_id: null,
    issue_key: sha256(jcs(identityOf(factsOf(entitlement), days, deployment.id))),
    replaces: overlapped.map((member) => member.id),
    reason: entitlement.reason,
    status_list: null,
    status_idx: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveLicence(ctx.tx, row, [{ licence_id: id, entitlement_id: entitlement.id, seats }])
  await record(ctx, {
    action: 'licensing.licence.issued',
    subject: { kind: 'licence', id, label: row.number },
    after: { number: row.number, seats: row.seats, starts_on: row.starts_on, ends_on: row.ends_on, serial: row.serial, kid: key.kid },
    reason: row.reason,
  })
  await ctx.announce('licensing.licence.issued', issuedEvent(row, entitlement), { key: `subscription:${entitlement.subscription_id}` })
  return row
}

/** What the rules look at in a licence of the line. */
export function lineLicence(member: LineMember): LineLicence {
  return { seats: member.seats, plan: member.plan, startsOn: member.starts_on, endsOn: member.ends_on }
}

/** The facts of a kept entitlement that rules decide on. */
export function factsOf(row: EntitlementRow): EntitlementFacts {
  return {
    subscriptionId: row.subscription_id,
    version: row.version,
    productCode: row.product_code,
    plan: row.plan,
    kind: row.kind,
    seats: row.seats,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    reason: row.reason,
    segments: row.segments,
  }
}

function issuedEvent(row: LicenceRow, entitlement: EntitlementRow): Record<string, unknown> {
  return {
    licence_id: row.id,
    number: row.number,
    wire_id: row.wire_id,
    account_id: row.account_id,
    contract_number: entitlement.contract_number,
    subscription_number: entitlement.subscription_number,
    ...(entitlement.order_number ? { order_number: entitlement.order_number } : {}),
    entitlement_version: entitlement.version,
    seats: row.seats,
    kind: row.kind,
    serial: row.serial,
    starts_on: row.starts_on,
    ends_on: row.ends_on,
    starts_at: row.starts_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }
}
