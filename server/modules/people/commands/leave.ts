import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { personDepart, personStay } from '../contract.ts'
import { readPerson } from '../person-queries.ts'
import { keepAnAdmin } from '../rules/guards.ts'
import { fitPlanned, type KnownKeys } from '../rules/known-keys.ts'
import { addWaiting } from '../store/hand-over.ts'
import { saveRoles, takeAdmins } from '../store/grants.ts'
import { revokeKeysOf } from '../store/keys.ts'
import { savePasswordHash } from '../store/links.ts'
import { endMembershipsOf } from '../store/memberships.ts'
import { leavingBefore, type PersonInRoles, savePerson, takePerson } from '../store/persons.ts'
import { endDelegationsOf } from './delegations.ts'
import { ownedBy } from './hand-over.ts'
import { meetKnownKeys } from './known-keys.ts'
import { endProofs } from './proofs.ts'

/** A colleague leaves: now, or when a last day that is still ahead is over. */
export async function depart(ctx: Context, input: InputOf<typeof personDepart>): Promise<OutputOf<typeof personDepart>> {
  const admins = await takeAdmins(ctx.tx, ctx.today)
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left already.`)
  keepAnAdmin(admins, input.id)
  const lastDay = input.ended_on ?? ctx.today
  if (lastDay < (person.started_on ?? lastDay)) throw new Refusal('invalid', 'person.ends_first', 'The last day is before the first one.')
  if (lastDay > ctx.today) {
    fitPlanned(input.known_keys, person.name)
    await plan(ctx, person, lastDay, input.reason)
  } else await leave(ctx, person, lastDay, { reason: input.reason, knownKeys: input.known_keys })
  return readPerson(ctx, { id: input.id })
}

/** Takes a planned last day back. */
export async function stay(ctx: Context, input: InputOf<typeof personStay>): Promise<OutputOf<typeof personStay>> {
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left. Invite them again.`)
  if (!person.ended_on) throw new Refusal('conflict', 'person.stays', `No last day of ${person.name} is planned.`)
  await savePerson(ctx.tx, input.id, { ended_on: null, updated_at: ctx.now })
  await record(ctx, {
    action: 'people.person.stays',
    subject: { kind: 'person', id: person.id, label: person.name },
    before: { ended_on: person.ended_on },
  })
  return readPerson(ctx, { id: input.id })
}

/** Lets those go whose last day is over. The last administrator stays until somebody else is one. */
export async function endPlanned(ctx: Context): Promise<void> {
  for (const id of await leavingBefore(ctx.tx, ctx.today)) {
    const admins = await takeAdmins(ctx.tx, ctx.today)
    if (admins.length === 1 && admins[0] === id) continue
    const person = await takePerson(ctx.tx, id, ctx.today)
    if (person.ended_on && !person.left_at) await leave(ctx, person, person.ended_on)
  }
}

async function plan(ctx: Context, person: PersonInRoles, day: string, reason?: string): Promise<void> {
  await savePerson(ctx.tx, person.id, { ended_on: day, updated_at: ctx.now })
  await record(ctx, {
    action: 'people.person.leaves',
    subject: { kind: 'person', id: person.id, label: person.name },
    before: { ended_on: person.ended_on },
    after: { ended_on: day },
    ...(reason ? { reason } : {}),
  })
}

/** Password, sessions, links, keys, roles and memberships end in this transaction; the very next request opens nothing. */
type Leaving = { reason?: string | undefined; knownKeys?: KnownKeys }
async function leave(ctx: Context, person: PersonInRoles, day: string, { reason, knownKeys = 'keep' }: Leaving = {}): Promise<void> {
  const { id } = person
  const by = { at: ctx.now, day: ctx.today, who: ctx.actor.id }
  // before what is left behind is written down: who was asked in their place is not asked any more
  await endDelegationsOf(ctx, id)
  const owned = await ownedBy(ctx, id)
  await addWaiting(ctx.tx, id, owned, ctx.now)
  await savePerson(ctx.tx, id, { left_at: ctx.now, ended_on: day, updated_at: ctx.now })
  await savePasswordHash(ctx.tx, id, null, ctx.now)
  await endProofs(ctx, id)
  await revokeKeysOf(ctx.tx, id, ctx.now)
  await saveRoles(ctx.tx, id, [], by)
  await endMembershipsOf(ctx.tx, id, ctx.today)
  await record(ctx, {
    action: 'people.person.left',
    subject: { kind: 'person', id, label: person.name },
    before: { roles: person.roles, teams: person.teams.map((team) => team.name) },
    ...(reason ? { reason } : {}),
  })
  const kinds = Map.groupBy(owned, (one) => `${one.room} ${one.kind}`)
  const counted = [...kinds.values()].map((same) => ({ room: same[0]?.room ?? '', kind: same[0]?.kind ?? '', things: same.length }))
  await ctx.announce('people.person.left', { person_id: id, owned: counted }, { key: id })
  await meetKnownKeys(ctx, person, knownKeys, 'has left')
}
