import type { Day } from '../../../kernel/period.ts'

/** What billing says a subscription gives from now on: one version of one item of a contract. */
export type EntitlementFacts = {
  subscriptionId: string
  version: number
  productCode: string
  plan: string
  kind: 'paid' | 'addon' | 'nfr' | 'internal'
  seats: number
  startsOn: Day
  endsOn: Day
  reason: string
}

/** Why a change of entitlement makes no licence, or nothing when it makes one. */
export type Unlicensed = 'older_version' | 'nothing_left' | 'cancelled' | 'addon'

/**
 * Each change makes one licence, except: a version that arrives after a higher one; one that leaves no seat or no day; a cancellation
 * (the format knows no revocation, the file runs to its own end); an add-on, which must first be composed with its base.
 */
export function unlicensed(facts: EntitlementFacts, highestVersion: number | undefined): Unlicensed | undefined {
  if (highestVersion !== undefined && highestVersion > facts.version) return 'older_version'
  if (facts.reason === 'cancellation') return 'cancelled'
  if (facts.seats < 1 || facts.startsOn >= facts.endsOn) return 'nothing_left'
  if (facts.kind === 'addon') return 'addon'
  return undefined
}

/** What a licence answers to: the same facts on the same deployment are the same licence. Hashed by the command. */
export function segmentOf(facts: EntitlementFacts, deploymentId: string): Record<string, string | number> {
  return {
    deployment: deploymentId,
    subscription: facts.subscriptionId,
    version: facts.version,
    product: facts.productCode,
    plan: facts.plan,
    seats: facts.seats,
    starts_on: facts.startsOn,
    ends_on: facts.endsOn,
  }
}
