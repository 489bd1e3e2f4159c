import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { personChange, personDepart, personRoles } from '../contract.ts'
import { readPerson } from '../queries.ts'
import { keepAnAdmin, knownRoles } from '../rules/guards.ts'
import { revokeKeysOf } from '../store/keys.ts'
import { endProofs } from './proofs.ts'
import { savePasswordHash } from '../store/links.ts'
import { endMemberships, savePerson, saveRoles, takeAdmins, takePerson } from '../store/persons.ts'

/** Anybody changes their own name and title, administrators everybody's. */
export async function changePerson(ctx: Context, input: InputOf<typeof personChange>): Promise<OutputOf<typeof personChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const own = ctx.actor.kind === 'person' && ctx.actor.id === id
  if (!own && !mayDo(ctx.actor, 'people.admin')) {
    throw new Refusal('forbidden', 'right.missing', 'Only administrators change what others are called.')
  }
  const before = await takePerson(ctx.tx, id)
  fitVersion(ifMatch, before.version)
  await savePerson(ctx.tx, id, { ...change, updated_at: ctx.now })
  await record(ctx, {
    action: 'people.person.changed',
    subject: { kind: 'person', id, label: change.name ?? before.name },
    before: { name: before.name, title: before.title },
    after: { name: change.name ?? before.name, title: change.title === undefined ? before.title : change.title },
  })
  return readPerson(ctx, { id })
}

/** Sets the roles. Who gets or loses one signs in anew: no session, link or half-done sign-in outlives the change, but the asker's own. */
export async function setRoles(ctx: Context, input: InputOf<typeof personRoles>): Promise<OutputOf<typeof personRoles>> {
  const roles = knownRoles(input.roles)
  const admins = await takeAdmins(ctx.tx)
  const before = await takePerson(ctx.tx, input.id)
  if (before.left_at) throw new Refusal('conflict', 'person.left', `${before.name} has left.`)
  fitVersion(input.if_match, before.version)
  if (!roles.includes('admin')) keepAnAdmin(admins, input.id)
  await saveRoles(ctx.tx, input.id, roles, { at: ctx.now, who: ctx.actor.id })
  await savePerson(ctx.tx, input.id, { updated_at: ctx.now })
  if (String(roles.toSorted()) !== String(before.roles.toSorted())) await endProofs(ctx, input.id)
  await record(ctx, {
    action: 'people.roles.changed',
    subject: { kind: 'person', id: input.id, label: before.name },
    before: { roles: before.roles },
    after: { roles },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  await ctx.announce('people.roles.changed', { person_id: input.id, roles, before: before.roles }, { key: input.id })
  return readPerson(ctx, { id: input.id })
}

/** A colleague leaves: password, sessions, keys, roles and teams end in this transaction; the very next request opens nothing. */
export async function depart(ctx: Context, input: InputOf<typeof personDepart>): Promise<OutputOf<typeof personDepart>> {
  const admins = await takeAdmins(ctx.tx)
  const person = await takePerson(ctx.tx, input.id)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left already.`)
  keepAnAdmin(admins, input.id)
  await savePerson(ctx.tx, input.id, { left_at: ctx.now, updated_at: ctx.now })
  await savePasswordHash(ctx.tx, input.id, null, ctx.now)
  await endProofs(ctx, input.id)
  await revokeKeysOf(ctx.tx, input.id, ctx.now)
  await saveRoles(ctx.tx, input.id, [], { at: ctx.now, who: ctx.actor.id })
  await endMemberships(ctx.tx, input.id, ctx.now)
  await record(ctx, {
    action: 'people.person.left',
    subject: { kind: 'person', id: input.id, label: person.name },
    before: { roles: person.roles, teams: person.teams.map((team) => team.name) },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  await ctx.announce('people.person.left', { person_id: input.id }, { key: input.id })
  return readPerson(ctx, { id: input.id })
}
