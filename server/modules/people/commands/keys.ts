import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { keyCreate, keyRevoke, sessionEnd } from '../contract.ts'
import { keyShape } from '../queries.ts'
import { fitKey } from '../rules/guards.ts'
import { neverForKeys, rightsOf, within } from '../rules/roles.ts'
import { needProgram } from '../rules/service-accounts.ts'
import { randomToken } from '../sign-in/tokens.ts'
import { addKey, getKey, revokeKey } from '../store/keys.ts'
import { type PersonInRoles, takePerson } from '../store/persons.ts'
import { endSession, findSession } from '../store/sessions.ts'

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
  const secret = `${keyMark}${randomToken()}`
  const id = newId()
  await addKey(ctx.tx, {
    id,
    person_id: program?.id ?? actor.id,
    name: input.name,
    prefix: secret.slice(0, keyMark.length + 6),
    secret_hash: sha256(secret),
    rights,
    expires_at: input.expires_at,
    last_used_at: null,
    revoked_at: null,
    created_at: ctx.now,
    created_by: actor.id,
  })
  const after = { name: input.name, rights, expires_at: input.expires_at, ...(program ? { service_account: program.name } : {}) }
  await record(ctx, { action: 'people.api_key.created', subject: { kind: 'api_key', id, label: input.name }, after })
  await ctx.announce('people.key.created', { key_id: id, person_id: program?.id ?? actor.id, rights }, { key: id })
  return { key: keyShape(await getKey(ctx.tx, id), ctx.now), secret }
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
  await revokeKey(ctx.tx, key.id, ctx.now)
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
