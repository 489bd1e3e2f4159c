import type { Unmet } from '../../../kernel/refusal.ts'

/** Recommend, agree, perform, give input, decide. */
export type Letter = 'R' | 'A' | 'P' | 'I' | 'D'

/** One who takes part under a letter: a person, or a group with its members of the day of opening. */
export type Party = {
  id: string
  letter: Letter
  person_id: string | null
  group_id: string | null
  name: string
  members: readonly string[]
  /** of the text of this number they need say nothing: what it says they agreed to in the sign-off `kept_from` */
  kept_no?: number | null
  kept_from?: string | null
}

export type Wanted = {
  letter: Letter
  person_id?: string | undefined
  group_id?: string | undefined
  name: string
  empty?: boolean
  members?: readonly string[]
}

type Opening = {
  parties: readonly Wanted[]
  type: 1 | 2
  kind: 'decision' | 'signoff'
  a_reason: string | null
  /** roles that the decider holds today */
  deciderRoles: readonly string[]
  /** the role that decides what is hard to undo */
  type1Role: string
}

/** What stands in the way of opening with these parties. */
export function partiesUnmet({ parties, type, kind, a_reason, deciderRoles, type1Role }: Opening): Unmet[] {
  const of = (letter: Letter) => parties.filter((one) => one.letter === letter)
  const unmet: Unmet[] = []
  const say = (code: string, text: string) => unmet.push({ code, text, path: 'parties' })
  const deciders = of('D')
  if (deciders.length !== 1)
    say(
      'rapid.one_decider',
      `Exactly one person decides, and ${deciders.length > 0 ? `${deciders.length} are` : 'nobody is'} named with D.`,
    )
  if (deciders.some((one) => one.group_id)) say('rapid.decider_not_person', 'A group cannot decide. Name one of its members with D.')
  if (of('R').length === 0) say('rapid.no_recommender', 'Somebody must recommend it. Name them with R.')
  const decider = deciders[0]?.person_id
  // of a group the others agree; one without others would be the decider's own agreement
  if (decider && of('A').some((one) => one.person_id === decider || (one.members?.length === 1 && one.members[0] === decider)))
    say('rapid.decider_agrees', `${deciders[0]?.name} decides and cannot be asked to agree as well. Take one of the two letters away.`)
  for (const one of twice(parties))
    say('rapid.named_twice', `${one.name} is named twice with ${one.letter}. Name everybody once under a letter.`)
  for (const one of parties.filter(({ empty }) => empty))
    say('rapid.empty_group', `${one.name} has no members and no lead, so that nobody could answer. Name a person.`)
  if (of('A').length > 0 && kind === 'decision' && !a_reason)
    say('decision.agree_unjustified', 'Asking for agreement is rare. Say why this cannot go ahead without it.')
  if (type === 1 && decider && !deciderRoles.includes(type1Role))
    say('decision.type1_decider', `What is hard to undo is decided by somebody with the role ${type1Role}. Name one with D.`)
  return unmet
}

function twice(parties: readonly Wanted[]): Wanted[] {
  const key = (one: Wanted) => `${one.letter} ${one.person_id ?? one.group_id}`
  return parties.filter((one, at) => parties.findIndex((other) => key(other) === key(one)) < at)
}
