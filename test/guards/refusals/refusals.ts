import type { World } from '../../cast/writes.ts'

/** The code of a refusal → a call that is refused with it, after what must stand for that. */
export type Refusals = Record<string, (world: World) => Promise<unknown>>
