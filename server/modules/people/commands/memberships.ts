import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { later } from '../../../kernel/period.ts'
import type { memberAdd, memberEnd } from '../contract.ts'
import { readGroup } from '../group-queries.ts'
import { fitEnd, fitRun } from '../rules/membership.ts'
import { takeGroup } from '../store/groups.ts'
import { addMembership, endMembership, runsOf, takeMembership } from '../store/memberships.ts'
import { namesOf } from '../store/names.ts'
import { announceGroup, fitPeople } from './groups.ts'

/** A run of days in a group, also one that begins later or began before anybody wrote it down. */
export async function addMember(ctx: Context, input: InputOf<typeof memberAdd>): Promise<OutputOf<typeof memberAdd>> {
  const { id: group_id, person_id, valid_from = ctx.today, valid_to = null } = input
  const group = await takeGroup(ctx.tx, group_id, ctx.today)
  await fitPeople(ctx, [person_id])
  fitRun(await runsOf(ctx.tx, group_id, person_id), { valid_from, valid_to })
  const run = { id: newId(), group_id, person_id, valid_from, valid_to }
  await addMembership(ctx.tx, { ...run, created_at: ctx.now, created_by: ctx.actor.id })
  const name = (await namesOf(ctx.tx, [person_id])).get(person_id)
  await record(ctx, {
    action: 'people.membership.added',
    subject: { kind: 'group', id: group_id, label: group.name },
    after: { person: name, valid_from, valid_to },
  })
  await announceGroup(ctx, group_id, ['members'])
  return readGroup(ctx, { id: group_id })
}

export async function endMember(ctx: Context, input: InputOf<typeof memberEnd>): Promise<OutputOf<typeof memberEnd>> {
  const run = await takeMembership(ctx.tx, input.id)
  const group = await takeGroup(ctx.tx, run.group_id, ctx.today)
  const wanted = input.valid_to ?? ctx.today
  fitEnd(run, wanted, ctx.today)
  // one that has not begun never will
  const validTo = later(wanted, run.valid_from)
  await endMembership(ctx.tx, run.id, validTo)
  const name = (await namesOf(ctx.tx, [run.person_id])).get(run.person_id)
  await record(ctx, {
    action: 'people.membership.ended',
    subject: { kind: 'group', id: group.id, label: group.name },
    before: { person: name, valid_to: run.valid_to },
    after: { person: name, valid_to: validTo },
  })
  await announceGroup(ctx, group.id, ['members'])
  return readGroup(ctx, { id: group.id })
}
