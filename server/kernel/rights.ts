import type { Actor, Scope } from './context.ts'
import { Refusal } from './refusal.ts'

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
