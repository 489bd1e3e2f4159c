import type { Context } from '../../kernel/context.ts'
import { findPerson, findPersonByEmail } from './store/persons.ts'
import { namesOf, teammatesOf as teammates } from './store/teams.ts'

/** A colleague as other rooms speak of one. */
export type Colleague = { id: string; name: string; email: string; title: string | null; left: boolean }

/** The person, also after leaving; nothing when there never was one. */
export async function personOf(ctx: Pick<Context, 'tx'>, id: string): Promise<Colleague | undefined> {
  const row = await findPerson(ctx.tx, id)
  return row && { id: row.id, name: row.name, email: row.email, title: row.title, left: row.left_at !== null }
}

/** The colleague with an address. */
export async function personByEmail(ctx: Pick<Context, 'tx'>, email: string): Promise<Colleague | undefined> {
  const row = await findPersonByEmail(ctx.tx, email)
  return row && personOf(ctx, row.id)
}

/** Names for many ids in one query; unknown ids are left out. */
export async function personsOf(ctx: Pick<Context, 'tx'>, ids: readonly string[]): Promise<Map<string, string>> {
  return namesOf(ctx.tx, ids)
}

/** Everybody who shares a team with the actor, the actor included: what the scope `team` reaches. A key stands for its owner. */
export async function teammatesOf(ctx: Pick<Context, 'tx' | 'actor'>): Promise<string[]> {
  return teammates(ctx.tx, ctx.actor.person ?? ctx.actor.id)
}
