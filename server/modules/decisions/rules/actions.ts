import { Refusal } from '../../../kernel/refusal.ts'
import type { Day } from '../../../kernel/period.ts'

export type ActionState = 'open' | 'done' | 'dropped'

/** Refuses `action.wrong_state`: what is done or dropped stays so; open another one. */
export function fitOpen(action: { number: string; state: ActionState }): void {
  if (action.state !== 'open')
    throw new Refusal('conflict', 'action.wrong_state', `${action.number} is ${action.state}. Open another action for what is left.`, {
      facts: { state: action.state, legal: ['open'] },
    })
}

/** Refuses `action.due_past`. */
export function fitDue(due: Day, today: Day): void {
  if (due < today)
    throw new Refusal('refused', 'action.due_past', `${due} is over. Choose today (${today}) or a later day.`, {
      unmet: [{ code: 'action.due_past', text: `Choose ${today} or later.`, path: 'due' }],
    })
}

/** How often the day was moved: a change of the day counts, the same day again does not. */
export function movesAfter(action: { due: Day; moves: number }, due: Day): number {
  return due === action.due ? action.moves : action.moves + 1
}

/** How an action stands on a day. */
export function actionLook(action: { state: ActionState; due: Day; closed_day: Day | null; first_due: Day }, today: Day) {
  return {
    late: action.state === 'open' && action.due < today,
    /** done by the day that was promised first */
    on_time: action.state === 'done' ? (action.closed_day ?? today) <= action.first_due : undefined,
  }
}
