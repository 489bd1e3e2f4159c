import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { fitPassword, knownRoles } from '../rules/guards.ts'
import { hashPassword } from '../sign-in/hash.ts'
import { addPassword } from '../store/links.ts'
import { saveRoles } from '../store/grants.ts'
import { groupNames } from '../store/groups.ts'
import { addMembers } from '../store/memberships.ts'
import { addPerson, findPersonByEmail } from '../store/persons.ts'
import { freeInitials } from './persons.ts'

export type Newcomer = {
  name: string
  email: string
  password: string
  title?: string
  /** proposed from the name when left out */
  initials?: string
  managerId?: string
  startedOn?: string
  roles: readonly string[]
  teams?: readonly string[]
}

/** Makes a colleague with a password, roles and teams; answers the person's id. Refuses an address that somebody has. */
export async function admitPerson(ctx: Context, newcomer: Newcomer): Promise<string> {
  const email = mailKey(newcomer.email)
  const roles = knownRoles(newcomer.roles)
  fitPassword(newcomer.password, email, newcomer.name)
  // before anything is held: it takes some tenths of a second
  const hash = await hashPassword(newcomer.password)
  if (await findPersonByEmail(ctx.tx, email)) {
    throw new Refusal('conflict', 'person.email_taken', `${email} belongs to a colleague already.`)
  }
  const by = { at: ctx.now, day: ctx.today, who: ctx.actor.id }
  const initials = newcomer.initials ?? (await freeInitials(ctx, newcomer.name))
  const id = newId()
  await addPerson(ctx.tx, {
    id,
    name: newcomer.name,
    email,
    title: newcomer.title ?? null,
    initials,
    manager_id: newcomer.managerId ?? null,
    started_on: newcomer.startedOn ?? ctx.today,
    created_at: ctx.now,
    updated_at: ctx.now,
    created_by: by.who,
    email_verified: true,
  })
  await addPassword(ctx.tx, { personId: id, hash, at: ctx.now })
  await saveRoles(ctx.tx, id, roles, by)
  await addMembers(
    ctx.tx,
    (newcomer.teams ?? []).map((groupId) => ({ groupId, personId: id })),
    by,
  )
  await record(ctx, {
    action: 'people.person.joined',
    subject: { kind: 'person', id, label: newcomer.name },
    after: { name: newcomer.name, initials, email, roles, teams: await groupNames(ctx.tx, newcomer.teams ?? []) },
  })
  await ctx.announce('people.person.joined', { person_id: id, roles }, { key: id })
  return id
}
