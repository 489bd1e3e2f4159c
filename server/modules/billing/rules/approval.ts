import { isRefusal, Refusal } from '../../../kernel/refusal.ts'

/** One approving role of a deal and what was said in its name, for exactly one hash. */
export type Verdict = {
  role: string
  order_hash: string
  state: 'pending' | 'approved' | 'rejected' | 'void'
  by_id: string | null
  for_id?: string | null
}
/** The deal as it stands: who made it (a person, also behind a key), what it promises, and which roles its lane asks. */
type Deal = { number: string; made_by: string; order_hash: string; approve: readonly string[] }
/**
 * Who wants to decide, in which role's name, having read which hash. `seats`: each role that they hold themselves (`null`), or that others hold
 * who are away and in whose place they are asked. A role is answered once: of several who are away in the place of one.
 */
export type Seats = ReadonlyMap<string, readonly (string | null)[]>
export type Approver = { person: string | undefined; seats: Seats; role: string; seen?: string | undefined }

/**
 * May this person give this verdict? Refuses `approval.person_only` (programs decide nothing), `approval.own_deal`, `approval.not_yours`
 * (a role that the person neither holds nor stands in for), `approval.voided` (read an older price), `approval.not_waiting`, `approval.decided`,
 * `approval.same_person` (one person never stands for two roles of one deal, whoever speaks in their place). Answers in whose place it is
 * said: of several who are away the first in whose place it may be.
 */
export function requireVerdict(deal: Deal, verdicts: readonly Verdict[], who: Approver): string | null {
  if (who.person === undefined) {
    throw new Refusal('forbidden', 'approval.person_only', 'A deal is approved by a person who is signed in, not by a program.')
  }
  if (who.person === deal.made_by) {
    throw new Refusal('forbidden', 'approval.own_deal', 'Nobody approves their own deal. Ask a colleague.')
  }
  const [first, ...others] = who.seats.get(who.role) ?? []
  if (first === undefined) {
    throw new Refusal('forbidden', 'approval.not_yours', `You do not hold the role ${words(who.role)}. Somebody who does has to decide.`)
  }
  if ([first, ...others].every((one) => one === deal.made_by)) return fitSeat(deal, verdicts, who, first)
  if (who.seen !== undefined && who.seen !== deal.order_hash) throw voided(deal)
  const asked = deal.approve.includes(who.role) ? verdicts.find((one) => one.role === who.role) : undefined
  if (!asked) throw new Refusal('conflict', 'approval.not_waiting', `${deal.number} does not wait for the role ${words(who.role)}.`)
  if (asked.order_hash !== deal.order_hash || asked.state === 'void') throw voided(deal)
  if (asked.state !== 'pending') {
    throw new Refusal('conflict', 'approval.decided', `${words(who.role)} has ${asked.state} ${deal.number} already.`)
  }
  const free = [first, ...others].find((one) => isFree(deal, verdicts, who, one))
  return free === undefined ? fitSeat(deal, verdicts, who, first) : free
}

function isFree(...[deal, verdicts, who, inPlaceOf]: Parameters<typeof fitSeat>): boolean {
  return inPlaceOf !== deal.made_by && heardElsewhere(deal, verdicts, who, inPlaceOf) === undefined
}

/** What was said for another role of the deal by one of the two who would speak. */
function heardElsewhere(deal: Deal, verdicts: readonly Verdict[], who: Approver, inPlaceOf: string | null): Verdict | undefined {
  const persons = new Set([who.person, inPlaceOf])
  const heard = ({ by_id, for_id }: Verdict) => [by_id, for_id].some((one) => typeof one === 'string' && persons.has(one))
  return verdicts.find((one) => heard(one) && one.role !== who.role && one.order_hash === deal.order_hash)
}

function fitSeat(deal: Deal, verdicts: readonly Verdict[], who: Approver, inPlaceOf: string | null): string | null {
  if (inPlaceOf === deal.made_by) {
    throw new Refusal(
      'forbidden',
      'approval.own_deal',
      'Nobody approves their own deal, nor does whoever stands in for them. Ask a colleague.',
    )
  }
  const other = heardElsewhere(deal, verdicts, who, inPlaceOf)
  if (other) {
    throw new Refusal(
      'forbidden',
      'approval.same_person',
      inPlaceOf !== null && ![other.by_id, other.for_id].includes(who.person)
        ? `Whoever you stand in for has decided ${deal.number} as ${words(other.role)} already. One person stands for one role of a deal: ask a colleague.`
        : `You have decided ${deal.number} as ${words(other.role)} already. One person stands for one role of a deal: ask a colleague.`,
    )
  }
  return inPlaceOf
}

export function mayVerdict(deal: Deal, verdicts: readonly Verdict[], who: Approver): boolean {
  return seatFor(deal, verdicts, who) !== undefined
}

/** In whose place it would be said; nothing where it may not be. */
export function seatFor(deal: Deal, verdicts: readonly Verdict[], who: Approver): string | null | undefined {
  try {
    return requireVerdict(deal, verdicts, who)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

/** Every role of the lane said yes to exactly this hash; a yes to an older one, or no answer, is none. Refuses `quote.approvals_missing`. */
export function requireApproved(deal: Pick<Deal, 'order_hash' | 'approve'>, verdicts: readonly Verdict[]): void {
  const missing = missingRoles(deal, verdicts)
  if (missing.length === 0) return
  throw new Refusal('refused', 'quote.approvals_missing', `Still to approve: ${missing.map(words).join(', ')}.`, {
    facts: { roles: missing },
  })
}

export function missingRoles(deal: Pick<Deal, 'order_hash' | 'approve'>, verdicts: readonly Verdict[]): string[] {
  return deal.approve.filter(
    (role) => !verdicts.some((one) => one.role === role && one.state === 'approved' && one.order_hash === deal.order_hash),
  )
}

function voided(deal: Deal): Refusal {
  return new Refusal('conflict', 'approval.voided', `${deal.number} has changed since. Read it again, then decide.`)
}

function words(role: string): string {
  return role.replaceAll('_', ' ')
}
