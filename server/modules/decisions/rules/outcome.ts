import type { Unmet } from '../../../kernel/refusal.ts'
import type { Day } from '../../../kernel/period.ts'
import type { PartyAnswer } from './answers.ts'

export type Outcome = 'accept' | 'accept_changed' | 'reject' | 'defer'

export type State = 'collecting' | 'ready' | 'decided' | 'performing' | 'done' | 'reviewed' | 'superseded' | 'reversed' | 'withdrawn'

type Verdict = {
  outcome: Outcome
  text: string
  actions: number
  no_actions: boolean
  override_reason: string | null
  need_by: Day | null
  /** the earliest day until which it may be put off */
  next_day: Day
  partyAnswers: readonly PartyAnswer[]
}

/** What stands in the way of deciding so. */
export function outcomeUnmet(verdict: Verdict): Unmet[] {
  const { outcome, text, actions, no_actions, override_reason, need_by, next_day } = verdict
  const unmet: Unmet[] = []
  if (text.trim() === '') unmet.push({ code: 'decision.text_missing', text: 'Say in words what is decided.', path: 'text' })
  if (outcome === 'defer') {
    if (!need_by || need_by < next_day)
      unmet.push({ code: 'decision.defer_until', text: `Say until when it is put off: ${next_day} or later.`, path: 'need_by' })
    return unmet
  }
  if (outcome !== 'reject' && actions === 0 && !no_actions)
    unmet.push({
      code: 'decision.no_action',
      text: 'Name at least one action with who does it and by when, or say that none is needed.',
      path: 'actions',
    })
  if (outcome !== 'reject' && !override_reason)
    for (const { party, objection } of verdict.partyAnswers)
      if (objection)
        unmet.push({
          code: 'decision.objection_open',
          text: `${objection.person_name} objects${party.group_id ? ` for ${party.name}` : ''}. Deciding against it takes a reason that stays beside it.`,
          path: 'override_reason',
        })
  return unmet
}

/** What becomes of a decision by itself when it was decided and its actions move. */
export function stateAfter(state: State, openActions: number): State {
  if (state !== 'decided' && state !== 'performing' && state !== 'done') return state
  return openActions > 0 ? 'performing' : 'done'
}

/** Whether what was decided holds on a day. */
export function holds({ state, outcome, decided_day, ended_on }: Held, day: Day): boolean {
  if (decided_day === null || decided_day > day || (outcome !== 'accept' && outcome !== 'accept_changed')) return false
  if (state === 'withdrawn') return false
  return ended_on === null || day < ended_on
}
type Held = { state: State; outcome: Outcome | null; decided_day: Day | null; ended_on: Day | null }

/** What a state lets be done; what is missing there is refused with the states that would. */
const legal: Record<string, readonly State[]> = {
  answer: ['collecting', 'ready'],
  rewrite: ['collecting', 'ready'],
  withdraw: ['collecting', 'ready'],
  estimate: ['collecting', 'ready'],
  round: ['ready'],
  decide: ['ready'],
  review: ['decided', 'performing', 'done'],
  reverse: ['decided', 'performing', 'done', 'reviewed'],
}
export function statesFor(act: keyof typeof legal): readonly State[] {
  return legal[act] ?? []
}
