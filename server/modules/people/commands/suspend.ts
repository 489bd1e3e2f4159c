import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { personResume, personSuspend } from '../contract.ts'
import { readPerson } from '../person-queries.ts'
import { keepAnAdmin } from '../rules/guards.ts'
import { takeAdmins } from '../store/grants.ts'
import { savePerson, takePerson } from '../store/persons.ts'
import { forgetKnower, meetKnownKeys } from './known-keys.ts'
import { endProofs } from './proofs.ts'

/** Closes the doors for a while: a lost phone, a long leave, a doubt. Keys stay and are refused; roles and all that is owned stay. */
export async function suspend(ctx: Context, input: InputOf<typeof personSuspend>): Promise<OutputOf<typeof personSuspend>> {
  const admins = await takeAdmins(ctx.tx, ctx.today)
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left.`)
  if (person.suspended_at) throw new Refusal('conflict', 'person.suspended', `${person.name} is suspended already.`)
  keepAnAdmin(admins, person.id)
  if (person.id === ctx.actor.id)
    throw new Refusal('refused', 'person.own_suspension', 'Nobody suspends themselves. Another administrator does it.')
  await savePerson(ctx.tx, person.id, { suspended_at: ctx.now, updated_at: ctx.now })
  await endProofs(ctx, person.id)
  const subject = { kind: 'person', id: person.id, label: person.name }
  await record(ctx, { action: 'people.person.suspended', subject, reason: input.reason })
  await ctx.announce('people.person.suspended', { person_id: person.id }, { key: person.id })
  await meetKnownKeys(ctx, person, input.known_keys, 'is suspended')
  return readPerson(ctx, { id: person.id })
}

/** Opens them again. Whoever comes back signs in anew; keys work as far as their day and the roles of today reach. */
export async function resume(ctx: Context, input: InputOf<typeof personResume>): Promise<OutputOf<typeof personResume>> {
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (person.left_at) throw new Refusal('conflict', 'person.left', `${person.name} has left. Invite them again.`)
  if (!person.suspended_at) throw new Refusal('conflict', 'person.not_suspended', `${person.name} is not suspended.`)
  await savePerson(ctx.tx, person.id, { suspended_at: null, updated_at: ctx.now })
  const subject = { kind: 'person', id: person.id, label: person.name }
  await record(ctx, { action: 'people.person.resumed', subject, before: { suspended_at: person.suspended_at } })
  await ctx.announce('people.person.resumed', { person_id: person.id }, { key: person.id })
  await forgetKnower(ctx, person.id)
  return readPerson(ctx, { id: person.id })
}
