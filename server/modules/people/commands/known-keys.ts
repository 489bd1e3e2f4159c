import { recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { endNotices, notifyAll } from '../../../kernel/notices.ts'
import { peopleInRoles } from '../parties.ts'
import { type KnownKeys, toldOf } from '../rules/known-keys.ts'
import { findKnownKeys, type KnownKey, revokeKeys } from '../store/keys.ts'
import { findPerson } from '../store/persons.ts'

const open = 'people.key.known_outside'
type Knower = { id: string; name: string }

/**
 * Somebody is shut out who may have secrets of programs: the keys are revoked, or go on. Who answers for each program is told, and may
 * rotate or revoke it: nothing of a program stops by itself.
 */
export async function meetKnownKeys(ctx: Context, knower: Knower, what: KnownKeys, since: 'has left' | 'is suspended'): Promise<void> {
  const keys = await findKnownKeys(ctx.tx, knower.id, ctx.now)
  if (keys.length === 0) return
  if (what === 'revoke') await revokeAll(ctx, keys, `${knower.name} ${since}.`)
  await tell(ctx, keys, { knower, what, since })
}

/** Who takes over a program is told of its keys that the one before them may still have. */
export async function tellNewOwner(ctx: Context, { from, to, programs }: { from: string; to: string; programs: string[] }): Promise<void> {
  const before = await findPerson(ctx.tx, from, ctx.today)
  const since = before?.left_at ?? before?.suspended_at
  if (!before || !since) return
  // by now it is the other one who answers: keys of their programs, as old as the one before was in
  const keys = (await findKnownKeys(ctx.tx, to, ctx.now)).filter((key) => programs.includes(key.person_id) && key.created_at <= since)
  await tell(ctx, keys, { knower: before, what: 'keep', since: before.left_at ? 'has left' : 'is suspended' })
}

/** Nobody outside knows it any more: it is revoked or has another secret. */
export async function endKnown(ctx: Context, keyId: string): Promise<void> {
  await endNotices(ctx, { reason: open, kind: 'api_key', id: keyId })
}

/** They are back: nothing is to be done about what they know. */
export async function forgetKnower(ctx: Context, knower: string): Promise<void> {
  const keys = await findKnownKeys(ctx.tx, knower, ctx.now)
  await endNotices(ctx, { reason: open, kind: 'api_key', id: keys.map(({ id }) => id), key: knower })
}

async function revokeAll(ctx: Context, keys: readonly KnownKey[], reason: string): Promise<void> {
  const ids = keys.map((key) => key.id)
  await revokeKeys(ctx.tx, ids, ctx.now)
  await endNotices(ctx, { reason: open, kind: 'api_key', id: ids })
  await recordAll(
    ctx,
    keys.map(({ id, name }) => ({ action: 'people.api_key.revoked', subject: { kind: 'api_key', id, label: name }, reason })),
  )
  for (const { id, person_id } of keys) await ctx.announce('people.key.revoked', { key_id: id, person_id }, { key: id })
}

async function tell(ctx: Context, keys: readonly KnownKey[], told: { knower: Knower; what: KnownKeys; since: string }): Promise<void> {
  const { knower, what, since } = told
  const admins = (await peopleInRoles(ctx, ['admin'])).get('admin') ?? []
  await notifyAll(
    ctx,
    keys.map((key) => ({
      to: toldOf(key, knower.id, admins),
      reason: what === 'revoke' ? 'people.key.revoked' : open,
      subject: { room: 'people', kind: 'api_key', id: key.id, title: key.name, href: '/people/api-keys', audience: 'restricted' as const },
      text:
        what === 'revoke'
          ? `${key.program} has lost its key “${key.name}”: ${knower.name} ${since} and may have had its secret. Make a new one.`
          : `${knower.name} ${since} and may have the secret of the key “${key.name}” of ${key.program}. Rotate it, or revoke it.`,
      key: knower.id,
    })),
  )
}
