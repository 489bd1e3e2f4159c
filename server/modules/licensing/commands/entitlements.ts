import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { dayIn, later } from '../../../kernel/period.ts'
import type { EntitlementChanged } from '../heard.ts'
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
export async function keepEntitlement(ctx: Context, heard: EntitlementChanged): Promise<LicenceRow[]> {
  const { product_code: productCode, plan } = heard
  // support hours and training give nothing that a server could verify
  if (!productCode || !plan) return []
  const deployment = await takeMainDeployment(ctx.tx, { accountId: heard.customer_id, productCode, at: ctx.now, by: ctx.actor.id })
  const highest = await highestVersion(ctx.tx, heard.subscription_id)
  const entitlement = entitlementRow(ctx, heard, productCode, plan)
  if (!(await saveEntitlementOnce(ctx.tx, entitlement))) {
    const first = await getEntitlement(ctx.tx, heard.subscription_id, heard.version)
    return licencesOf(ctx.tx, first.id)
  }
  const line = await lineOf(ctx.tx, entitlement.subscription_id, deployment.id)
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

function entitlementRow(ctx: Context, heard: EntitlementChanged, productCode: string, plan: string): EntitlementRow {
  return {
    id: newId(),
    subscription_id: heard.subscription_id,
    subscription_number: heard.subscription_number,
    contract_number: heard.contract_number ?? heard.subscription_number.split('/')[0] ?? heard.subscription_number,
    order_number: heard.order_number ?? null,
    version: heard.version,
    account_id: heard.customer_id,
    end_customer_id: heard.end_customer_id ?? null,
    reseller_id: heard.reseller_id ?? null,
    product_code: productCode,
    plan,
    kind: heard.kind,
    seats: heard.seats,
    grants: [],
    options: heard.options ?? {},
    starts_on: heard.starts_on,
    ends_on: later(heard.starts_on, heard.ends_on),
    zone: heard.zone,
    reason: heard.reason,
    segments: heard.segments ?? null,
    funding: heard.funding,
    event_id: heard.event_id ?? `${heard.subscription_number}:${heard.version}`,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}
