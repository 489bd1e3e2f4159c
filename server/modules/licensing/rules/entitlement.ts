import type { Day } from '../../../kernel/period.ts'

/** Days [from, to) on which a subscription gives the same seats. */
export type Segment = { from: Day; to: Day; seats: number }

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
  /** seats over the days of the contract; absent in announcements from before billing told its fold */
  segments: Segment[] | null
}

/** Why a change of entitlement makes no licence, or nothing when it makes one. */
type Unlicensed = 'older_version' | 'nothing_left' | 'cancelled' | 'addon'

/**
 * A change makes the files that its fold still needs (`rules/segments.ts`), except: a version that arrives after a higher one; one that
 * leaves no seat or no day; a cancellation (the format knows no revocation, the file runs to its own end); an add-on, which must first
 * be composed with its base.
 */
export function unlicensed(facts: EntitlementFacts, highestVersion: number | undefined): Unlicensed | undefined {
  if (highestVersion !== undefined && highestVersion > facts.version) return 'older_version'
  if (facts.reason === 'cancellation') return 'cancelled'
  if (!leavesSeats(facts)) return 'nothing_left'
  if (facts.kind === 'addon') return 'addon'
  return undefined
}

function leavesSeats({ segments, seats, startsOn, endsOn }: EntitlementFacts): boolean {
  return segments ? segments.length > 0 : seats > 0 && startsOn < endsOn
}

/** What a licence answers to: the same days of the same version on the same deployment are the same licence. Hashed by the command. */
export function identityOf(facts: EntitlementFacts, days: Segment, deploymentId: string): Record<string, string | number> {
  return {
    deployment: deploymentId,
    subscription: facts.subscriptionId,
    version: facts.version,
    product: facts.productCode,
    plan: facts.plan,
    seats: days.seats,
    starts_on: days.from,
    ends_on: days.to,
  }
}
