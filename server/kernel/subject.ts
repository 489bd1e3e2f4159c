import type { Context } from './context.ts'
import { isRefusal } from './refusal.ts'

/** A thing of some room, as every other part of the house speaks of it. `versionHash`: the text that was meant, where texts change. */
export type SubjectRef = {
  room: string
  kind: string
  id: string
  versionHash?: string
  title: string
  /** where others than its readers look (trail, history): what is for the few is not called by its title */
  called?: string
  href: string
  audience: 'public' | 'internal' | 'restricted'
}

/** How a thing is called where others than its readers look. */
export function calledOf({ called, title }: SubjectRef): string {
  return called ?? title
}

/**
 * How a room hands over the things of one kind. `right` is what reads them; whose things the actor reaches is asked before `find` for what
 * belongs to an account (`accountBound`), and is for `find` to judge for everything else: what may not be seen is not found.
 */
export type SubjectSource = { right: string; find: (ctx: Context, id: string) => Promise<SubjectRef | undefined> }

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is read by its UUID, or nothing: where a read refuses what is missing, and what the asker may not see, a subject is not found. */
export async function foundById<T>(id: string, read: (id: string) => Promise<T>): Promise<T | undefined> {
  if (!isId.test(id)) return undefined
  try {
    return await read(id)
  } catch (error) {
    if (isRefusal(error) && (error.kind === 'missing' || error.kind === 'forbidden')) return undefined
    throw error
  }
}
