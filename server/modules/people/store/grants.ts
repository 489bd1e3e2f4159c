import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { GrantTable } from '../tables.ts'
import { people } from './tables.ts'

type GrantRow = Selectable<GrantTable>
type By = { at: Date; day: Day; who: string }

/** A grant that holds on a day: begun, not past its last day, ended by nobody. */
export function granted(alias: string, day: Day) {
  return sql<boolean>`${sql.ref(`${alias}.ended_at`)} is null and ${sql.ref(`${alias}.from_day`)} <= ${day}
    and (${sql.ref(`${alias}.until_day`)} is null or ${sql.ref(`${alias}.until_day`)} >= ${day})`
}

/** All that somebody may or might be, newest first; at most 200. */
export async function grantsOf(tx: Tx, personId: string): Promise<GrantRow[]> {
  const of = people(tx).selectFrom('role_grant').selectAll().where('person_id', '=', personId)
  return of.orderBy('from_day', 'desc').orderBy('id', 'desc').limit(200).execute()
}

export async function takeGrant(tx: Tx, id: string): Promise<GrantRow> {
  const row = await people(tx).selectFrom('role_grant').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'grant.unknown', 'Nobody was given this role here.')
  return row
}

export async function addGrant(tx: Tx, row: Insertable<GrantTable>): Promise<void> {
  await people(tx).insertInto('role_grant').values(row).execute()
}

export async function endGrant(tx: Tx, id: string, by: By): Promise<void> {
  await people(tx).updateTable('role_grant').set({ ended_at: by.at, ended_by: by.who }).where('id', '=', id).execute()
}

export async function endGrants(tx: Tx, ids: readonly string[], by: By): Promise<void> {
  await people(tx)
    .updateTable('role_grant')
    .set({ ended_at: by.at, ended_by: by.who })
    .where('id', 'in', [...ids])
    .execute()
}

/** Grants whose last day is over and that nobody has closed yet. */
export async function takeLapsed(tx: Tx, day: Day): Promise<GrantRow[]> {
  const open = people(tx).selectFrom('role_grant').selectAll().where('ended_at', 'is', null).where('until_day', '<', day)
  return open.orderBy('id').limit(500).forUpdate().execute()
}

/**
 * Administrators who are with us and whose role does not end by itself, locked: two departures at once must not both find the other
 * one still there.
 */
export async function takeAdmins(tx: Tx, day: Day): Promise<string[]> {
  const rows = await people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select('p.id')
    .where('g.role', '=', 'admin')
    .where(granted('g', day))
    .where('g.until_day', 'is', null)
    .where('p.left_at', 'is', null)
    .where('p.suspended_at', 'is', null)
    .orderBy('g.id')
    .limit(1000)
    .forUpdate('g')
    .execute()
  return [...new Set(rows.map((row) => row.id))]
}

/** Sets what somebody is from today on: everything else ends now, what is new begins without an end. */
export async function saveRoles(tx: Tx, personId: string, roles: readonly string[], by: By & { reason?: string }): Promise<void> {
  let ending = people(tx)
    .updateTable('role_grant')
    .set({ ended_at: by.at, ended_by: by.who })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
  // a role that was given for some days only, or for later, makes way for one that stays
  if (roles.length > 0)
    ending = ending.where(({ eb, or }) =>
      or([eb('role', 'not in', [...roles]), eb('until_day', 'is not', null), eb('from_day', '>', by.day)]),
    )
  await ending.execute()
  if (roles.length === 0) return
  await people(tx)
    .insertInto('role_grant')
    .values(
      roles.map((role) => ({
        id: newId(),
        person_id: personId,
        role,
        from_day: by.day,
        reason: by.reason ?? null,
        created_at: by.at,
        created_by: by.who,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'role']).where('ended_at', 'is', null).doNothing())
    .execute()
}

/** How many people who are with us hold each role. */
export async function countRoles(tx: Tx, day: Day): Promise<Map<string, number>> {
  const rows = await people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select(['g.role', sql<string>`count(distinct p.id)`.as('people')])
    .where(granted('g', day))
    .where('p.left_at', 'is', null)
    .where('p.kind', '<>', 'service')
    .groupBy('g.role')
    .execute()
  return new Map(rows.map((row) => [row.role, Number(row.people)]))
}

type Holder = { id: string; name: string; title: string | null; role: string; kind: string; suspended_at: Date | null }

/** Who held any of these roles on a day, by name, service accounts included; `zone` is the company's, in which a grant that was ended ended. */
export async function holdersOn(tx: Tx, roles: readonly string[], day: Day, zone: string): Promise<Holder[]> {
  if (roles.length === 0) return []
  return people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select(['p.id', 'p.name', 'p.title', 'p.kind', 'p.suspended_at', 'g.role'])
    .where('g.role', 'in', [...roles])
    .where(heldOn(day, zone))
    .where(sql<boolean>`(p.left_at is null or (p.left_at at time zone ${zone})::date > ${day})`)
    .orderBy(sql`lower(p.name)`)
    .limit(5000)
    .execute()
}

export async function rolesHeldOn(tx: Tx, personId: string, day: Day, zone: string): Promise<string[]> {
  const of = people(tx).selectFrom('role_grant as g').select('g.role').distinct().where('g.person_id', '=', personId)
  return (await of.where(heldOn(day, zone)).orderBy('g.role').limit(200).execute()).map((row) => row.role)
}

/** On the day on which somebody ended it a grant does not hold any more. */
function heldOn(day: Day, zone: string) {
  return sql<boolean>`g.from_day <= ${day} and (g.until_day is null or g.until_day >= ${day})
    and (g.ended_at is null or (g.ended_at at time zone ${zone})::date > ${day})`
}
