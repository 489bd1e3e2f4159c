import type { Unmet } from '../../../kernel/refusal.ts'
import type { Day } from '../../../kernel/period.ts'
import type { Letter, Party } from './letters.ts'
import { movedItems } from './texts.ts'

const views = ['support', 'concern', 'oppose', 'no_view'] as const
const consents = ['agree', 'object'] as const
type Stance = (typeof views)[number] | (typeof consents)[number] | 'silence'

export type Answer = {
  id: string
  party_id: string
  person_id: string | null
  person_name: string
  for_person: string | null
  stance: Stance
  text: string | null
  text_no: number
  round: number
  at: Date
  source: 'given' | 'silence'
}

/** What texts there were: number → hash and parts. */
export type Texts = ReadonlyMap<number, { hash: string; items: Readonly<Record<string, string>> | null }>

/** How a party stands on the text of now. `stale`: the answer was given on an older text that said something else, or before everybody was asked again. */
export type PartyAnswer = {
  party: Party
  answer: Answer | undefined
  state: 'none' | 'answered' | 'stale'
  /** parts that changed since the answer, where they are agreed to one by one */
  moved: string[]
  objection: Answer | undefined
  /** the sign-off in which they agreed to all that the text of now says, where they have not answered it */
  kept: string | null
}

/** The stances that a letter answers with. */
export function stancesOf(letter: Letter): readonly Stance[] {
  if (letter === 'A') return consents
  return letter === 'D' ? [] : views
}

/**
 * How each party stands. Of every person the last answer counts; an objection of any member of a group outranks the agreement of another
 * one until the same member takes it back.
 */
export function partyAnswers(parties: readonly Party[], answers: readonly Answer[], texts: Texts, now: Now): PartyAnswer[] {
  return parties.filter(({ letter }) => letter !== 'D').map((party) => partyAnswerOf(party, answers, texts, now))
}

/** The text and the round in which everybody is asked now. */
type Now = { text_no: number; round: number }

/** Whether an answer is still asked of them: whoever recommends it has said all, and so has one whose agreement is kept. */
export function isWaitedFor({ party, state, kept }: Pick<PartyAnswer, 'state' | 'kept'> & { party: Pick<Party, 'letter'> }): boolean {
  return party.letter !== 'R' && state !== 'answered' && kept === null
}

function partyAnswerOf(party: Party, answers: readonly Answer[], texts: Texts, now: Now): PartyAnswer {
  const given = answeredBy(party, answers, texts, now)
  const keeps = given.state !== 'answered' && !given.objection && party.kept_no === now.text_no
  return { ...given, kept: keeps ? (party.kept_from ?? null) : null }
}

function answeredBy(party: Party, answers: readonly Answer[], texts: Texts, now: Now): Omit<PartyAnswer, 'kept'> {
  const own = answers.filter((one) => one.party_id === party.id)
  const last = [...new Map(own.map((one) => [one.for_person ?? one.person_id, one])).values()].toSorted(byTime)
  const objection = last.findLast((one) => one.stance === 'object')
  const answer = objection ?? last.findLast((one) => one.source !== 'silence') ?? last.at(-1)
  if (!answer || answer.source === 'silence') return { party, answer, state: 'none', moved: [], objection }
  const moved = answer.round < now.round ? [] : movedSince(texts, answer.text_no, now.text_no)
  return { party, answer, state: moved === undefined ? 'answered' : 'stale', moved: moved ?? [], objection }
}

function byTime(a: Answer, b: Answer): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
}

/** Nothing when the answered text says the same as the text of now; else the parts that moved, none where it counts as one. */
function movedSince(texts: Texts, then: number, now: number): string[] | undefined {
  const [old, present] = [texts.get(then), texts.get(now)]
  if (!old || !present || old.hash === present.hash) return undefined
  const moved = movedItems(old, present)
  if (moved === undefined) return []
  return moved.length === 0 ? undefined : moved
}

type Readiness = {
  partyAnswers: readonly PartyAnswer[]
  need_by: Day
  today: Day
  /** in the company's currency, minor units; nothing when nothing is spent beside the budget */
  off_cycle_spend: bigint | null
  limit: bigint
  estimated: boolean
}

/** What is missing before the decider is asked. */
export function readinessUnmet(asked: Readiness): Unmet[] {
  const { need_by, today, off_cycle_spend, limit, estimated } = asked
  const over = today > need_by
  const unmet: Unmet[] = []
  for (const { party, state } of asked.partyAnswers.filter(isWaitedFor)) {
    if (party.letter === 'A')
      unmet.push(
        state === 'stale'
          ? { code: 'decision.agreement_stale', text: `${party.name} answered an older text. Ask again.` }
          : { code: 'decision.agreement_missing', text: `${party.name} has not said whether they agree.` },
      )
    else if (!over)
      unmet.push({
        code: 'decision.input_open',
        text: `${party.name} has not answered${state === 'stale' ? ' on this text' : ''} and may until ${need_by}.`,
      })
  }
  if (off_cycle_spend !== null && off_cycle_spend > limit && !estimated)
    unmet.push({
      code: 'decision.estimate_missing',
      text: 'This is spent beside the budget and above the limit. Finance adds an estimate first.',
    })
  return unmet
}
