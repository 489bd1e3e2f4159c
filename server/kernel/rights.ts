import type { Actor, Scope } from './context.ts'
import { Refusal } from './refusal.ts'

/** One right as its room declares it. No role means no: a right that no row names is a right that nobody has. */
export type RightRow = {
  /** role → how far it reaches */
  roles: Readonly<Record<string, Scope>>
  /** for customers' contacts in their portal; without, for our own people */
  portal?: true
  /** changes nothing: who only reads may have it */
  reads?: true
  /** a person's alone: no key carries it, whoever owns the key */
  personal?: true
}

/** Right → row. What each room declares, and all of them together: the one authorization table. */
export type Rights = Readonly<Record<string, RightRow>>

/** The table of all rooms, in their order. Two rooms that declare one right is a bug, found at start. */
export function collectRights(rooms: readonly { name: string; rights: Rights }[]): Rights {
  const table: Record<string, RightRow> = {}
  for (const room of rooms) {
    for (const [right, row] of Object.entries(room.rights)) {
      if (right in table) throw new Error(`${room.name} declares the right ${right}, which another room has declared`)
      table[right] = row
    }
  }
  return table
}

/** How far the actor's right reaches, or nothing. `anyone` and `signed_in` are rights that need no table. */
export function mayDo(actor: Actor, right: string): Scope | undefined {
  if (right === 'anyone') return 'all'
  if (right === 'signed_in') return actor.kind === 'visitor' ? undefined : 'all'
  if (actor.kind === 'system') return 'all'
  return actor.rights.get(right)
}

/** Whose act it is: a key acts for its person, so that nobody passes for two by making one. */
export function personBehind(actor: Actor): string {
  return actor.person ?? actor.id
}

/** The scope of a right, or a refusal that tells a stranger from a colleague. */
export function need(actor: Actor, right: string): Scope {
  const scope = mayDo(actor, right)
  if (scope) return scope
  if (actor.kind === 'visitor') throw new Refusal('unauthenticated', 'session.missing', 'Sign in first.')
  throw new Refusal('forbidden', 'right.missing', `This needs the right ${right}, which your roles do not give.`)
}
