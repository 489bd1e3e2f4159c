import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { GroupTable, ToldSignTable } from '../tables.ts'
import type { PersonRow } from './persons.ts'
import { people } from './tables.ts'

/** Everybody who ever had one of these initials, and whoever is with us under one of these names; those who are with us first. Lower case. */
export async function personsWithSigns(tx: Tx, signs: readonly string[]): Promise<PersonRow[]> {
  if (signs.length === 0) return []
  return people(tx)
    .selectFrom('person')
    .selectAll()
    .where((where) =>
      where.or([
        where(sql`lower(initials)`, 'in', [...signs]),
        where.and([where(sql`lower(name)`, 'in', [...signs]), where('left_at', 'is', null), where('kind', '<>', 'service')]),
      ]),
    )
    .orderBy(sql`left_at desc nulls first`)
    .limit(5000)
    .execute()
}

/** Which of these, in lower case, are or were the initials or the name of somebody, with us or not. */
export async function signsEverHad(tx: Tx, signs: readonly string[]): Promise<string[]> {
  if (signs.length === 0) return []
  const rows = await people(tx)
    .selectFrom('person')
    .select([sql<string | null>`lower(initials)`.as('initials'), sql<string>`lower(name)`.as('name')])
    .where((where) => where.or([where(sql`lower(initials)`, 'in', [...signs]), where(sql`lower(name)`, 'in', [...signs])]))
    .limit(5000)
    .execute()
  return rows.flatMap(({ initials, name }) => [name, ...(initials === null ? [] : [initials])])
}

/** Open groups with one of these short names, in lower case. */
export async function groupsWithSigns(tx: Tx, signs: readonly string[]): Promise<Selectable<GroupTable>[]> {
  if (signs.length === 0) return []
  return people(tx)
    .selectFrom('group')
    .selectAll()
    .where('closed_at', 'is', null)
    .where(sql`lower(short_name)`, 'in', [...signs])
    .limit(5000)
    .execute()
}

export async function toldSigns(tx: Tx, signs: readonly string[]): Promise<ToldSignTable[]> {
  if (signs.length === 0) return []
  return people(tx)
    .selectFrom('told_sign')
    .selectAll()
    .where('sign', 'in', [...signs])
    .execute()
}

/** The last who tells is believed. */
export async function saveToldSigns(tx: Tx, rows: readonly ToldSignTable[]): Promise<void> {
  if (rows.length === 0) return
  await people(tx)
    .insertInto('told_sign')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('sign').doUpdateSet(({ ref }) => ({
        person_id: ref('excluded.person_id'),
        group_id: ref('excluded.group_id'),
        told_at: ref('excluded.told_at'),
        told_by: ref('excluded.told_by'),
      })),
    )
    .execute()
}
