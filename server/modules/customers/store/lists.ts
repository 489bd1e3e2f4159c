import { type Column, onward, type Order } from '../../../kernel/keyset.ts'
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { everything, type Reach } from '../../../kernel/reach.ts'
import { foundOrNear, hangsOn, holds, idsOf } from '../../../kernel/words.ts'
import type { CustomersTables } from '../tables.ts'
import { type AccountRow, reached } from './accounts.ts'
import { customers } from './tables.ts'

export type ListedAccount = AccountRow & {
  owner: { id: string; name: string } | null
  main_contact: { name: string; email: string } | null
  contacts: number
}

type AccountFilter = {
  search?: string | undefined
  kind?: string | undefined
  country?: string | undefined
  segment?: string | undefined
  source?: string | undefined
  /** a person's id, or nobody's */
  owner?: string | 'none' | undefined
  sort: 'name' | '-name' | 'created' | '-created' | 'number' | '-number'
  cursor?: string | undefined
  limit: number
}

const columns: Record<string, Column<AccountRow>> = {
  name: { by: sql`lower(account.name)`, type: 'text', of: (row) => row.name.toLowerCase() },
  created: { by: 'account.created_at', type: 'timestamptz', of: (row) => row.created_at.toISOString() },
  number: { by: 'account.number', type: 'text', of: (row) => row.number },
}

/** The order that a sort asks for: its column, then the id. */
export function orderBy(sort: AccountFilter['sort']): Order<AccountRow> {
  const column = columns[sort.replace('-', '')] as Column<AccountRow>
  return { columns: [column, { by: 'account.id', type: 'uuid', of: (row) => row.id }], down: sort.startsWith('-') }
}

/** A page of accounts that the actor reaches, one row more than `limit`. Words are looked for in names, number and domain, and in contacts. */
export async function listAccounts(tx: Tx, reach: Reach, filter: AccountFilter): Promise<ListedAccount[]> {
  const { search } = filter
  const all = () => fitting(withPeople(tx, reach), filter)
  if (!search) return all().execute()
  return foundOrNear(tx, search, async (nearness) => {
    const own = (found: RawBuilder<SqlBool>) => fitting(reached(tx, reach), filter).select('account.id').where(found)
    const known = customers(tx).selectFrom('contact').select('contact.account_id').where('contact.removed_at', 'is', null)
    const called = holds(accountWords, search, nearness)
    const named = (limit: number) => customers(tx).selectFrom('account').select('id').where(called).limit(limit).execute()
    const ways = [
      own(await hangsOn('account.id', named, called)),
      own(sql<SqlBool>`account.id in (${known.where(holds(contactWords, search, nearness))})`),
      ...(/^[a-z]{2}$/i.test(search.trim()) ? [own(sql<SqlBool>`account.country = upper(${search.trim()})`)] : []),
    ]
    return all().where('account.id', 'in', idsOf(ways)).execute()
  })
}

const accountWords = sql<string>`kernel.fold(account.name || ' ' || coalesce(account.legal_name, '') || ' ' || account.number || ' ' || coalesce(account.domain, ''))`
const contactWords = sql<string>`kernel.fold(contact.name || ' ' || contact.email_key)`

function fitting<O>(
  from: SelectQueryBuilder<CustomersTables, 'account', O>,
  filter: AccountFilter,
): SelectQueryBuilder<CustomersTables, 'account', O> {
  let query = from
  if (filter.kind) query = query.where('account.kind', '=', filter.kind as AccountRow['kind'])
  if (filter.country) query = query.where('account.country', '=', filter.country)
  if (filter.segment) query = query.where('account.segment', '=', filter.segment)
  if (filter.source) query = query.where('account.source', '=', filter.source as AccountRow['source'])
  if (filter.owner === 'none') query = query.where('account.owner_id', 'is', null)
  else if (filter.owner) query = query.where('account.owner_id', '=', filter.owner)
  return onward(query, orderBy(filter.sort), filter)
}

/** One account as the list shows it. */
export async function getListed(tx: Tx, id: string): Promise<ListedAccount> {
  return withPeople(tx, everything).where('account.id', '=', id).executeTakeFirstOrThrow()
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
