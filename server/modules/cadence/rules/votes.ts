import { Refusal } from '../../../kernel/refusal.ts'

/** So many issues one person votes for. */
export const mostVotes = 5

type Issue = { id: string; state: string; position: number }

/** Issues as the room ranks them: those that can still be talked about first, by votes, then as they were raised. */
export function ranked<T extends Issue>(issues: readonly T[], votes: ReadonlyMap<string, number>): T[] {
  const of = (one: T) => votes.get(one.id) ?? 0
  const over = ({ state }: T) => (state === 'open' ? 0 : state === 'parked' ? 1 : 2)
  return [...issues].sort((a, b) => over(a) - over(b) || of(b) - of(a) || a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** Refuses `vote.too_many` and `vote.unknown_issue`; the same issue twice is once. */
export function fitVotes(wanted: readonly string[], issues: readonly Issue[]): string[] {
  const set = [...new Set(wanted)]
  if (set.length > mostVotes)
    throw new Refusal('refused', 'vote.too_many', `Choose at most ${mostVotes} issues: what everybody wants is no order.`)
  const open = new Set(issues.filter(({ state }) => state === 'open').map(({ id }) => id))
  const strange = set.find((id) => !open.has(id))
  if (strange !== undefined)
    throw new Refusal(
      'refused',
      'vote.unknown_issue',
      'One of these is no open issue of this meeting. Look again and vote for what is there.',
    )
  return set
}
