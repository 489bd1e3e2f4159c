import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { PersonTable } from '../tables.ts'
import { people } from './tables.ts'

export type PersonRow = Selectable<PersonTable>
export type PersonInRoles = PersonRow & { roles: string[]; teams: { id: string; name: string }[] }

export type PersonFilter = {
  search?: string | undefined
  role?: string | undefined
  team?: string | undefined
  state: 'active' | 'left' | 'all'
  after?: string[] | undefined
  limit: number
}

/** People by name, one more than `limit`, each with current roles and teams. */
export async function listPersons(tx: Tx, filter: PersonFilter): Promise<PersonInRoles[]> {
  let query = withRoles(tx)
    .orderBy(sql`lower(person.name)`)
    .orderBy('person.id')
    .limit(filter.limit + 1)
  if (filter.state !== 'all') query = query.where('person.left_at', filter.state === 'active' ? 'is' : 'is not', null)
  if (filter.search) {
    const like = `%${filter.search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(({ eb, or }) => or([eb(sql`lower(person.name)`, 'like', like), eb('person.email', 'like', like)]))
  }
  if (filter.role)
    query = query.where(
      sql<boolean>`exists (select 1 from people.role_grant g where g.person_id = person.id and g.ended_at is null and g.role = ${filter.role})`,
    )
  if (filter.team)
    query = query.where(
      sql<boolean>`exists (select 1 from people.team_member m where m.person_id = person.id and m.ended_at is null and m.team_id = ${filter.team})`,
    )
  const [name, id] = filter.after ?? []
  if (name !== undefined && id !== undefined) query = query.where(sql<boolean>`(lower(person.name), person.id) > (${name}, ${id}::uuid)`)
  return query.execute()
}

export async function findPerson(tx: Tx, id: string): Promise<PersonInRoles | undefined> {
  return withRoles(tx).where('person.id', '=', id).executeTakeFirst()
}

export async function getPerson(tx: Tx, id: string): Promise<PersonInRoles> {
  const row = await findPerson(tx, id)
  if (!row) throw new Refusal('missing', 'person.unknown', 'There is no such person.')
  return row
}

/** Locks the person until the transaction ends. */
export async function takePerson(tx: Tx, id: string): Promise<PersonInRoles> {
  await people(tx).selectFrom('person').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getPerson(tx, id)
}

export async function findPersonByEmail(tx: Tx, email: string): Promise<PersonRow | undefined> {
  return people(tx).selectFrom('person').selectAll().where('email', '=', mailKey(email)).executeTakeFirst()
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

/** Active administrators, locked: two departures at once must not both find the other one still there. */
export async function takeAdmins(tx: Tx): Promise<string[]> {
  const rows = await people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select('p.id')
    .where('g.role', '=', 'admin')
    .where('g.ended_at', 'is', null)
    .where('p.left_at', 'is', null)
    .orderBy('g.id')
    .limit(1000)
    .forUpdate('g')
    .execute()
  return rows.map((row) => row.id)
}

export async function saveRoles(tx: Tx, personId: string, roles: readonly string[], by: { at: Date; who: string }): Promise<void> {
  let ending = people(tx).updateTable('role_grant').set({ ended_at: by.at }).where('person_id', '=', personId).where('ended_at', 'is', null)
  if (roles.length > 0) ending = ending.where('role', 'not in', [...roles])
  await ending.execute()
  if (roles.length === 0) return
  await people(tx)
    .insertInto('role_grant')
    .values(roles.map((role) => ({ id: newId(), person_id: personId, role, ended_at: null, created_at: by.at, created_by: by.who })))
    .onConflict((conflict) => conflict.columns(['person_id', 'role']).where('ended_at', 'is', null).doNothing())
    .execute()
}

export async function inRoles(tx: Tx, roles: readonly string[]): Promise<Map<string, string[]>> {
  if (roles.length === 0) return new Map()
  const rows = await people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select(['g.role', sql<string[]>`array_agg(p.id order by p.id)`.as('ids')])
    .where('g.role', 'in', [...roles])
    .where('g.ended_at', 'is', null)
    .where('p.left_at', 'is', null)
    .groupBy('g.role')
    .execute()
  return new Map(rows.map((row) => [row.role, row.ids]))
}

/** How many active people hold each role. */
export async function countRoles(tx: Tx): Promise<Map<string, number>> {
  const rows = await people(tx)
    .selectFrom('role_grant as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select(['g.role', sql<string>`count(*)`.as('people')])
    .where('g.ended_at', 'is', null)
    .where('p.left_at', 'is', null)
    .groupBy('g.role')
    .execute()
  return new Map(rows.map((row) => [row.role, Number(row.people)]))
}

export async function endMemberships(tx: Tx, personId: string, at: Date): Promise<void> {
  await people(tx)
    .updateTable('team_member')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  await people(tx).updateTable('team').set({ lead_id: null }).where('lead_id', '=', personId).execute()
}

function withRoles(tx: Tx) {
  return people(tx)
    .selectFrom('person')
    .selectAll('person')
    .select([
      sql<string[]>`array(select g.role from people.role_grant g where g.person_id = person.id and g.ended_at is null order by g.role)`.as(
        'roles',
      ),
      sql<{ id: string; name: string }[]>`coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
        from people.team_member m join people.team t on t.id = m.team_id
        where m.person_id = person.id and m.ended_at is null and t.closed_at is null), '[]')`.as('teams'),
    ])
}
