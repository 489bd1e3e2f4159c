import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { fitPassword, knownRoles } from '../rules/guards.ts'
import { hashPassword } from '../sign-in/hash.ts'
import { addPassword } from '../store/links.ts'
import { addPerson, findPersonByEmail, saveRoles } from '../store/persons.ts'
import { addMembers, teamNames } from '../store/teams.ts'

export type Newcomer = {
  name: string
  email: string
  password: string
  title?: string
  roles: readonly string[]
  teams?: readonly string[]
}

/** Makes a colleague with a password, roles and teams; answers the person's id. Refuses an address that somebody has. */
export async function admitPerson(ctx: Context, newcomer: Newcomer): Promise<string> {
  const email = mailKey(newcomer.email)
  const roles = knownRoles(newcomer.roles)
  fitPassword(newcomer.password, email)
  if (await findPersonByEmail(ctx.tx, email)) {
    throw new Refusal('conflict', 'person.email_taken', `${email} belongs to a colleague already.`)
  }
  const by = { at: ctx.now, who: ctx.actor.id }
  const id = newId()
  await addPerson(ctx.tx, {
    id,
    name: newcomer.name,
    email,
    title: newcomer.title ?? null,
    created_at: ctx.now,
    updated_at: ctx.now,
    created_by: by.who,
    email_verified: true,
  })
  await addPassword(ctx.tx, { personId: id, hash: await hashPassword(newcomer.password), at: ctx.now })
  await saveRoles(ctx.tx, id, roles, by)
  await addMembers(
    ctx.tx,
    (newcomer.teams ?? []).map((teamId) => ({ teamId, personId: id })),
    by,
  )
  await record(ctx, {
    action: 'people.person.joined',
    subject: { kind: 'person', id, label: newcomer.name },
    after: { name: newcomer.name, email, roles, teams: await teamNames(ctx.tx, newcomer.teams ?? []) },
  })
  await ctx.announce('people.person.joined', { person_id: id, roles }, { key: id })
  return id
}
