import { addDays, addMonths, type Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** What somebody else can be asked for in one's place. */
export const delegable = ['approvals', 'decisions', 'actions'] as const
export type Delegable = (typeof delegable)[number]

type Run = { from_id: string; to_id: string; what: readonly string[]; from_day: Day; until_day: Day; ended_on?: Day | null }

/** Does it hold on the day? On the day on which somebody ended it, it does not any more. */
export function standsOn(run: Run, day: Day): boolean {
  return run.from_day <= day && day <= run.until_day && !(run.ended_on && run.ended_on <= day)
}

export function stateOf(run: Run, today: Day): 'holds' | 'later' | 'over' {
  if (standsOn(run, today)) return 'holds'
  return run.from_day > today && !run.ended_on ? 'later' : 'over'
}

/** Whoever is away for longer has left a task, not lent it. */
const mostMonths = 12

/**
 * Whom one may name: not oneself (`delegation.to_self`), for days to come and a year at most (`delegation.days`), one for each thing and day
 * (`delegation.overlap`), and never somebody who is away then or for whom it would be passed on (`delegation.chain`): what was asked of
 * one person is answered by the next at most. `near` are the open ones of both persons.
 */
export function fitDelegation(near: readonly Run[], wanted: Run, today: Day, nameOf: (id: string) => string): void {
  if (wanted.from_id === wanted.to_id)
    throw new Refusal('invalid', 'delegation.to_self', 'Nobody stands in for themselves. Choose a colleague.')
  if (wanted.from_day < today || wanted.until_day < wanted.from_day) {
    throw new Refusal(
      'invalid',
      'delegation.days',
      'It begins today or later, and its last day is not before its first. Choose other days.',
    )
  }
  const longest = addDays(addMonths(wanted.from_day, mostMonths), -1)
  if (wanted.until_day > longest) {
    const text = `Nobody stands in for more than a year. From ${wanted.from_day} on, the last day is ${longest} at most.`
    throw new Refusal('invalid', 'delegation.days', text, { unmet: [{ code: 'delegation.days', text, path: '/until_day' }] })
  }
  const meeting = near.filter((one) => meets(one, wanted))
  const same = meeting.find((one) => one.from_id === wanted.from_id)
  if (same) {
    const days = `from ${same.from_day} until ${lastDay(same)}`
    throw new Refusal(
      'conflict',
      'delegation.overlap',
      `${nameOf(same.to_id)} stands in ${days} already. End that first or choose other days.`,
    )
  }
  const away = meeting.find((one) => one.from_id === wanted.to_id)
  if (away) {
    const days = `from ${away.from_day} until ${lastDay(away)}`
    throw new Refusal('conflict', 'delegation.chain', `${nameOf(wanted.to_id)} is away ${days}. Choose somebody else or other days.`)
  }
  const deputy = meeting.find((one) => one.to_id === wanted.from_id)
  if (deputy) {
    const whom = `${nameOf(wanted.from_id)} stands in for ${nameOf(deputy.from_id)} from ${deputy.from_day} until ${lastDay(deputy)}`
    throw new Refusal('conflict', 'delegation.chain', `${whom}, and what is asked of one is passed on once only. End that first.`)
  }
}

function meets(one: Run, other: Run): boolean {
  return one.from_day <= other.until_day && other.from_day <= lastDay(one) && one.what.some((what) => other.what.includes(what))
}

function lastDay(run: Run): Day {
  return run.ended_on && run.ended_on <= run.until_day ? addDays(run.ended_on, -1) : run.until_day
}
