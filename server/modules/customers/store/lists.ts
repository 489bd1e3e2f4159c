import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { everything, type Reach } from '../../../kernel/reach.ts'
import { type AccountRow, reached } from './accounts.ts'

export type ListedAccount = AccountRow & {
  owner: { id: string; name: string } | null
  main_contact: { name: string; email: string } | null
  contacts: number
}

export type AccountFilter = {
  search?: string | undefined
  kind?: string | undefined
  country?: string | undefined
  segment?: string | undefined
  source?: string | undefined
  /** a person's id, or nobody's */
  owner?: string | 'none' | undefined
  sort: 'name' | '-name' | 'created' | '-created' | 'number' | '-number'
  /** sort value and id of the last row seen */
  after?: string[] | undefined
  limit: number
}

const sortedBy = {
  name: { by: sql`lower(account.name)`, cast: sql`text` },
  created: { by: sql`account.created_at`, cast: sql`timestamptz` },
  number: { by: sql`account.number`, cast: sql`text` },
}

/** A page of accounts that the actor reaches, one row more than `limit`. */
export async function listAccounts(tx: Tx, reach: Reach, filter: AccountFilter): Promise<ListedAccount[]> {
  const down = filter.sort.startsWith('-')
  const { by, cast } = sortedBy[filter.sort.replace('-', '') as keyof typeof sortedBy]
  const direction = down ? 'desc' : 'asc'
  let query = withPeople(tx, reach)
    .orderBy(by, direction)
    .orderBy('account.id', direction)
    .limit(filter.limit + 1)
  if (filter.kind) query = query.where('account.kind', '=', filter.kind as AccountRow['kind'])
  if (filter.country) query = query.where('account.country', '=', filter.country)
  if (filter.segment) query = query.where('account.segment', '=', filter.segment)
  if (filter.source) query = query.where('account.source', '=', filter.source as AccountRow['source'])
  if (filter.owner === 'none') query = query.where('account.owner_id', 'is', null)
  else if (filter.owner) query = query.where('account.owner_id', '=', filter.owner)
  if (filter.search) query = query.where(finds(filter.search))
  const [value, id] = filter.after ?? []
  if (value !== undefined && id !== undefined) {
    query = query.where(sql<boolean>`(${by}, account.id) ${sql.raw(down ? '<' : '>')} (${value}::${cast}, ${id}::uuid)`)
  }
  return query.execute()
}

/** One account as the list shows it. */
export async function getListed(tx: Tx, id: string): Promise<ListedAccount> {
  return withPeople(tx, everything).where('account.id', '=', id).executeTakeFirstOrThrow()
}

/** The value by which a row stands where it stands; a cursor is made of it and the id. */
export function sortValue(row: AccountRow, sort: AccountFilter['sort']): string {
  if (sort.endsWith('created')) return row.created_at.toISOString()
  return sort.endsWith('number') ? row.number : row.name.toLowerCase()
}

/** Words in the name, the number, the domain, a contact's name or address; two letters also find the country. */
function finds(search: string) {
  const like = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(lower(account.name) like ${like} or lower(account.number) like ${like} or account.domain like ${like}
    or account.country = upper(${search})
    or exists (select 1 from customers.contact c where c.account_id = account.id and c.removed_at is null
      and (c.email_key like ${like} or lower(c.name) like ${like})))`
}

function withPeople(tx: Tx, reach: Reach) {
  return reached(tx, reach)
    .selectAll('account')
    .select([
      sql<{
        id: string
        name: string
      } | null>`(select jsonb_build_object('id', p.id, 'name', p.name) from people.person p where p.id = account.owner_id)`.as('owner'),
      sql<{ name: string; email: string } | null>`(select jsonb_build_object('name', c.name, 'email', c.email) from customers.contact c
        where c.account_id = account.id and c.removed_at is null order by ('owner' = any(c.roles)) desc, c.id limit 1)`.as('main_contact'),
      sql<number>`(select count(*)::int from customers.contact c where c.account_id = account.id and c.removed_at is null)`.as('contacts'),
    ])
}
