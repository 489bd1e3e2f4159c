import { z } from 'zod'

/**
 * `billing.entitlement.changed` as this room reads it: one version of one subscription (an item of a contract). Days are half-open in
 * `zone`. Fields that it does not need are ignored, and those that an older announcement left out are forgiven.
 */
export const entitlementChanged = z.object({
  event_id: z.string().optional(),
  subscription_id: z.uuid(),
  subscription_number: z.string(),
  contract_number: z.string().nullish(),
  order_number: z.string().nullish(),
  version: z.int().positive(),
  customer_id: z.uuid(),
  end_customer_id: z.uuid().nullish(),
  reseller_id: z.uuid().nullish(),
  product_code: z.string().nullish(),
  plan: z.string().nullish(),
  kind: z.enum(['paid', 'addon', 'nfr', 'internal']).default('paid'),
  seats: z.int().nonnegative(),
  options: z.record(z.string(), z.unknown()).nullish(),
  starts_on: z.iso.date(),
  ends_on: z.iso.date(),
  zone: z.string(),
  reason: z.string(),
  /** the fold of the contract: seats over [from, to), in order, from its first day to its last */
  segments: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), seats: z.int().positive() })).nullish(),
  funding: z.enum(['paid', 'po_accepted', 'provisional']).default('paid'),
})
export type EntitlementChanged = z.output<typeof entitlementChanged>
