import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { forItsValues, type Tx } from '../../../kernel/database.ts'
import { type Reach, visible } from '../../../kernel/reach.ts'
import { remembered } from '../../../kernel/remembered.ts'

/** Rows of another room that hang on an account: those whose account the reach covers. `column` holds the account's id. */
export function visibleAccounts(reach: Reach, column: string): RawBuilder<SqlBool> {
  if (reach.of !== 'owners') return visible(reach, { account: column, owner: column })
  // written out once: hundreds of ids cost each statement of a search more than it does by itself. A plan for any accounts takes them for
  // a handful, and reads and sorts everything of each
  if (reach.accounts) return sql<SqlBool>`(${forItsValues} and ${sql.ref(column)} = any(${`{${reach.accounts.join(',')}}`}::uuid[]))`
  const own = visible(reach, { account: 'held.id', owner: 'held.owner_id' })
  return sql<SqlBool>`${sql.ref(column)} in (select held.id from customers.account held where ${own})`
}

/** So many accounts are few: what is theirs is read by their ids. Of more, whoever walks from the newest soon meets what is theirs. */
const few = 500

/**
 * The same reach with the ids of its accounts where they are few, looked up once a transaction: the database cannot know how few they are, and
 * walked through everybody's rows until it met some of theirs.
 */
export async function nearReach(tx: Tx, reach: Reach): Promise<Reach> {
  if (reach.of !== 'owners' || reach.accounts) return reach
  const accounts = await remembered(tx, 'accounts reached', JSON.stringify(reach), async () => {
    const own = visible(reach, { account: 'held.id', owner: 'held.owner_id' })
    const { rows } = await sql<{ id: string }>`select held.id from customers.account held where ${own} limit ${few + 1}`.execute(tx)
    return rows.map(({ id }) => id)
  })
  return accounts.length > few ? reach : { ...reach, accounts }
}

/** Who owns the account that a column of another room names: the name, and the id. */
export function ownerOfAccount(column: string): { name: RawBuilder<string | null>; id: RawBuilder<string | null> } {
  const id = sql<string | null>`(select held.owner_id from customers.account held where held.id = ${sql.ref(column)})`
  const owned = sql`people.person p join customers.account held on held.owner_id = p.id`
  return { id, name: sql<string | null>`(select p.name from ${owned} where held.id = ${sql.ref(column)})` }
}
