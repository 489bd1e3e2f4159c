import { addDays, type Day } from '../../../kernel/period.ts'

export type Pull = 'rate' | 'flags' | 'exceptions'

/** What speaks for reading a procedure again before its day. */
type Known = {
  /** of runs that ended since it was read last, in the window of rates */
  rate: 'few' | 'green' | 'undecided' | 'red'
  /** flags that nobody has answered */
  flags: number
  /** the most exceptions that were granted on one step, in the window and since it was read last */
  exceptions: number
}

const manyFlags = 3
const manyExceptions = 3
const daysLeft = 14

/** Why a procedure is to be read again early, the gravest first; nothing where nothing speaks for it. */
export function pullOf({ rate, flags, exceptions }: Known): Pull | null {
  if (rate === 'red') return 'rate'
  if (flags >= manyFlags) return 'flags'
  return exceptions >= manyExceptions ? 'exceptions' : null
}

/** The day to which a review is brought forward: two weeks from today, where that is sooner. */
export function pulledTo(reviewOn: Day, today: Day): Day | null {
  const soon = addDays(today, daysLeft)
  return soon < reviewOn ? soon : null
}

type Exception = { state: 'asked' | 'granted' | 'refused' | 'ended'; until: Day }

/** Where an exception stands on a day: one that was granted holds through its last day. */
export function exceptionState({ state, until }: Exception, today: Day): Exception['state'] | 'expired' {
  return state === 'granted' && until < today ? 'expired' : state
}

const longest = 365

/** Whether a day may be the last one of an exception: from today on, a year at most. */
export function mayHoldUntil(until: Day, today: Day): boolean {
  return until >= today && until <= addDays(today, longest)
}
