import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { cut, readCursor } from './page.ts'
import { Refusal } from './refusal.ts'

/** A column that a list is ordered by: its SQL, its type, and its value in a row as a cursor carries it. */
export type Column<R> = { by: string | RawBuilder<unknown>; type: keyof typeof fits; of: (row: R) => string }

/**
 * The order of a list. Its columns together make a row unique, and all run the same way: then "behind this row" is one comparison, which
 * an index answers.
 */
export type Order<R> = { columns: readonly Column<R>[]; down: boolean }
export type Onward = { cursor?: string | undefined; limit: number }

/** Newest first, by ids that grow with time. */
export function newest(by = 'id'): Order<{ id: string }> {
  return { columns: [{ by, type: 'uuid', of: (row) => row.id }], down: true }
}

/** Oldest first, by ids that grow with time. */
export function oldest(by = 'id'): Order<{ id: string }> {
  return { ...newest(by), down: false }
}

/** The query in order, behind the cursor, with one row more than a page: whether there is a next one. */
// biome-ignore lint/suspicious/noExplicitAny: a query of whatever tables; it comes back as what it was
export function onward<Q extends SelectQueryBuilder<any, any, any>, R>(query: Q, order: Order<R>, { cursor, limit }: Onward): Q {
  let ordered: SelectQueryBuilder<never, never, object> = query.limit(limit + 1)
  for (const { by } of order.columns) ordered = ordered.orderBy(sqlOf(by), order.down ? 'desc' : 'asc')
  return (cursor ? ordered.where(behind(order, cursor)) : ordered) as unknown as Q
}

/** The same comparison for a query that is written as text; every row is behind no cursor. */
export function behind<R>({ columns, down }: Order<R>, cursor: string | undefined): RawBuilder<SqlBool> {
  const values = readCursor(cursor)
  if (!values) return sql<SqlBool>`true`
  if (values.length !== columns.length || columns.some(({ type }, at) => !fits[type].test(values[at] ?? ''))) throw foreign()
  const here = sql.join(columns.map(({ by }) => sqlOf(by)))
  const there = sql.join(columns.map(({ type }, at) => sql`${values[at]}::${sql.raw(type)}`))
  return sql<SqlBool>`(${here}) ${sql.raw(down ? '<' : '>')} (${there})`
}

/** The page of what `onward` found, and the cursor of the next one. */
export function pageBy<R, Row extends R>(rows: Row[], order: Order<R>, limit: number): { items: Row[]; next: string | null } {
  return cut(rows, limit, (row) => order.columns.map(({ of }) => of(row)))
}

function sqlOf(by: string | RawBuilder<unknown>): RawBuilder<unknown> {
  return typeof by === 'string' ? sql`${sql.ref(by)}` : by
}

/** What a value of a type looks like: a cursor is a caller's text, and the database must not stumble over it. */
const fits = {
  text: /^[^\0]*$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  int: /^-?\d{1,9}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
}

function foreign(): Refusal {
  return new Refusal('invalid', 'cursor.invalid', 'This cursor is not one that we gave out. Start again without it.')
}
