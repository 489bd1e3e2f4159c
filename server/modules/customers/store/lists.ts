import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { everything, type Reach } from '../../../kernel/reach.ts'
import { hangsOn, holds, type Nearness } from '../../../kernel/words.ts'
import { accountsList } from '../contract.ts'
import { type AccountRow, reached } from './accounts.ts'
import { customers } from './tables.ts'

export type ListedAccount = AccountRow & {
  owner: { id: string; name: string } | null
  main_contact: { name: string; email: string } | null
  contacts: number
}

/** A page of accounts that the actor reaches. Words are looked for in names, number and domain, in contacts, and as a country. */
export async function listAccounts(tx: Tx, seen: { reach: Reach; asking: Asking }, asked: Asked): Promise<Page<ListedAccount>> {
  const search = async (words: string, nearness: Nearness): Promise<RawBuilder<SqlBool>[]> => {
    const known = customers(tx).selectFrom('contact').select('contact.account_id').where('contact.removed_at', 'is', null)
    const called = holds(accountWords, words, nearness)
    const named = (limit: number) => customers(tx).selectFrom('account').select('id').where(called).limit(limit).execute()
    return [
      ...(await hangsOn('account.id', named, called)),
      sql<SqlBool>`account.id in (${known.where(holds(contactWords, words, nearness))})`,
      ...(/^[a-z]{2}$/i.test(words.trim()) ? [sql<SqlBool>`account.country = upper(${words.trim()})`] : []),
    ]
  }
  const { reach, asking } = seen
  return askList(tx, { list: accountsList.list, asking, rows: withPeople(tx, reach), id: 'account.id', by: columns, search }, asked)
}

const accountWords = sql<string>`kernel.fold(account.name || ' ' || coalesce(account.legal_name, '') || ' ' || account.number || ' ' || coalesce(account.domain, ''))`
const contactWords = sql<string>`kernel.fold(contact.name || ' ' || contact.email_key)`

const columns: Expressed<typeof accountsList.list> = {
  name: { name: sql`lower(account.name)`, id: sql`account.id` },
  number: sql`account.number`,
  kind: sql`account.kind`,
  segment: sql`account.segment`,
  owner: { name: sql`(select p.name from people.person p where p.id = account.owner_id)`, id: sql`account.owner_id` },
  main_contact: mainContact(sql`c.name`),
  email: mainContact(sql`c.email`),
  contacts: contactsCounted(),
  country: sql`account.country`,
  source: sql`account.source`,
  domain: sql`account.domain`,
  created: sql`account.created_at`,
}

/** Something of the contact who is there first, owners before others. */
function mainContact<T>(value: RawBuilder<T>): RawBuilder<T | null> {
  return sql<T | null>`(select ${value} from customers.contact c
    where c.account_id = account.id and c.removed_at is null order by ('owner' = any(c.roles)) desc, c.id limit 1)`
}

function contactsCounted(): RawBuilder<number> {
  return sql<number>`(select count(*)::int from customers.contact c where c.account_id = account.id and c.removed_at is null)`
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
      mainContact(sql<{ name: string; email: string }>`jsonb_build_object('name', c.name, 'email', c.email)`).as('main_contact'),
      contactsCounted().as('contacts'),
    ])
}
