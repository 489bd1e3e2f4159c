import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * Whose things an actor's right reaches: everything, what these people hold (and, with `pool`, what nobody holds), or what belongs to
 * one customer account. It is a value, so that every room and every engine compiles the same judgement. `accounts`: the ids of all that
 * is reached, once they were looked up and are few.
 */
export type Reach =
  | { readonly of: 'all' }
  | { readonly of: 'owners'; readonly owners: readonly string[]; readonly pool: boolean; readonly accounts?: readonly string[] }
  | { readonly of: 'account'; readonly account: string }

/** For what the house does by itself, and for rows that hang on one which was judged already. */
export const everything: Reach = { of: 'all' }

/** Reaches no account at all: who may see sums and none of the rows behind them. */
export const nothing: Reach = { of: 'owners', owners: [], pool: false }

/**
 * The one place where a reach becomes a condition: lists, gets, counts, search, exports and files all stand on it. `at` names the
 * columns that hold the account's id and the id of who owns it. Nothing reached is `false`, never a missing condition.
 */
export function visible(reach: Reach, at: { account: string; owner: string }): RawBuilder<SqlBool> {
  if (reach.of === 'all') return sql<SqlBool>`true`
  if (reach.of === 'account') return sql<SqlBool>`${sql.ref(at.account)} = ${reach.account}::uuid`
  const owned = sql`${sql.ref(at.owner)} = any(${[...reach.owners]}::uuid[])`
  return reach.pool ? sql<SqlBool>`(${owned} or ${sql.ref(at.owner)} is null)` : sql<SqlBool>`(${owned})`
}

/** Where things of one account lie: the table, its column that holds the account's id, and the words for one that is not there. */
export type AccountBound = { table: string; account: string; unknown: { code: string; text: string } }
