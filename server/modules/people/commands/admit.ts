import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { fitPassword, knownRoles } from '../rules/guards.ts'
import { libraryRefusal, signInLibrary } from '../sign-in/library.ts'
import { findPersonByEmail, savePerson, saveRoles } from '../store/persons.ts'
import { addMembers } from '../store/teams.ts'

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
  const email = newcomer.email.toLowerCase()
  const roles = knownRoles(newcomer.roles)
  fitPassword(newcomer.password, email)
  if (await findPersonByEmail(ctx.tx, email)) {
    throw new Refusal('conflict', 'person.email_taken', `${email} belongs to a colleague already.`)
  }
  const { auth } = signInLibrary(ctx)
  const { user } = await auth.api
    .signUpEmail({ body: { name: newcomer.name, email, password: newcomer.password } })
    .catch((error: unknown) => {
      throw libraryRefusal(error, { code: 'person.not_admitted', detail: 'This address or password cannot be used.' })
    })
  const by = { at: ctx.now, who: ctx.actor.id }
  await savePerson(ctx.tx, user.id, {
    title: newcomer.title ?? null,
    created_at: ctx.now,
    updated_at: ctx.now,
    created_by: by.who,
    email_verified: true,
  })
  await saveRoles(ctx.tx, user.id, roles, by)
  await addMembers(
    ctx.tx,
    (newcomer.teams ?? []).map((teamId) => ({ teamId, personId: user.id })),
    by,
  )
  await record(ctx, {
    action: 'people.person.joined',
    subject: { kind: 'person', id: user.id, label: newcomer.name },
    after: { name: newcomer.name, email, roles, teams: newcomer.teams ?? [] },
  })
  await ctx.announce('people.person.joined', { person_id: user.id, roles }, { key: user.id })
  return user.id
}
