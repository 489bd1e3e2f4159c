import { record, recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { grantCreate, grantEnd, personRoles } from '../contract.ts'
import { readPerson } from '../person-queries.ts'
import { fitGrant } from '../rules/grants.ts'
import { keepAnAdmin, knownRoles } from '../rules/guards.ts'
import { fitProgramRoles } from '../rules/service-accounts.ts'
import { addGrant, endGrant, endGrants, grantsOf, saveRoles, takeAdmins, takeGrant, takeLapsed } from '../store/grants.ts'
import { namesOf } from '../store/names.ts'
import { savePerson, takePerson } from '../store/persons.ts'
import { endProofs } from './proofs.ts'

/** Sets the roles. Who gets or loses one signs in anew: no session, link or half-done sign-in outlives the change, but the asker's own. */
export async function setRoles(ctx: Context, input: InputOf<typeof personRoles>): Promise<OutputOf<typeof personRoles>> {
  const roles = knownRoles(input.roles)
  const admins = await takeAdmins(ctx.tx, ctx.today)
  const before = await takePerson(ctx.tx, input.id, ctx.today)
  if (before.left_at) throw new Refusal('conflict', 'person.left', `${before.name} has left.`)
  fitVersion(input.if_match, before.version)
  fitProgramRoles(before.kind, roles)
  if (!roles.includes('admin')) keepAnAdmin(admins, input.id)
  await saveRoles(ctx.tx, input.id, roles, { ...by(ctx), ...(input.reason ? { reason: input.reason } : {}) })
  await savePerson(ctx.tx, input.id, { updated_at: ctx.now })
  if (String(roles.toSorted()) !== String(before.roles.toSorted())) await endProofs(ctx, input.id)
  await record(ctx, {
    action: 'people.roles.changed',
    subject: { kind: 'person', id: input.id, label: before.name },
    before: { roles: before.roles },
    after: { roles },
    ...(input.reason ? { reason: input.reason } : {}),
  })
  await announceRoles(ctx, input.id, before.roles, roles)
  return readPerson(ctx, { id: input.id })
}

/** Gives a role for a run of days: for a holiday, a quarter's end, a project. It is gone at the first call after its last day. */
export async function grantRole(ctx: Context, input: InputOf<typeof grantCreate>): Promise<OutputOf<typeof grantCreate>> {
  const [role = ''] = knownRoles([input.role])
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left.`)
  fitProgramRoles(person.kind, [role])
  const { from_day = ctx.today, until_day, reason } = input
  await endLapsed(ctx)
  fitGrant(await grantsOf(ctx.tx, input.id), { role, from_day, until_day }, ctx.today)
  const row = { id: newId(), person_id: input.id, role, from_day, until_day, reason }
  await addGrant(ctx.tx, { ...row, created_at: ctx.now, created_by: ctx.actor.id })
  if (from_day <= ctx.today) await endProofs(ctx, input.id)
  await record(ctx, {
    action: 'people.role.granted',
    subject: { kind: 'person', id: input.id, label: person.name },
    after: { role, from_day, until_day },
    reason,
  })
  await ctx.announce('people.role.granted', { person_id: input.id, role, from_day, until_day }, { key: input.id })
  return readPerson(ctx, { id: input.id })
}

export async function endRole(ctx: Context, input: InputOf<typeof grantEnd>): Promise<OutputOf<typeof grantEnd>> {
  const admins = await takeAdmins(ctx.tx, ctx.today)
  const grant = await takeGrant(ctx.tx, input.id)
  if (grant.ended_at) throw new Refusal('conflict', 'grant.over', 'This role has ended already.')
  if (grant.role === 'admin' && grant.until_day === null) keepAnAdmin(admins, grant.person_id)
  await endGrant(ctx.tx, grant.id, by(ctx))
  await endProofs(ctx, grant.person_id)
  const label = (await namesOf(ctx.tx, [grant.person_id])).get(grant.person_id)
  await record(ctx, {
    action: 'people.role.ended',
    subject: { kind: 'person', id: grant.person_id, ...(label ? { label } : {}) },
    before: { role: grant.role, from_day: grant.from_day, until_day: grant.until_day },
  })
  await ctx.announce('people.role.ended', { person_id: grant.person_id, role: grant.role }, { key: grant.person_id })
  return readPerson(ctx, { id: grant.person_id })
}

/** Closes the grants whose last day is over. They gave nothing since; this tells the house. */
export async function endLapsed(ctx: Context): Promise<void> {
  const over = await takeLapsed(ctx.tx, ctx.today)
  if (over.length === 0) return
  await endGrants(
    ctx.tx,
    over.map(({ id }) => id),
    by(ctx),
  )
  await recordAll(
    ctx,
    over.map(({ person_id, role, from_day, until_day }) => ({
      action: 'people.role.ended',
      subject: { kind: 'person', id: person_id },
      before: { role, from_day, until_day },
      reason: 'Its last day is over.',
    })),
  )
  for (const { person_id, role } of over) await ctx.announce('people.role.ended', { person_id, role }, { key: person_id })
}

/** One event for each role that came or went. */
export async function announceRoles(ctx: Context, id: string, before: readonly string[], after: readonly string[]): Promise<void> {
  for (const role of after.filter((one) => !before.includes(one)))
    await ctx.announce('people.role.granted', { person_id: id, role, from_day: ctx.today, until_day: null }, { key: id })
  for (const role of before.filter((one) => !after.includes(one)))
    await ctx.announce('people.role.ended', { person_id: id, role }, { key: id })
}

function by(ctx: Context) {
  return { at: ctx.now, day: ctx.today, who: ctx.actor.id }
}
