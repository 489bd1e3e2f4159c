import type { z } from 'zod'
import type { Actor } from '../../../server/kernel/context.ts'
import type { World } from '../../cast/writes.ts'

/** An operation that is no read, as a contract exports it. */
type Write = { name: string; method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; input: z.ZodType }

/** What is asked: fields that are left out are filled with the plainest that fits. `as` is the owner of the house when left out. */
export type Asked<I extends z.ZodType = z.ZodType> = { input: Partial<z.input<I>>; as?: Actor }

/**
 * One call of a write that works, and what must come of it: every audit row and every event, no more and no less. `quiet` says why
 * nothing is to be audited. `unknown` is the refusal of an id that nothing has, where the door itself does not see to it (`bound`).
 * `actor: 'subject'`: who asked came as a stranger and the row is in the name of whom the act made them.
 */
export type Sample<I extends z.ZodType = z.ZodType> = {
  given: (world: World) => Promise<Asked<I>> | Asked<I>
  events?: readonly string[]
  unknown?: string
  actor?: 'subject'
  /** why there is no second body that fits: nothing can be chosen */
  alone?: string
} & ({ audit: readonly string[] } | { quiet: string })

/** A sample for each write of a contract: one that is missing does not compile. */
export type SamplesOf<C> = {
  [K in keyof C as C[K] extends Write ? C[K]['name'] : never]: C[K] extends Write ? Sample<C[K]['input']> : never
}
