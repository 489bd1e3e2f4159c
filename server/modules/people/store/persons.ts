import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { PersonTable } from '../tables.ts'
import { granted } from './grants.ts'
import { people } from './tables.ts'

export type PersonRow = Selectable<PersonTable>
export type PersonInRoles = PersonRow & {
  roles: string[]
  teams: { id: string; name: string }[]
  manager: { id: string; name: string } | null
  owner: { id: string; name: string } | null
}

export async function findPerson(tx: Tx, id: string, day: Day): Promise<PersonInRoles | undefined> {
  return withRoles(tx, day).where('person.id', '=', id).executeTakeFirst()
}

export async function getPerson(tx: Tx, id: string, day: Day): Promise<PersonInRoles> {
  const row = await findPerson(tx, id, day)
  if (!row) throw new Refusal('missing', 'person.unknown', 'There is no such person.')
  return row
}

/** Locks the person until the transaction ends. */
export async function takePerson(tx: Tx, id: string, day: Day): Promise<PersonInRoles> {
  await people(tx).selectFrom('person').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getPerson(tx, id, day)
}

export async function findPersonByEmail(tx: Tx, email: string): Promise<PersonRow | undefined> {
  return people(tx).selectFrom('person').selectAll().where('email', '=', mailKey(email)).executeTakeFirst()
}

/** Who has one of these addresses, also those who have left: address → id. */
export async function idsByEmail(tx: Tx, emails: readonly string[]): Promise<Map<string, string>> {
  const keys = new Map(emails.map((email) => [mailKey(email), email]))
  if (keys.size === 0) return new Map()
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from people.person where kind <> 'service' and email = any(${[...keys.keys()]}::text[])`.execute(tx)
  return new Map(rows.map(({ id, email }) => [keys.get(email) ?? email, id]))
}

export async function addPerson(tx: Tx, row: Insertable<PersonTable>): Promise<void> {
  await people(tx).insertInto('person').values(row).execute()
}

export async function savePerson(tx: Tx, id: string, change: Updateable<PersonTable>): Promise<void> {
  await people(tx)
    .updateTable('person')
    .set({ ...change, version: sql`version + 1` as never })
    .where('id', '=', id)
    .execute()
}

/** The row alone, also of somebody who left. */
export async function findPersonRow(tx: Tx, id: string): Promise<PersonRow | undefined> {
  return people(tx).selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The rows alone of several, also of those who left; unknown ids are left out. */
export async function findPersonRows(tx: Tx, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  return people(tx)
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [...ids])
    .limit(1000)
    .execute()
}

/** Everybody who ever had these initials, those who are with us first, then who left last. */
export async function withInitials(tx: Tx, initials: string): Promise<PersonRow[]> {
  const rows = people(tx).selectFrom('person').selectAll().where('initials', '=', initials)
  return rows.orderBy(sql`left_at desc nulls first`).limit(50).execute()
}

/** Whoever left and had one of these initials or names, whoever left last first. `signs` are lower case. */
export async function leftWithSigns(tx: Tx, signs: readonly string[]): Promise<Pick<PersonRow, 'id' | 'name' | 'initials'>[]> {
  if (signs.length === 0) return []
  return people(tx)
    .selectFrom('person')
    .select(['id', 'name', 'initials'])
    .where('kind', '<>', 'service')
    .where('left_at', 'is not', null)
    .where((where) => where.or([where(sql`lower(initials)`, 'in', [...signs]), where(sql`lower(name)`, 'in', [...signs])]))
    .orderBy('left_at', 'desc')
    .limit(20_000)
    .execute()
}

/** Who reports to a person, of those who are with us. */
export async function reportsOf(tx: Tx, id: string): Promise<{ id: string; name: string; title: string | null }[]> {
  const rows = people(tx).selectFrom('person').select(['id', 'name', 'title']).where('manager_id', '=', id).where('left_at', 'is', null)
  return rows.orderBy(sql`lower(name)`).limit(500).execute()
}

/** Gives people to another manager who report to this one; nobody reports to themselves. Answers those who moved. */
export async function handReports(tx: Tx, change: { ids: readonly string[]; from: string; to: string }): Promise<string[]> {
  const rows = await people(tx)
    .updateTable('person')
    .set({ manager_id: change.to, version: sql`version + 1` as never })
    .where('id', 'in', [...change.ids])
    .where('id', '<>', change.to)
    .where('manager_id', '=', change.from)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Who is still with us although the last day is over. */
export async function leavingBefore(tx: Tx, day: Day): Promise<string[]> {
  const open = people(tx).selectFrom('person').select('id').where('left_at', 'is', null).where('ended_on', '<', day)
  return (await open.orderBy('id').limit(200).execute()).map((row) => row.id)
}

type Place = { id: string; name: string; initials: string | null; title: string | null; manager_id: string | null }

/** Everybody who is with us and the nearest one above who is. */
export async function orgChart(tx: Tx): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with recursive up (id, above, steps) as (
      select id, manager_id, 0 from people.person where left_at is null
      union all
      select up.id, p.manager_id, up.steps + 1 from up join people.person p on p.id = up.above where p.left_at is not null and up.steps < 50
    )
    select p.id, p.name, p.initials, p.title,
      (select up.above from up join people.person m on m.id = up.above where up.id = p.id and m.left_at is null limit 1) as manager_id
    from people.person p where p.left_at is null and p.kind <> 'service' order by lower(p.name) limit 5000`.execute(tx)
  return rows
}

/** Whether a person is in a team on a day. */
export function inTeam(team: string, day: Day) {
  return sql<boolean>`exists (select 1 from people.membership m where m.person_id = person.id and m.group_id = ${team} and ${current('m', day)})`
}

/** A membership that holds on a day. */
function current(alias: string, day: Day) {
  return sql`${sql.ref(`${alias}.valid_from`)} <= ${day} and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} > ${day})`
}

/** People with what they hold on a day. */
export function withRoles(tx: Tx, day: Day) {
  return people(tx)
    .selectFrom('person')
    .selectAll('person')
    .select([
      sql<{
        id: string
        name: string
      } | null>`(select jsonb_build_object('id', b.id, 'name', b.name) from people.person b where b.id = person.manager_id)`.as('manager'),
      sql<{
        id: string
        name: string
      } | null>`(select jsonb_build_object('id', o.id, 'name', o.name) from people.person o where o.id = person.owner_id)`.as('owner'),
      sql<
        string[]
      >`array(select g.role from people.role_grant g where g.person_id = person.id and ${granted('g', day)} order by g.role)`.as('roles'),
      sql<{ id: string; name: string }[]>`coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
        from people.membership m join people."group" t on t.id = m.group_id
        where m.person_id = person.id and t.kind = 'team' and ${current('m', day)} and t.closed_at is null), '[]')`.as('teams'),
    ])
}

/** Who is here beside the first, and whose invitation still holds. */
export async function countColleagues(tx: Tx, now: Date): Promise<{ others: number; invited: number }> {
  const { rows } = await sql<{ others: number; invited: number }>`select
    (select greatest(count(*) - 1, 0)::int from people.person where kind <> 'service' and left_at is null) as others,
    (select count(*)::int from people.invitation where accepted_at is null and revoked_at is null and expires_at > ${now}) as invited`.execute(
    tx,
  )
  return rows[0] ?? { others: 0, invited: 0 }
}
