import { historyOf } from '../../kernel/audit.ts'
import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { cut, readCursor } from '../../kernel/page.ts'
import { mayDo } from '../../kernel/rights.ts'
import { facts } from './commands/company.ts'
import { companyOf, isFirstRun } from './company.ts'
import type * as promise from './contract.ts'
import { contactRoles, neverForKeys, roleSays, signIns, staffRoles } from './rules/roles.ts'
import { findCompany, holidaysBetween, takeCompany } from './store/company.ts'
import { type KeyRow, listKeys } from './store/keys.ts'
import { type InvitationRow, listInvitations } from './store/links.ts'
import { countRoles, findPerson, getPerson, listPersons, type PersonInRoles } from './store/persons.ts'
import { listSessions } from './store/sessions.ts'
import { listTeams, type TeamRow } from './store/teams.ts'

export async function readFirstRun(ctx: Context): Promise<OutputOf<typeof promise.firstRunRead>> {
  return { needed: await isFirstRun(ctx) }
}

export async function readCompany(ctx: Context): Promise<OutputOf<typeof promise.companyRead>> {
  const row = (await findCompany(ctx.tx)) ?? (await takeCompany(ctx.tx))
  return { ...facts(row), version: row.version, may: may(ctx, ['people.company.change', 'people.holidays.set']) }
}

export async function listHolidays(
  ctx: Context,
  { year }: InputOf<typeof promise.holidaysList>,
): Promise<OutputOf<typeof promise.holidaysList>> {
  return { items: await holidaysBetween(ctx.tx, `${year}-01-01`, `${year + 1}-01-01`) }
}

export async function readMe(ctx: Context): Promise<OutputOf<typeof promise.me>> {
  const { actor } = ctx
  const person = actor.kind === 'person' ? await findPerson(ctx.tx, actor.id) : undefined
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

export async function listColleagues(
  ctx: Context,
  input: InputOf<typeof promise.personsList>,
): Promise<OutputOf<typeof promise.personsList>> {
  const rows = await listPersons(ctx.tx, { ...input, after: readCursor(input.cursor) })
  const page = cut(rows, input.limit, (row) => [row.name.toLowerCase(), row.id])
  return { items: page.items.map(personShape), next: page.next }
}

export async function readPerson(ctx: Context, { id }: InputOf<typeof promise.personRead>): Promise<OutputOf<typeof promise.personRead>> {
  const row = await getPerson(ctx.tx, id)
  const history = mayDo(ctx.actor, 'house.history') || ctx.actor.id === id ? await historyOf(ctx, 'person', id, 50) : []
  const knowsSignIns = ctx.actor.id === id || mayDo(ctx.actor, 'people.sign_ins')
  const own = ctx.actor.id === id ? ['people.persons.change'] : []
  const others = row.left_at ? [] : may(ctx, ['people.persons.change', 'people.persons.set_roles', 'people.persons.depart'])
  return {
    ...personShape(row),
    version: row.version,
    history: history.filter(({ action }) => knowsSignIns || !signIns.some((beginning) => action.startsWith(beginning))),
    may: [...new Set([...own, ...others])],
  }
}

export async function readRoles(ctx: Context): Promise<OutputOf<typeof promise.rolesRead>> {
  const held = await countRoles(ctx.tx)
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

export async function listAllTeams(ctx: Context): Promise<OutputOf<typeof promise.teamsList>> {
  const rows = await listTeams(ctx.tx)
  return {
    items: rows.map(teamShape),
    may: may(ctx, ['people.teams.create', 'people.teams.change', 'people.teams.set_members', 'people.teams.close']),
  }
}

export async function listAllInvitations(
  ctx: Context,
  input: InputOf<typeof promise.invitationsList>,
): Promise<OutputOf<typeof promise.invitationsList>> {
  const rows = await listInvitations(ctx.tx, { limit: input.limit, before: readCursor(input.cursor)?.[0] })
  const page = cut(rows, input.limit, (row) => [row.id])
  return { items: page.items.map((row) => invitationShape(row, ctx.now)), next: page.next }
}

/** One's own keys; administrators see everybody's. */
export async function listApiKeys(ctx: Context, input: InputOf<typeof promise.keysList>): Promise<OutputOf<typeof promise.keysList>> {
  const personId = mayDo(ctx.actor, 'people.admin') ? undefined : ctx.actor.id
  const rows = await listKeys(ctx.tx, { personId, limit: input.limit, before: readCursor(input.cursor)?.[0] })
  const page = cut(rows, input.limit, (row) => [row.id])
  return { items: page.items.map((row) => keyShape(row, ctx.now)), next: page.next }
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
    before: readCursor(input.cursor)?.[0],
  })
  const page = cut(rows, input.limit, (row) => [row.id])
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

export function teamShape(row: TeamRow): OutputOf<typeof promise.teamCreate> {
  return { id: row.id, name: row.name, parent_id: row.parent_id, lead: row.lead, members: row.members, version: row.version }
}

export function invitationShape(row: InvitationRow, now: Date): OutputOf<typeof promise.invite> {
  const state = row.accepted_at ? 'accepted' : row.revoked_at ? 'revoked' : row.expires_at <= now ? 'expired' : 'open'
  const { id, email, name, roles, teams, expires_at, created_at } = row
  return { id, email, name, roles, teams, state, expires_at, created_at }
}

export function keyShape(row: KeyRow, now: Date): OutputOf<typeof promise.keyRevoke> {
  const { id, name, prefix, rights, expires_at, last_used_at, created_at } = row
  const state = row.revoked_at ? 'revoked' : expires_at <= now ? 'expired' : 'active'
  return { id, name, prefix, owner: { id: row.person_id, name: row.owner_name }, rights, state, expires_at, last_used_at, created_at }
}

function personShape(row: PersonInRoles) {
  const { id, name, email, title, roles, teams, left_at, created_at } = row
  return { id, name, email, title, roles, teams, two_factor: row.two_factor_enabled, left_at, created_at }
}

/** What an administrator may do here, and nobody else. */
function may(ctx: Context, acts: string[]): string[] {
  return mayDo(ctx.actor, 'people.admin') ? acts : []
}
