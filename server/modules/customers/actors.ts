import { sha256 } from '../../kernel/canonical.ts'
import type { Actor, Context } from '../../kernel/context.ts'
import { rightsOfContact } from '../people/index.ts'
import { portalLife, portalSessionLives } from './rules/portal.ts'
import { findPortalSession, refreshPortalSession } from './store/portal.ts'

/** The contact behind a portal session token, or nobody. The account that it may see is the contact's own, and no other. */
export async function actorOfContactSession(
  { tx, now, rights }: Pick<Context, 'tx' | 'now' | 'rights'>,
  token: string,
): Promise<Actor | undefined> {
  const session = await findPortalSession(tx, sha256(token))
  if (!session) return undefined
  const { expires_at: expiresAt, created_at: createdAt, ended_at: endedAt, removed_at: removedAt } = session
  if (!portalSessionLives({ expiresAt, createdAt, endedAt, removedAt }, now)) return undefined
  const end = new Date(now.getTime() + portalLife.idleHours * 3_600_000)
  if (end.getTime() - expiresAt.getTime() > portalLife.refreshMinutes * 60_000) await refreshPortalSession(tx, session.id, end, now)
  return {
    kind: 'contact',
    id: session.contact_id,
    name: session.name,
    rights: rightsOfContact(rights, session.roles),
    accountId: session.account_id,
    session: session.id,
  }
}
