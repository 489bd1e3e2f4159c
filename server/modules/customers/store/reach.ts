import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Reach, visible } from '../../../kernel/reach.ts'

/** Rows of another room that hang on an account: those whose account the reach covers. `column` holds the account's id. */
export function visibleAccounts(reach: Reach, column: string): RawBuilder<SqlBool> {
  if (reach.of !== 'owners') return visible(reach, { account: column, owner: column })
  const own = visible(reach, { account: 'held.id', owner: 'held.owner_id' })
  return sql<SqlBool>`${sql.ref(column)} in (select held.id from customers.account held where ${own})`
}

/** Who owns the account that a column of another room names: the name, and the id. */
export function ownerOfAccount(column: string): { name: RawBuilder<string | null>; id: RawBuilder<string | null> } {
  const id = sql<string | null>`(select held.owner_id from customers.account held where held.id = ${sql.ref(column)})`
  const owned = sql`people.person p join customers.account held on held.owner_id = p.id`
  return { id, name: sql<string | null>`(select p.name from ${owned} where held.id = ${sql.ref(column)})` }
}
