import type { Context } from '../../kernel/context.ts'
import type { Day } from '../../kernel/period.ts'
import { companyZone } from './company.ts'
import { type Colleague, colleague } from './persons.ts'
import { rightsOf, staffRoles } from './rules/roles.ts'
import { chain } from './rules/tree.ts'
import type { findGroup } from './store/groups.ts'
import { holdersOn, rolesHeldOn } from './store/grants.ts'
import { managersOf, presentAmong } from './store/names.ts'
import { findPersonRow, withInitials } from './store/persons.ts'

type Reads = Pick<Context, 'tx'>
export type Group = {
  id: string
  name: string
  short_name: string | null
  kind: 'team' | 'body' | 'project'
  lead_id: string | null
  closed: boolean
}
export type Party = { kind: 'person'; person: Colleague } | { kind: 'group'; group: Group } | { kind: 'unknown'; text: string }

/** The colleague who has these initials, else whoever left last with them. */
export async function personByInitials(ctx: Reads, initials: string): Promise<Colleague | undefined> {
  return colleague((await withInitials(ctx.tx, initials.toUpperCase()))[0])
}

/** A group, also one that is closed, as other rooms speak of one. */
export function shortGroup({ id, name, short_name, kind, lead_id, closed_at }: NonNullable<Awaited<ReturnType<typeof findGroup>>>): Group {
  return { id, name, short_name, kind, lead_id, closed: closed_at !== null }
}

/** Who somebody reports to: the nearest one above who is still with us. */
export async function managerOf(ctx: Reads, personId: string): Promise<Colleague | undefined> {
  const above = chain(await managersOf(ctx.tx), personId).slice(1)
  const present = new Set((await presentAmong(ctx.tx, above)).filter((one) => one.left_on === null).map(({ id }) => id))
  const manager = above.find((id) => present.has(id))
  return manager === undefined ? undefined : colleague(await findPersonRow(ctx.tx, manager))
}

/** What somebody was on a day. */
export async function rolesOn(ctx: Reads, personId: string, day: Day): Promise<string[]> {
  return rolesHeldOn(ctx.tx, personId, day, await companyZone(ctx.tx))
}

/** Which people hold a role today and can be asked, for each of several: role → ids. */
export async function peopleInRoles(ctx: Pick<Context, 'tx' | 'today'>, roles: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await holdersOn(ctx.tx, roles, ctx.today, await companyZone(ctx.tx))
  const held = Map.groupBy(
    rows.filter((one) => one.kind !== 'service' && one.suspended_at === null),
    (one) => one.role,
  )
  return new Map([...held].map(([role, people]) => [role, [...new Set(people.map(({ id }) => id))]]))
}

/** Who holds a right today, service accounts among them and nobody who is suspended, each with the roles that give it and the widest reach among them. */
export async function holdersOfRight(ctx: Pick<Context, 'tx' | 'today' | 'rights'>, right: string) {
  const giving = staffRoles.flatMap((role) => {
    const reach = rightsOf(ctx.rights, [role]).get(right)
    return reach ? [{ role, reach }] : []
  })
  const rows = await holdersOn(
    ctx.tx,
    giving.map(({ role }) => role),
    ctx.today,
    await companyZone(ctx.tx),
  )
  const people = [
    ...Map.groupBy(
      rows.filter((row) => row.suspended_at === null),
      (row) => row.id,
    ),
  ].map(([id, held]) => {
    const roles = [...new Set(held.map((one) => one.role))]
    return { id, name: held[0]?.name ?? '', title: held[0]?.title ?? null, roles, reach: rightsOf(ctx.rights, roles).get(right) ?? 'own' }
  })
  return { roles: giving, people }
}
