import type { Context } from '../../../kernel/context.ts'
import { bookOf } from './book.ts'
import { getDecision } from '../store/decisions.ts'
import type { PartyAnswer } from '../rules/answers.ts'
import type { DecisionTable, PartyTable } from '../tables.ts'

export function isOpen({ state }: Pick<DecisionTable, 'state'>): boolean {
  return state === 'collecting' || state === 'ready'
}

/** How a sign-off of a room's own thing stands: who was asked, what each said, on which parts of the text they are stale. */
export async function signoffOf(ctx: Pick<Context, 'tx'>, id: string) {
  const decision = await getDecision(ctx.tx, id, { person: nobody, all: true })
  const { parties, partyAnswers, texts } = await bookOf(ctx, decision)
  const last = texts.at(-1)
  const by = new Map(partyAnswers.map((one) => [one.party.id, one]))
  return {
    id: decision.id,
    number: decision.number,
    open: isOpen(decision),
    accepted: decision.outcome === 'accept' || decision.outcome === 'accept_changed',
    override_reason: decision.override_reason,
    need_by: decision.need_by,
    decider: decision.decider,
    hashes: last?.subjects.map(({ version_hash }) => version_hash) ?? [],
    parties: parties.map((party) => askedPartyOf(party, by.get(party.id))),
  }
}

export type AskedParty = ReturnType<typeof askedPartyOf>

/** A party as the room whose thing it is sees it. */
export function askedPartyOf({ letter, name, person_id, group_id, members, fell_to_lead }: PartyTable, now: PartyAnswer | undefined) {
  const { state = 'none' as const, answer, moved = [], objection } = now ?? {}
  const given = answer?.source === 'given' ? answer : undefined
  return {
    letter,
    name,
    person_id,
    group_id,
    members,
    fell_to_lead,
    state,
    stance: answer?.stance ?? null,
    by: given?.person_name ?? null,
    text: given?.text ?? null,
    at: given?.at ?? null,
    moved,
    objection: objection && { id: objection.id, by: objection.person_name, text: objection.text, at: objection.at },
  }
}

/** The house itself asks. */
const nobody = '00000000-0000-0000-0000-000000000000'
