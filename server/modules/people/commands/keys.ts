import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { keyCreate, keyRevoke, keyRotate, sessionEnd } from '../contract.ts'
import { keyShape } from '../queries.ts'
import { fitKey } from '../rules/guards.ts'
import { endOfRotated, fitRotation } from '../rules/known-keys.ts'
import { neverForKeys, rightsOf, rightsOfKey, within } from '../rules/roles.ts'
import { needProgram } from '../rules/service-accounts.ts'
import { randomToken } from '../sign-in/tokens.ts'
import { addKey, getKey, type KeyRow, reachesOf, revokeKeys, stampKey, takeKey } from '../store/keys.ts'
import { type PersonInRoles, takePerson } from '../store/persons.ts'
import { endSession, findSession } from '../store/sessions.ts'
import { endKnown } from './known-keys.ts'

/** Every secret of ours begins so, which lets scanners of published code recognise one. */
export const keyMark = 'qd_'

/**
 * Makes a key for the person who asks, or for a program that they answer for: that one may what both may, so that nobody gets further by
 * answering for a program. Its secret leaves the house in this answer; only the SHA-256 stays.
 */
export async function createKey(ctx: Context, input: InputOf<typeof keyCreate>): Promise<OutputOf<typeof keyCreate>> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Refusal('forbidden', 'api_key.person_needed', 'Only a person who is signed in makes keys.')
  const rights = [...new Set(input.rights)].sort()
  const program = input.service_account_id === undefined ? undefined : await programOf(ctx, input.service_account_id)
  const owned = program ? rightsOf(ctx.rights, program.roles) : actor.rights
  fitKey(rights, within(actor.rights, owned), neverForKeys(ctx.rights), input.expires_at, ctx.now)
  const reaches = reachesOf(rightsOfKey(ctx.rights, owned, { rights, reaches: null }))
  const owner = program?.id ?? actor.id
  const { id, secret } = await makeKey(ctx, { person_id: owner, name: input.name, rights, reaches, expires_at: input.expires_at })
  const after = { name: input.name, rights, expires_at: input.expires_at, ...(program ? { service_account: program.name } : {}) }
  await record(ctx, { action: 'people.api_key.created', subject: { kind: 'api_key', id, label: input.name }, after })
  await ctx.announce('people.key.created', { key_id: id, person_id: owner, rights }, { key: id })
  return { key: keyShape(await getKey(ctx.tx, id), ctx.now), secret }
}

/**
 * Gives a program, or oneself, a key in the place of one that too many have seen: same name, rights, reach and end. Whoever asks sees the
 * new secret, and so must be able to do all of it. The old one ends at once, or some hours later, so that a program is not cut off.
 */
export async function rotateKey(ctx: Context, input: InputOf<typeof keyRotate>): Promise<OutputOf<typeof keyRotate>> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Refusal('forbidden', 'api_key.person_needed', 'Only a person who is signed in makes keys.')
  const seen = await getKey(ctx.tx, input.id, mayDo(ctx.actor, 'people.admin') ? undefined : actor.id)
  // the owner first, as at a departure, which ends their keys
  const owner = await takePerson(ctx.tx, seen.person_id, ctx.today)
  const old = await takeKey(ctx.tx, seen.id)
  fitRotation(old, actor.id, ctx.now)
  const held = rightsOfKey(ctx.rights, rightsOf(ctx.rights, owner.roles), old)
  const { name, person_id, expires_at } = old
  const rights = [...held.keys()].sort()
  fitKey(rights, within(actor.rights, held), neverForKeys(ctx.rights), expires_at, ctx.now)
  const { id, secret } = await makeKey(ctx, { person_id, name, rights, reaches: reachesOf(held), expires_at })
  await endRotated(ctx, old, input.hours)
  await endKnown(ctx, old.id)
  const subject = { kind: 'api_key', id, label: name }
  await record(ctx, {
    action: 'people.api_key.rotated',
    subject,
    before: { key: old.id },
    after: { rights, old_ends_in_hours: input.hours },
  })
  await ctx.announce('people.key.created', { key_id: id, person_id, rights }, { key: id })
  return { key: keyShape(await getKey(ctx.tx, id), ctx.now), secret }
}

async function endRotated(ctx: Context, old: KeyRow, hours: number): Promise<void> {
  if (hours > 0) return stampKey(ctx.tx, old.id, { expires_at: endOfRotated(old.expires_at, hours, ctx.now) })
  await revokeKeys(ctx.tx, [old.id], ctx.now)
  await ctx.announce('people.key.revoked', { key_id: old.id, person_id: old.person_id }, { key: old.id })
}

type NewKey = Pick<KeyRow, 'person_id' | 'name' | 'rights' | 'reaches' | 'expires_at'>
async function makeKey(ctx: Context, key: NewKey): Promise<{ id: string; secret: string }> {
  const secret = `${keyMark}${randomToken()}`
  const id = newId()
  const shown = { prefix: secret.slice(0, keyMark.length + 6), secret_hash: sha256(secret), made_by: ctx.actor.id }
  await addKey(ctx.tx, { id, ...key, ...shown, last_used_at: null, revoked_at: null, created_at: ctx.now, created_by: ctx.actor.id })
  return { id, secret }
}

/** The program, if the asker answers for it or is an administrator; somebody else's is as unknown as none. */
async function programOf(ctx: Context, id: string): Promise<PersonInRoles> {
  const row = await takePerson(ctx.tx, id, ctx.today)
  needProgram(row.owner_id === ctx.actor.id || mayDo(ctx.actor, 'people.admin') ? row.kind : 'somebody else’s')
  if (row.left_at) throw new Refusal('conflict', 'person.left', `${row.name} is closed.`)
  return row
}

export async function revokeApiKey(ctx: Context, input: InputOf<typeof keyRevoke>): Promise<OutputOf<typeof keyRevoke>> {
  const key = await getKey(ctx.tx, input.id, mayDo(ctx.actor, 'people.admin') ? undefined : ctx.actor.id)
  if (key.revoked_at) return keyShape(key, ctx.now)
  await revokeKeys(ctx.tx, [key.id], ctx.now)
  await endKnown(ctx, key.id)
  await record(ctx, { action: 'people.api_key.revoked', subject: { kind: 'api_key', id: key.id, label: key.name } })
  await ctx.announce('people.key.revoked', { key_id: key.id, person_id: key.person_id }, { key: key.id })
  return keyShape(await getKey(ctx.tx, key.id), ctx.now)
}

/** Ends a session: one's own, for administrators anybody's. Somebody else's session is as unknown as none. */
export async function endOneSession(ctx: Context, input: InputOf<typeof sessionEnd>): Promise<OutputOf<typeof sessionEnd>> {
  const session = await findSession(ctx.tx, input.id)
  if (!session || (session.person_id !== ctx.actor.id && !mayDo(ctx.actor, 'people.admin'))) {
    throw new Refusal('missing', 'session.unknown', 'There is no such session.')
  }
  await endSession(ctx.tx, session.id, ctx.now)
  await record(ctx, { action: 'people.session.ended', subject: { kind: 'person', id: session.person_id }, after: { session: session.id } })
  return { id: session.id }
}
