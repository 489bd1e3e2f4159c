import { type Day, later } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

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
export type Unlicensed = 'older_version' | 'nothing_left' | 'cancelled' | 'addon' | 'unchanged'

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

/** A licence that the subscription has already, as far as the next one depends on it. */
export type LineLicence = { seats: number; plan: string; startsOn: Day; endsOn: Day }

/**
 * The days of the next licence of a line, half-open. The first runs over the whole term. Billing repeats the contract's first day with
 * every change, so: a renewal starts where the line ends so far, whenever it is paid; any other change starts on its `day` (the day of
 * the event in the contract's zone) and keeps the end. Refuses a term without an end (`licence.no_end`): a file must have one.
 */
export function windowOf(facts: EntitlementFacts, line: readonly LineLicence[], day: Day): { startsOn: Day; endsOn: Day } {
  const { startsOn, endsOn } = facts
  if (endsOn >= '9000')
    throw new Refusal(
      'refused',
      'licence.no_end',
      'A licence file needs a last day. Give the contract a term, then it is issued by itself.',
    )
  const lineEnd = line.reduce<Day | undefined>((end, one) => (end === undefined ? one.endsOn : later(end, one.endsOn)), undefined)
  if (lineEnd === undefined) return { startsOn, endsOn }
  if (facts.reason === 'renewal' && lineEnd < endsOn) return { startsOn: later(startsOn, lineEnd), endsOn }
  return { startsOn: day < endsOn ? later(startsOn, day) : startsOn, endsOn }
}

/** Whether the newest licence of the line says all of it already: billing also tells that a change which was announced has begun. */
export function saysTheSame(facts: EntitlementFacts, line: readonly LineLicence[]): boolean {
  const newest = line.at(-1)
  return newest !== undefined && newest.seats === facts.seats && newest.plan === facts.plan && newest.endsOn === facts.endsOn
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
