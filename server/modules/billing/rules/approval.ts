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
 * Who wants to decide, in which role's name, having read which hash. `seats`: each role that they hold themselves (`null`), or that somebody
 * holds who is away and in whose place they are asked.
 */
export type Approver = { person: string | undefined; seats: ReadonlyMap<string, string | null>; role: string; seen?: string | undefined }

/**
 * May this person give this verdict? Refuses `approval.person_only` (programs decide nothing), `approval.own_deal`, `approval.not_yours`
 * (a role that the person neither holds nor stands in for), `approval.voided` (read an older price), `approval.not_waiting`, `approval.decided`,
 * `approval.same_person` (one person never stands for two roles of one deal, whoever speaks in their place).
 */
export function requireVerdict(deal: Deal, verdicts: readonly Verdict[], who: Approver): void {
  if (who.person === undefined) {
    throw new Refusal('forbidden', 'approval.person_only', 'A deal is approved by a person who is signed in, not by a program.')
  }
  if (who.person === deal.made_by) {
    throw new Refusal('forbidden', 'approval.own_deal', 'Nobody approves their own deal. Ask a colleague.')
  }
  const inPlaceOf = who.seats.get(who.role)
  if (inPlaceOf === undefined) {
    throw new Refusal('forbidden', 'approval.not_yours', `You do not hold the role ${words(who.role)}. Somebody who does has to decide.`)
  }
  if (inPlaceOf === deal.made_by) {
    throw new Refusal(
      'forbidden',
      'approval.own_deal',
      'Nobody approves their own deal, nor does whoever stands in for them. Ask a colleague.',
    )
  }
  if (who.seen !== undefined && who.seen !== deal.order_hash) throw voided(deal)
  const asked = deal.approve.includes(who.role) ? verdicts.find((one) => one.role === who.role) : undefined
  if (!asked) throw new Refusal('conflict', 'approval.not_waiting', `${deal.number} does not wait for the role ${words(who.role)}.`)
  if (asked.order_hash !== deal.order_hash || asked.state === 'void') throw voided(deal)
  if (asked.state !== 'pending') {
    throw new Refusal('conflict', 'approval.decided', `${words(who.role)} has ${asked.state} ${deal.number} already.`)
  }
  const persons = new Set([who.person, inPlaceOf])
  const heard = ({ by_id, for_id }: Verdict) => [by_id, for_id].some((one) => typeof one === 'string' && persons.has(one))
  const other = verdicts.find((one) => heard(one) && one.role !== who.role && one.order_hash === deal.order_hash)
  if (other) {
    throw new Refusal(
      'forbidden',
      'approval.same_person',
      inPlaceOf !== null && ![other.by_id, other.for_id].includes(who.person)
        ? `Whoever you stand in for has decided ${deal.number} as ${words(other.role)} already. One person stands for one role of a deal: ask a colleague.`
        : `You have decided ${deal.number} as ${words(other.role)} already. One person stands for one role of a deal: ask a colleague.`,
    )
  }
}

export function mayVerdict(deal: Deal, verdicts: readonly Verdict[], who: Approver): boolean {
  try {
    requireVerdict(deal, verdicts, who)
    return true
  } catch (error) {
    if (isRefusal(error)) return false
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
