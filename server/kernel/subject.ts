import type { Context } from './context.ts'

/** A thing of some room, as every other part of the house speaks of it. `versionHash`: the text that was meant, where texts change. */
export type SubjectRef = {
  room: string
  kind: string
  id: string
  versionHash?: string
  title: string
  href: string
  audience: 'public' | 'internal' | 'restricted'
}

/**
 * How a room hands over the things of one kind. `right` is what reads them; whose things the actor reaches is asked before `find` for what
 * belongs to an account (`accountBound`), and is for `find` to judge for everything else: what may not be seen is not found.
 */
export type SubjectSource = { right: string; find: (ctx: Context, id: string) => Promise<SubjectRef | undefined> }
