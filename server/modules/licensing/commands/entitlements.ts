import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { dayIn, later } from '../../../kernel/period.ts'
import type { EntitlementChanged } from '../incoming.ts'
import { type Segment, unlicensed } from '../rules/entitlement.ts'
import { filesDue, foldOf } from '../rules/segments.ts'
import { getEntitlement, highestVersion, saveEntitlementOnce, takeMainDeployment } from '../store/entitlements.ts'
import { licencesOf, type LineMember, lineOf } from '../store/licences.ts'
import type { EntitlementRow, LicenceRow } from '../tables.ts'
import { factsOf, issueLicences, lineLicence } from './licences.ts'

/**
 * Keeps what billing said a subscription gives and issues the licences that it still needs, in one transaction. The same version again,
 * at the same moment or years later, answers the licences that the first one made. None when the change makes none
 * (`rules/entitlement.ts`) or every day is said rightly by a file already (`rules/segments.ts`).
 */
export async function keepEntitlement(ctx: Context, changed: EntitlementChanged): Promise<LicenceRow[]> {
  const { product_code: productCode, plan } = changed
  // support hours and training give nothing that a server could verify
  if (!productCode || !plan) return []
  const deployment = await takeMainDeployment(ctx.tx, { accountId: changed.customer_id, productCode, at: ctx.now, by: ctx.actor.id })
  const [highest, line] = await Promise.all([
    highestVersion(ctx.tx, changed.subscription_id),
    lineOf(ctx.tx, changed.subscription_id, deployment.id),
  ])
  const entitlement = entitlementRow(ctx, changed, productCode, plan)
  if (!(await saveEntitlementOnce(ctx.tx, entitlement))) {
    const first = await getEntitlement(ctx.tx, changed.subscription_id, changed.version)
    return licencesOf(ctx.tx, first.id)
  }
  const without = unlicensed(factsOf(entitlement), highest)
  const files = without ? [] : filesOf(entitlement, line, dayIn(entitlement.zone, ctx.now))
  await record(ctx, {
    action: 'licensing.entitlement.kept',
    subject: { kind: 'subscription', id: entitlement.subscription_id, label: entitlement.subscription_number },
    after: {
      version: entitlement.version,
      seats: entitlement.seats,
      starts_on: entitlement.starts_on,
      ends_on: entitlement.ends_on,
      without: files.length === 0 ? (without ?? 'unchanged') : undefined,
    },
    reason: entitlement.reason,
  })
  return issueLicences(ctx, entitlement, deployment, line, files)
}

function filesOf(entitlement: EntitlementRow, line: readonly LineMember[], day: string): Segment[] {
  const known = line.map(lineLicence)
  return filesDue(foldOf(factsOf(entitlement), known, day), known, entitlement.plan, day)
}

function entitlementRow(ctx: Context, changed: EntitlementChanged, productCode: string, plan: string): EntitlementRow {
  return {
    id: newId(),
    subscription_id: changed.subscription_id,
    subscription_number: changed.subscription_number,
    contract_number: changed.contract_number ?? changed.subscription_number.split('/')[0] ?? changed.subscription_number,
    order_number: changed.order_number ?? null,
    version: changed.version,
    account_id: changed.customer_id,
    end_customer_id: changed.end_customer_id ?? null,
    reseller_id: changed.reseller_id ?? null,
    product_code: productCode,
    plan,
    kind: changed.kind,
    seats: changed.seats,
    grants: [],
    options: changed.options ?? {},
    starts_on: changed.starts_on,
    ends_on: later(changed.starts_on, changed.ends_on),
    zone: changed.zone,
    reason: changed.reason,
    segments: changed.segments ?? null,
    funding: changed.funding,
    event_id: changed.event_id ?? `${changed.subscription_number}:${changed.version}`,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}
