import type { Actor } from './context.ts'
import type { Operation, OutputOf } from './operation.ts'
import type { Day } from './period.ts'

/** Somebody of the demo who speaks to the house through the same call as every door. */
export type Speaker = {
  actor: Actor
  say: <T extends Operation>(operation: T, input: Parameters<T['input']['parse']>[0]) => Promise<OutputOf<T>>
}

/**
 * Where a room tells its part: the last day of the demo, its colleagues by a role that they hold, and the clock. What a room tells of the
 * past it tells on its own day, in order; behind it the clock stands on the last day again. `night` does what a job of the house would
 * have done by itself at the clock's time.
 */
export type DemoStage = {
  today: Day
  as: (role: string) => Promise<Speaker>
  now: () => Date
  at: (when: Date) => void
  night: (job: string) => Promise<void>
}

/** What a room adds to the demo company, told once, when the company has lived. It asks operations; it writes no rows. */
export type DemoPart = (stage: DemoStage) => Promise<void>
