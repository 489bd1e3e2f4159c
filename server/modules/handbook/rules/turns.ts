import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import type { Day } from '../../../kernel/period.ts'
import { type Due, dueDay } from './due.ts'

/** A step of a run as far as it matters whose turn it is: `day` is that on which it was done, left out or failed. */
export type Stepped = {
  key: string
  position: string
  /** it is somebody's, or has a day */
  carries: boolean
  due: Due | null
  need: 'needed' | 'not_needed' | 'waits'
  state: 'todo' | 'done' | 'skipped' | 'failed' | 'not_needed'
  day: Day | null
}

type Turn = { key: string; due: Day | null }

/**
 * The steps whose turn it is: needed, open, and what they wait for is over. That is what their day counts from – the start of the run, or another
 * step –, and without a day all steps before them. The day counts from the day on which that step was done, left out or failed; of one that was not
 * needed from the last day on which anything before it was.
 */
export function turnsOf(steps: readonly Stepped[], start: Day, calendar: Calendar): Turn[] {
  return steps.flatMap((step, at): Turn[] => {
    if (!step.carries || step.need !== 'needed' || step.state !== 'todo') return []
    const before = steps.slice(0, at)
    if (step.due === null) return before.every(over) ? [{ key: step.key, due: null }] : []
    const { after } = step.due
    if (after === 'start') return [{ key: step.key, due: dueDay(step.due, start, calendar) }]
    const place = before.findIndex(({ position }) => position === after.step)
    const base = before[place]
    if (base && !over(base)) return []
    const days = before.slice(0, base ? place + 1 : 0).flatMap(({ day }) => day ?? [])
    const from = base?.day ?? days.toSorted().at(-1) ?? start
    return [{ key: step.key, due: dueDay(step.due, from, calendar) }]
  })
}

function over({ state, need }: Stepped): boolean {
  return state !== 'todo' || need === 'not_needed'
}
