import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Reach, visible } from '../../../kernel/reach.ts'

/** Rows of another room that hang on an account: those whose account the reach covers. `column` holds the account's id. */
export function visibleAccounts(reach: Reach, column: string): RawBuilder<SqlBool> {
  if (reach.of !== 'owners') return visible(reach, { account: column, owner: column })
  const own = visible(reach, { account: 'held.id', owner: 'held.owner_id' })
  return sql<SqlBool>`${sql.ref(column)} in (select held.id from customers.account held where ${own})`
}
