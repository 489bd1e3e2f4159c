import type { Day } from '../../../kernel/period.ts'
import { holds, type Outcome, type State } from './outcome.ts'

/** A sign-off of a subject as it was decided: on which hash, and what was carried to which since. */
export type Signed = {
  decision_id: string
  number: string
  hash: string
  by_name: string
  state: State
  outcome: Outcome | null
  decided_day: Day | null
  ended_on: Day | null
  carried: readonly { from: string; to: string; class: string; by: string; day: Day }[]
}

export type Standing =
  | { is: 'agreed'; decision_id: string; number: string; by: string; day: Day }
  | { is: 'carried'; decision_id: string; number: string; from: string; class: string; by: string; day: Day }
  | { is: 'stale'; decision_id: string; number: string; hash: string }
  | { is: 'none' }

/**
 * What the ledger says of a subject at a hash on a day. Agreed is only what was decided on these very bytes; carried is what its own room
 * carried over an editorial change, link by link from such a text; stale when an older text is agreed to; else nothing. The newest counts.
 */
export function standingOf(signed: readonly Signed[], hash: string, day: Day): Standing {
  const inForce = signed
    .filter((one) => holds(one, day))
    .toSorted((a, b) => compare(b.decided_day ?? '', a.decided_day ?? '') || compare(b.number, a.number))
  for (const one of inForce) {
    const { decision_id, number } = one
    if (one.hash === hash) return { is: 'agreed', decision_id, number, by: one.by_name, day: one.decided_day ?? day }
    const link = lastLink(one, hash)
    if (link) return { is: 'carried', decision_id, number, from: link.from, class: link.class, by: link.by, day: link.day }
  }
  const [newest] = inForce
  return newest ? { is: 'stale', decision_id: newest.decision_id, number: newest.number, hash: newest.hash } : { is: 'none' }
}

/** The link that leads to the hash, if an unbroken chain leads from the agreed text to it. */
function lastLink({ hash: start, carried }: Signed, hash: string) {
  const reached = new Set([start])
  let found: Signed['carried'][number] | undefined
  for (let grew = true; grew; ) {
    grew = false
    for (const link of carried)
      if (reached.has(link.from) && !reached.has(link.to)) {
        reached.add(link.to)
        grew = true
        if (link.to === hash) found = link
      }
  }
  return found
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
