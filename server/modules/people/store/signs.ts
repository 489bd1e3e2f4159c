import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { people } from './tables.ts'

type SignHolder = { id: string; name: string; sign: string }

/**
 * Who has one of these signs now, as initials or as a group's short name. Whoever gives a sign waits for the one before: three tables
 * hold one name space.
 */
export async function takeSigns(tx: Tx, signs: readonly string[]): Promise<Map<string, SignHolder>> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.signs', 0))`.execute(tx)
  const wanted = signs.map((sign) => sign.toUpperCase())
  if (wanted.length === 0) return new Map()
  const persons = await people(tx)
    .selectFrom('person')
    .select(['id', 'name', sql<string>`initials`.as('sign')])
    .where('left_at', 'is', null)
    .where('initials', 'in', wanted)
    .execute()
  const groups = await people(tx)
    .selectFrom('group')
    .select(['id', 'name', sql<string>`upper(short_name)`.as('sign')])
    .where(sql`upper(short_name)`, 'in', wanted)
    // texts go on naming a group that is closed, and what they keep for it is not for another one
    .orderBy('closed_at', (order) => order.desc().nullsLast())
    .execute()
  // texts lean on what was told: nobody else comes to be meant by it
  const told = await people(tx)
    .selectFrom('told_sign as told')
    .leftJoin('person', 'person.id', 'told.person_id')
    .leftJoin('group', 'group.id', 'told.group_id')
    .select([
      sql<string>`coalesce(told.person_id, told.group_id)`.as('id'),
      sql<string>`coalesce(person.name, "group".name)`.as('name'),
      sql<string>`upper(told.sign)`.as('sign'),
    ])
    .where(sql`upper(told.sign)`, 'in', wanted)
    .execute()
  return new Map([...told, ...persons, ...groups].map((row) => [row.sign, row]))
}
