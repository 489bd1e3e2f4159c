import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { onward } from '../../../kernel/keyset.ts'
import { granted } from './grants.ts'
import { byName } from './persons.ts'
import { people } from './tables.ts'

type ServiceAccountRow = {
  id: string
  name: string
  title: string
  owner: { id: string; name: string }
  roles: string[]
  keys: number
  last_used_at: Date | null
  suspended_at: Date | null
  left_at: Date | null
}

/** Service accounts by name, one more than `limit`. */
export async function listServiceAccounts(
  tx: Tx,
  filter: {
    day: Day
    now: Date
    search?: string | undefined
    owner?: string | undefined
    state: 'active' | 'left' | 'all'
    cursor?: string | undefined
    limit: number
  },
): Promise<ServiceAccountRow[]> {
  let query = people(tx)
    .selectFrom('person')
    .innerJoin('person as owner', 'owner.id', 'person.owner_id')
    .select(['person.id', 'person.name', 'person.suspended_at', 'person.left_at'])
    .select([
      sql<string>`coalesce(person.title, '')`.as('title'),
      sql<{ id: string; name: string }>`jsonb_build_object('id', owner.id, 'name', owner.name)`.as('owner'),
      sql<
        string[]
      >`array(select g.role from people.role_grant g where g.person_id = person.id and ${granted('g', filter.day)} order by g.role)`.as(
        'roles',
      ),
      sql<number>`(select count(*)::int from people.api_key k where k.person_id = person.id and k.revoked_at is null and k.expires_at > ${filter.now})`.as(
        'keys',
      ),
      sql<Date | null>`(select max(k.last_used_at) from people.api_key k where k.person_id = person.id)`.as('last_used_at'),
    ])
    .where('person.kind', '=', 'service')
  if (filter.state !== 'all') query = query.where('person.left_at', filter.state === 'active' ? 'is' : 'is not', null)
  if (filter.owner) query = query.where('person.owner_id', '=', filter.owner)
  if (filter.search) {
    const like = `%${filter.search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(({ eb, or }) => or([eb(sql`lower(person.name)`, 'like', like), eb(sql`lower(person.title)`, 'like', like)]))
  }
  return onward(query, byName, filter).execute()
}

/** For which a person answers, of those that are not closed; at most 500. */
export async function servicesOwnedBy(tx: Tx, ownerId: string): Promise<{ id: string; name: string }[]> {
  const rows = people(tx).selectFrom('person').select(['id', 'name']).where('owner_id', '=', ownerId).where('left_at', 'is', null)
  return rows.orderBy(sql`lower(name)`).limit(500).execute()
}

/** Gives them to another colleague; answers those that moved. */
export async function handServices(tx: Tx, change: { ids: readonly string[]; from: string; to: string }): Promise<string[]> {
  const rows = await people(tx)
    .updateTable('person')
    .set({ owner_id: change.to, version: sql`version + 1` as never })
    .where('id', 'in', [...change.ids])
    .where('owner_id', '=', change.from)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
