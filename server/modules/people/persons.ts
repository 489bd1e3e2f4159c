import type { Context } from '../../kernel/context.ts'
import type { Asking } from '../../kernel/list/expressions.ts'
import { everything, type Reach } from '../../kernel/reach.ts'
import { need } from '../../kernel/rights.ts'
import { companyZone } from './company.ts'
import { teammatesOf as teammates } from './store/memberships.ts'
import { mailboxes, namesOf, namesWithSigns } from './store/names.ts'
import { findPersonByEmail, idsByEmail, findPersonRow, findPersonRows, type PersonRow, reportsOf } from './store/persons.ts'

/** A colleague as other rooms speak of one. */
export type Colleague = {
  id: string
  name: string
  /** nothing for a service account */
  email: string | null
  title: string | null
  initials: string | null
  kind: 'employee' | 'contractor' | 'service'
  left: boolean
}

/** The person, also after leaving; nothing when there never was one. */
export async function personOf(ctx: Pick<Context, 'tx'>, id: string): Promise<Colleague | undefined> {
  return colleague(await findPersonRow(ctx.tx, id))
}

/** The same for several, in one query; unknown ids are left out. */
export async function colleaguesOf(ctx: Pick<Context, 'tx'>, ids: readonly string[]): Promise<Map<string, Colleague>> {
  const rows = await findPersonRows(ctx.tx, ids)
  return new Map(rows.map((row) => [row.id, colleague(row)]))
}

/** The colleague with an address. */
export async function personByEmail(ctx: Pick<Context, 'tx'>, email: string): Promise<Colleague | undefined> {
  return colleague(await findPersonByEmail(ctx.tx, email))
}

/** The same for many addresses at once, also of those who have left: address → id. */
export async function personIdsByEmail(ctx: Pick<Context, 'tx'>, emails: readonly string[]): Promise<Map<string, string>> {
  return idsByEmail(ctx.tx, emails)
}

export function colleague(row: PersonRow): Colleague
export function colleague(row: PersonRow | undefined): Colleague | undefined
export function colleague(row: PersonRow | undefined): Colleague | undefined {
  if (!row) return undefined
  const { id, name, email, title, initials, kind, left_at } = row
  return { id, name, email, title, initials, kind, left: left_at !== null }
}

/** Names for many ids in one query; unknown ids are left out. */
export async function personsOf(ctx: Pick<Context, 'tx'>, ids: readonly string[]): Promise<Map<string, string>> {
  return namesOf(ctx.tx, ids)
}

/** Everybody who is or was a colleague, by the name: by which initials they are known. For texts that are to name nobody. */
export async function signsByName(ctx: Pick<Context, 'tx'>): Promise<Map<string, string | null>> {
  return new Map((await namesWithSigns(ctx.tx)).map(({ name, initials }) => [name, initials]))
}

/** Where those of these people who are with us are written to. */
export async function mailboxesOf(ctx: Pick<Context, 'tx'>, ids: readonly string[]): Promise<Map<string, { name: string; email: string }>> {
  return mailboxes(ctx.tx, ids)
}

/**
 * Whose accounts a right of the actor reaches. `team`: those of everybody who shares a team with the actor, and those that nobody owns
 * (the pool is there to be picked from). `own`: a colleague's own accounts, a contact's one company.
 */
export async function reachOf(ctx: Pick<Context, 'tx' | 'actor' | 'today'>, right: string): Promise<Reach> {
  const scope = need(ctx.actor, right)
  if (ctx.actor.kind === 'contact') return { of: 'account', account: ctx.actor.accountId ?? nobodysAccount }
  if (scope === 'all') return everything
  if (scope === 'team') return { of: 'owners', owners: await teammatesOf(ctx), pool: true }
  return { of: 'owners', owners: [ctx.actor.person ?? ctx.actor.id], pool: false }
}

/** A contact without an account reaches nothing. */
const nobodysAccount = '00000000-0000-0000-0000-000000000000'

/** Who asks a list, and on which calendar: what `me` and `today` stand for in its conditions. */
export async function askingOf(ctx: Pick<Context, 'tx' | 'actor' | 'today'>): Promise<Asking> {
  return { today: ctx.today, zone: await companyZone(ctx.tx), me: ctx.actor.person ?? ctx.actor.id }
}

/** Everybody who shares a team with the actor, the actor included: what the scope `team` reaches. A key stands for its owner. */
export async function teammatesOf(ctx: Pick<Context, 'tx' | 'actor' | 'today'>): Promise<string[]> {
  return teammates(ctx.tx, ctx.actor.person ?? ctx.actor.id, ctx.today)
}

/** Who reports to somebody today: ids of those who are with us. */
export async function ledBy(ctx: Pick<Context, 'tx'>, personId: string): Promise<string[]> {
  return (await reportsOf(ctx.tx, personId)).map(({ id }) => id)
}
