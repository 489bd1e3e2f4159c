import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { serviceAccountChange, serviceAccountCreate } from '../contract.ts'
import { readPerson } from '../person-queries.ts'
import { knownRoles } from '../rules/guards.ts'
import { fitProgramRoles, needProgram } from '../rules/service-accounts.ts'
import { saveRoles } from '../store/grants.ts'
import { findPerson, addPerson, savePerson, takePerson } from '../store/persons.ts'
import { announceRoles } from './grants.ts'
import { fitPeople } from './groups.ts'

/** An account for a program. It has no password and no mailbox: nothing but its keys opens a door. */
export async function createServiceAccount(
  ctx: Context,
  input: InputOf<typeof serviceAccountCreate>,
): Promise<OutputOf<typeof serviceAccountCreate>> {
  const { name, title, owner_id } = input
  const roles = knownRoles(input.roles)
  fitProgramRoles('service', roles)
  await fitPeople(ctx, [owner_id])
  const id = newId()
  const by = { at: ctx.now, day: ctx.today, who: ctx.actor.id }
  await addPerson(ctx.tx, {
    id,
    name,
    title,
    owner_id,
    kind: 'service',
    started_on: ctx.today,
    created_at: ctx.now,
    updated_at: ctx.now,
    created_by: by.who,
  })
  await saveRoles(ctx.tx, id, roles, by)
  await record(ctx, {
    action: 'people.service_account.created',
    subject: { kind: 'person', id, label: name },
    after: { name, title, owner: (await findPerson(ctx.tx, owner_id, ctx.today))?.name, roles },
  })
  await ctx.announce('people.service_account.created', { person_id: id, owner_id }, { key: id })
  await announceRoles(ctx, id, [], roles)
  return readPerson(ctx, { id })
}

export async function changeServiceAccount(
  ctx: Context,
  input: InputOf<typeof serviceAccountChange>,
): Promise<OutputOf<typeof serviceAccountChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const before = await takePerson(ctx.tx, id, ctx.today)
  needProgram(before.kind)
  fitVersion(ifMatch, before.version)
  if (before.left_at) throw new Refusal('conflict', 'person.left', `${before.name} is closed.`)
  if (change.owner_id) await fitPeople(ctx, [change.owner_id])
  await savePerson(ctx.tx, id, { ...change, updated_at: ctx.now })
  const after = await readPerson(ctx, { id })
  await record(ctx, {
    action: 'people.service_account.changed',
    subject: { kind: 'person', id, label: after.name },
    before: { name: before.name, title: before.title, owner: before.owner?.name },
    after: { name: after.name, title: after.title, owner: after.owner?.name },
  })
  await announceProgram(ctx, id)
  return readPerson(ctx, { id })
}

/** Tells that it has another name, purpose or owner. */
export async function announceProgram(ctx: Context, id: string): Promise<void> {
  const row = await findPerson(ctx.tx, id, ctx.today)
  if (row?.owner_id) await ctx.announce('people.service_account.changed', { person_id: id, owner_id: row.owner_id }, { key: id })
}
