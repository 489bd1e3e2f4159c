import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notify, notifyAll, endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, type Day, dayWords } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { need } from '../../../kernel/rights.ts'
import type { SubjectRef } from '../../../kernel/subject.ts'
import type { delegationCreate, delegationEnd } from '../contract.ts'
import { delegationShape } from '../delegations.ts'
import { delegable, fitDelegation } from '../rules/delegation.ts'
import {
  addDelegation,
  endDelegation,
  getDelegation,
  type NamedDelegation,
  openDelegations,
  takeDelegation,
  takeElapsed,
} from '../store/delegations.ts'
import { type PersonInRoles, takePerson } from '../store/persons.ts'
import { fitPeople } from './groups.ts'

const told = 'people.delegation.created'

/** Somebody is away, and a colleague is asked in their place. It gives no right: who stands in answers with their own. */
export async function createDelegation(ctx: Context, input: InputOf<typeof delegationCreate>): Promise<OutputOf<typeof delegationCreate>> {
  const { from_id = ctx.actor.id, to_id, from_day = ctx.today, until_day } = input
  if (need(ctx.actor, 'people.delegate') !== 'all' && from_id !== ctx.actor.id) {
    throw new Refusal('forbidden', 'right.missing', 'Whoever is away names who stands in; administrators may for anybody.')
  }
  if (to_id === ctx.actor.id && from_id !== ctx.actor.id) {
    throw new Refusal(
      'forbidden',
      'delegation.own_name',
      'Nobody names themselves to stand in for another. Ask them, or another administrator.',
    )
  }
  // both are locked, in one order: two who name each other at the same moment must not both be first
  const both = new Map<string, PersonInRoles>()
  for (const id of [from_id, to_id].toSorted()) both.set(id, await takePerson(ctx.tx, id, ctx.today))
  await fitPeople(ctx, [from_id, to_id])
  const to = both.get(to_id)
  if (to?.suspended_at)
    throw new Refusal('conflict', 'person.suspended', `${to.name} is suspended and would not be reached. Choose somebody else.`)
  const wanted = { from_id, to_id, what: delegable.filter((one) => input.what.includes(one)), from_day, until_day }
  const near = await openDelegations(ctx.tx, [from_id, to_id], ctx.today)
  const names = new Map(near.flatMap((one) => [[one.from_id, one.from_name] as const, [one.to_id, one.to_name] as const]))
  fitDelegation(near, wanted, ctx.today, (id) => names.get(id) ?? '')
  const id = newId()
  await addDelegation(ctx.tx, { id, ...wanted, created_at: ctx.now, created_by: ctx.actor.id })
  const row = await getDelegation(ctx.tx, id)
  await tell(ctx, 'people.delegation.created', row)
  const days = `from ${dayWords(from_day)} until ${dayWords(until_day)}: ${wanted.what.join(', ')}`
  await notifyAll(ctx, [
    { to: [to_id], reason: told, subject: subjectOf(row), text: `You stand in for ${row.from_name} ${days}` },
    // who is away knows, unless another named somebody for them
    ...(from_id === ctx.actor.id
      ? []
      : [{ to: [from_id], reason: told, subject: subjectOf(row), text: `${row.to_name} stands in for you ${days}` }]),
  ])
  return delegationShape(ctx, row)
}

/** Either of the two ends it, and the other one is told. */
export async function endDelegationNow(ctx: Context, input: InputOf<typeof delegationEnd>): Promise<OutputOf<typeof delegationEnd>> {
  const row = await takeDelegation(ctx.tx, input.id)
  if (need(ctx.actor, 'people.delegate') !== 'all' && ![row.from_id, row.to_id].includes(ctx.actor.id)) {
    throw new Refusal('forbidden', 'right.missing', 'Only the two of them and administrators end this.')
  }
  if (row.ended_on || row.until_day < ctx.today) throw new Refusal('conflict', 'delegation.over', 'This is over already.')
  await end(ctx, row, ctx.today)
  const others = [row.from_id, row.to_id].filter((id) => id !== ctx.actor.id)
  const text = `${row.to_name} no longer stands in for ${row.from_name}`
  await notify(ctx, { to: others, reason: 'people.delegation.ended', rule: 'decided', subject: subjectOf(row), text })
  return delegationShape(ctx, await getDelegation(ctx.tx, row.id))
}

/** All of somebody who leaves, from them and to them. */
export async function endDelegationsOf(ctx: Context, personId: string): Promise<void> {
  for (const row of await openDelegations(ctx.tx, [personId], ctx.today)) await end(ctx, row, ctx.today, 'One of the two has left.')
}

/** Closes those whose last day is over. They held no more since; this tells the house. */
export async function endElapsed(ctx: Context): Promise<void> {
  for (const row of await takeElapsed(ctx.tx, ctx.today)) await end(ctx, row, addDays(row.until_day, 1), 'Its last day is over.')
}

async function end(ctx: Context, row: NamedDelegation, on: Day, reason?: string): Promise<void> {
  await endDelegation(ctx.tx, row.id, on)
  await endNotices(ctx, { reason: told, kind: 'delegation', id: row.id })
  await tell(ctx, 'people.delegation.ended', row, reason)
}

async function tell(ctx: Context, what: 'people.delegation.created' | 'people.delegation.ended', row: NamedDelegation, reason?: string) {
  const { id, from_id, to_id, what: things, from_day, until_day } = row
  await record(ctx, {
    action: what,
    subject: { kind: 'person', id: from_id, label: row.from_name },
    after: { to: row.to_name, what: things, from_day, until_day },
    ...(reason ? { reason } : {}),
  })
  await ctx.announce(what, { delegation_id: id, from_id, to_id, what: things, from_day, until_day }, { key: from_id })
}

function subjectOf({ id, from_name, to_name }: NamedDelegation): SubjectRef {
  const title = `${to_name} for ${from_name}`
  return { room: 'people', kind: 'delegation', id, title, href: '/people/delegations', audience: 'internal' }
}
