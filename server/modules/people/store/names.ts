import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Present } from '../rules/expand.ts'
import { people } from './tables.ts'

/** Names of people by id, at most 1,000; unknown ids are left out. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await people(tx)
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .limit(1000)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Everybody's name with their initials, those who left too, service accounts left out. */
export async function namesWithSigns(tx: Tx): Promise<{ name: string; initials: string | null }[]> {
  return people(tx).selectFrom('person').select(['name', 'initials']).where('kind', '<>', 'service').limit(20_000).execute()
}

/** Names and addresses of those among these people who are with us and not suspended, at most 1,000. */
export async function mailboxes(tx: Tx, ids: readonly string[]): Promise<Map<string, { name: string; email: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await people(tx)
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('id', 'in', [...ids])
    .where('left_at', 'is', null)
    .where('suspended_at', 'is', null)
    .limit(1000)
    .execute()
  return new Map(rows.flatMap(({ id, name, email }) => (email === null ? [] : [[id, { name, email }]])))
}

/** Which of these people are with us, service accounts left out: for commands that name several at once. */
export async function activeAmong(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await people(tx)
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...personIds])
    .where('left_at', 'is', null)
    .where('kind', '<>', 'service')
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** From which day on these people were no longer with us, in the company's days. */
export async function presentAmong(tx: Tx, personIds: readonly string[]): Promise<Present[]> {
  if (personIds.length === 0) return []
  return people(tx)
    .selectFrom('person')
    .select(['id', sql<string | null>`(left_at at time zone coalesce((select zone from people.company), 'UTC'))::date`.as('left_on')])
    .where('id', 'in', [...new Set(personIds)])
    .limit(20_000)
    .execute()
}

/** Who reports to whom, of those who are with us and of those who left: a leaver's people are reached through the leaver. */
export async function managersOf(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await people(tx).selectFrom('person').select(['id', 'manager_id']).limit(20_000).execute()
  return new Map(rows.map((row) => [row.id, row.manager_id]))
}
