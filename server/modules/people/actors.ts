import { sha256 } from '../../kernel/canonical.ts'
import type { Actor, Context } from '../../kernel/context.ts'
import type { Rights } from '../../kernel/rights-table.ts'
import { refreshedEnd, sessionLives } from './rules/limits.ts'
import { rightsOf, rightsOfKey } from './rules/roles.ts'
import { findKey, findKeyByHash, type KeyRow, reachesOf, stampKey } from './store/keys.ts'
import { findPerson, type PersonInRoles } from './store/persons.ts'
import { findSessionByHash, refreshSession } from './store/sessions.ts'

/**
 * The colleague behind a session token, or nobody: an ended, idle or too old session opens nothing on its very next request. An
 * administrator without a second factor is held: no right but to set it up (setting `SIGN_IN_ADMIN_SECOND_FACTOR`).
 */
export async function actorOfSession(
  { tx, now, today, settings, rights }: Pick<Context, 'tx' | 'now' | 'today' | 'settings' | 'rights'>,
  token: string,
): Promise<Actor | undefined> {
  const session = await findSessionByHash(tx, sha256(token))
  if (!session) return undefined
  const { expires_at: expiresAt, created_at: createdAt, ended_at: endedAt, left_at: leftAt } = session
  if (!sessionLives({ expiresAt, createdAt, endedAt, leftAt }, now)) return undefined
  const later = refreshedEnd(expiresAt, now)
  if (later) await refreshSession(tx, session.id, later, now)
  const person = await findPerson(tx, session.person_id, today)
  if (!person || isShut(person)) return undefined
  const actor: Actor = { ...actorFor(rights, person), session: session.id, provedAt: session.proved_at }
  if (!settings.signInAdminSecondFactor || person.two_factor_enabled || !person.roles.includes('admin')) return actor
  return { ...actor, rights: new Map(), roles: new Set(), held: 'second_factor' }
}

/** A colleague with the rights of today's roles; nobody when the person has left or is suspended, or is a program. */
export async function actorOfPerson(
  { tx, today, rights }: Pick<Context, 'tx' | 'today' | 'rights'>,
  personId: string,
): Promise<Actor | undefined> {
  const person = await findPerson(tx, personId, today)
  if (!person || isShut(person)) return undefined
  return actorFor(rights, person)
}

function isShut({ left_at, suspended_at, kind }: PersonInRoles): boolean {
  return left_at !== null || suspended_at !== null || kind === 'service'
}

function actorFor(table: Rights, person: PersonInRoles): Actor {
  return { kind: 'person', id: person.id, name: person.name, rights: rightsOf(table, person.roles), roles: new Set(person.roles) }
}

/** Whoever asked for something earlier, with the rights that they have now: a colleague, or a key. */
export async function actorAgain(ctx: Ways, { kind, id }: { kind: 'person' | 'key'; id: string }): Promise<Actor | undefined> {
  return kind === 'person' ? actorOfPerson(ctx, id) : actorBehind(ctx, await findKey(ctx.tx, id))
}

type Ways = Pick<Context, 'tx' | 'now' | 'today' | 'rights'>

/** The API key behind a secret `qd_…`, or nobody. It may what it was given and what its owner may still do. */
export async function actorOfKey(ctx: Ways, secret: string): Promise<Actor | undefined> {
  return actorBehind(ctx, await findKeyByHash(ctx.tx, sha256(secret)))
}

async function actorBehind({ tx, now, today, rights }: Ways, key: KeyRow | undefined): Promise<Actor | undefined> {
  if (!key || key.revoked_at || key.shut || key.expires_at <= now) return undefined
  const owner = await findPerson(tx, key.person_id, today)
  if (!owner) return undefined
  const may = rightsOfKey(rights, rightsOf(rights, owner.roles), key)
  // once a minute is enough to see a sleeping key, and spares a write on every call; a key of before is fixed at what it may now
  if (!key.reaches || !key.last_used_at || now.getTime() - key.last_used_at.getTime() > 60_000)
    await stampKey(tx, key.id, { last_used_at: now, ...(key.reaches ? {} : { reaches: reachesOf(may) }) })
  return {
    kind: 'key',
    id: key.id,
    name: `${key.name} (key of ${owner.name})`,
    rights: may,
    person: owner.id,
  }
}
