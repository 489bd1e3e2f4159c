import { newest, pageBy } from '../../kernel/keyset.ts'
import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { mayDo } from '../../kernel/rights.ts'
import { companyOf, facts, isFirstRun } from './company.ts'
import type * as promise from './contract.ts'
import { contactRoles, neverForKeys, roleSays, staffRoles } from './rules/roles.ts'
import { findCompany, takeCompany } from './store/company.ts'
import { askingOf } from './persons.ts'
import { listInvitations, listKeys } from './store/access-lists.ts'
import type { KeyRow } from './store/keys.ts'
import type { InvitationRow } from './store/links.ts'
import { countRoles } from './store/grants.ts'
import { findPerson } from './store/persons.ts'
import { listSessions } from './store/sessions.ts'

export async function readFirstRun(ctx: Context): Promise<OutputOf<typeof promise.firstRunRead>> {
  return { needed: await isFirstRun(ctx) }
}

export async function readCompany(ctx: Context): Promise<OutputOf<typeof promise.companyRead>> {
  const row = (await findCompany(ctx.tx)) ?? (await takeCompany(ctx.tx))
  return { ...facts(row), version: row.version, may: may(ctx, ['people.company.change']) }
}

export async function readMe(ctx: Context): Promise<OutputOf<typeof promise.me>> {
  const { actor } = ctx
  const person = actor.kind === 'person' ? await findPerson(ctx.tx, actor.id, ctx.today) : undefined
  return {
    kind: actor.kind === 'visitor' ? 'system' : actor.kind,
    id: actor.id,
    name: actor.name,
    email: person?.email ?? null,
    title: person?.title ?? null,
    roles: person?.roles ?? [],
    rights: Object.fromEntries(actor.rights),
    two_factor: person?.two_factor_enabled ?? false,
    company: (await isFirstRun(ctx)) ? null : await companyOf(ctx),
  }
}

export async function readRoles(ctx: Context): Promise<OutputOf<typeof promise.rolesRead>> {
  const held = await countRoles(ctx.tx, ctx.today)
  return {
    roles: [
      ...staffRoles.map((role) => ({ role, says: roleSays[role], audience: 'staff' as const, people: held.get(role) ?? 0 })),
      { role: 'service', says: roleSays.service, audience: 'service' as const, people: null },
      ...contactRoles.map((role) => ({ role, says: roleSays[role], audience: 'portal' as const, people: null })),
    ],
    // our own people's rows first, as the page prints them
    rights: Object.entries(ctx.rights)
      .sort(([, a], [, b]) => Number(a.portal ?? false) - Number(b.portal ?? false))
      .map(([right, { says, roles }]) => ({ right, says, scopes: { ...roles } })),
    never_for_keys: neverForKeys(ctx.rights),
  }
}

export async function listAllInvitations(
  ctx: Context,
  input: InputOf<typeof promise.invitationsList>,
): Promise<OutputOf<typeof promise.invitationsList>> {
  const page = await listInvitations(ctx.tx, { asking: await askingOf(ctx), now: ctx.now }, input)
  return { ...page, items: page.items.map((row) => invitationShape(row, ctx.now)) }
}

/** One's own keys and those of programs that one answers for; administrators see everybody's. */
export async function listApiKeys(ctx: Context, input: InputOf<typeof promise.keysList>): Promise<OutputOf<typeof promise.keysList>> {
  const personId = mayDo(ctx.actor, 'people.admin') ? undefined : ctx.actor.id
  const seen = { asking: await askingOf(ctx), now: ctx.now, personId, of: input.person, knownTo: input.known_to }
  const page = await listKeys(ctx.tx, seen, input)
  return { ...page, items: page.items.map((row) => keyShape(row, ctx.now)) }
}

/** One's own sessions; administrators may ask for everybody's. */
export async function listOpenSessions(
  ctx: Context,
  input: InputOf<typeof promise.sessionsList>,
): Promise<OutputOf<typeof promise.sessionsList>> {
  const all = input.everybody === 'true' && mayDo(ctx.actor, 'people.admin')
  const rows = await listSessions(ctx.tx, {
    personId: all ? undefined : ctx.actor.id,
    now: ctx.now,
    limit: input.limit,
    cursor: input.cursor,
  })
  const page = pageBy(rows, newest(), input.limit)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      person: { id: row.person_id, name: row.name },
      address: row.address,
      agent: row.agent,
      created_at: row.created_at,
      last_seen_at: row.updated_at,
      current: row.id === ctx.actor.session,
    })),
  }
}

export function invitationShape(row: InvitationRow, now: Date): OutputOf<typeof promise.invite> {
  const state = row.accepted_at ? 'accepted' : row.revoked_at ? 'revoked' : row.expires_at <= now ? 'expired' : 'open'
  const { id, email, name, roles, teams, expires_at, created_at } = row
  return { id, email, name, roles, teams, state, expires_at, created_at }
}

export function keyShape(row: KeyRow, now: Date): OutputOf<typeof promise.keyRevoke> {
  const { id, name, prefix, rights, expires_at, last_used_at, created_at } = row
  const state = row.revoked_at ? 'revoked' : expires_at <= now ? 'expired' : 'active'
  const owner = { id: row.person_id, name: row.owner_name, kind: row.owner_kind }
  const made_by = row.made_by ? { id: row.made_by, name: row.maker_name ?? '' } : null
  return { id, name, prefix, owner, rights, state, made_by, expires_at, last_used_at, created_at }
}

/** What an administrator may do here, and nobody else. */
function may(ctx: Context, acts: string[]): string[] {
  return mayDo(ctx.actor, 'people.admin') ? acts : []
}
