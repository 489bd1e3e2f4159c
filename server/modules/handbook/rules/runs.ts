import { Refusal } from '../../../kernel/refusal.ts'

export type RunState = 'started' | 'completed' | 'completed_with_errors' | 'aborted'
type StepState = 'todo' | 'done' | 'skipped' | 'failed'

/** What was said of a step last, and by whom; `not_needed` is said once, when the run ends. */
export type Ticked = { key: string; state: StepState | 'not_needed'; by_id: string }

/** Refuses `run.finished`. */
export function fitOpen(state: RunState): void {
  if (state === 'started') return
  throw new Refusal('conflict', 'run.finished', 'This run has ended. What went wrong in it can still be told.', {
    facts: { state, legal: ['started'] },
  })
}

/** Refuses what cannot be said of a step: one that the text does not have, a skip or a failure without a reason, taking back what somebody else did. */
export function fitTick(
  keys: readonly string[],
  last: Ticked | undefined,
  said: { key: string; state: StepState; note: string | null; by: string },
): void {
  if (!keys.includes(said.key)) throw new Refusal('missing', 'run.step_unknown', 'The text of this run has no such step.')
  if ((said.state === 'skipped' || said.state === 'failed') && said.note === null)
    throw new Refusal('refused', 'run.reason_missing', said.state === 'skipped' ? 'Say why the step is left out.' : 'Say what failed.', {
      unmet: [{ code: 'run.reason_missing', text: 'Say why.', path: 'note' }],
    })
  if (last && last.state !== 'todo' && last.by_id !== said.by)
    throw new Refusal('forbidden', 'run.not_your_step', 'A step is changed by whoever ticked it.')
}

/** Refuses `run.step_not_needed` and `run.step_waits`: what is said of a step is said once it is known to be needed; it is opened again whenever. */
export function fitNeed(need: 'needed' | 'not_needed' | 'waits', because: string | null, state: StepState): void {
  if (state === 'todo' || need === 'needed') return
  if (need === 'waits')
    throw new Refusal('conflict', 'run.step_waits', `Whether this step is needed is not known yet. ${because ?? ''}`.trim())
  throw new Refusal('conflict', 'run.step_not_needed', `This step is not needed here. ${because ?? ''}`.trim())
}

/** Whether somebody may not approve: whoever began the run, or did another step of it, does not see it with other eyes. */
export function sameEyes(key: string, { runner, ticked, by }: { runner: string; ticked: readonly Ticked[]; by: string }): boolean {
  return runner === by || ticked.some((one) => one.key !== key && one.state !== 'todo' && one.by_id === by)
}

/** Refuses `run.four_eyes`. */
export function fitEyes(approves: boolean, same: boolean): void {
  if (!approves || !same) return
  throw new Refusal(
    'forbidden',
    'run.four_eyes',
    'This step is an approval. Somebody who did not begin the run and did no other step of it approves.',
  )
}

/** What a run ends as. Refuses `run.steps_open`: each step is done, left out with a reason, or failed. */
export function endOf(keys: readonly string[], ticked: readonly Ticked[], errors: number): 'completed' | 'completed_with_errors' {
  const by = new Map(ticked.map((one) => [one.key, one.state]))
  const open = keys.filter((key) => (by.get(key) ?? 'todo') === 'todo').length
  if (open > 0)
    throw new Refusal(
      'refused',
      'run.steps_open',
      `${open === 1 ? 'One step is' : `${open} steps are`} still open. Do them, or say why they are left out.`,
    )
  return errors > 0 || keys.some((key) => by.get(key) === 'failed') ? 'completed_with_errors' : 'completed'
}
