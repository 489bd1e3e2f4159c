import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../database.ts'
import { cursorOf, readCursor } from '../page.ts'
import { Refusal } from '../refusal.ts'
import { foundOrNear, idsOf, type Nearness } from '../words.ts'
import type { Totals } from './declare.ts'
import type { Column, List } from './list.ts'
import { type Asking, type Expressed, type Expression, holdsFor, type SortBy, sortBy, sortTypes, valueIn } from './expressions.ts'
import { readCondition, readSort } from './where.ts'

/** What a list is asked: the input of its operation, with its plain inputs. */
export type Asked = {
  where?: string[] | undefined
  sort?: string | undefined
  search?: string | undefined
  totals?: boolean | undefined
  cursor?: string | undefined
  limit: number
  [plain: string]: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: a query of whatever tables a room has
type Rows<Row> = SelectQueryBuilder<any, any, Row>

/** Where the rows of a list come from. */
type Source<L extends List, Row> = {
  list: L
  asking: Asking
  /** the rows with what is read of them, cut to the reach of whoever asks */
  rows: Rows<Row>
  /** the same rows with nothing joined: where they alone are asked for words, in the list's own order, ids are looked for in these */
  bare?: Rows<unknown>
  /** the column that makes a row unique, and what it holds */
  id: string
  idType?: 'uuid' | 'text'
  /** each column as SQL over those rows; one that is declared and not here does not compile */
  by: Expressed<L>
  /** conditions of which one must hold for words; each is a query of its own that reads one index */
  search?: (words: string, nearness: Nearness) => Promise<RawBuilder<SqlBool>[]>
}

export type Page<Row> = { items: Row[]; next: string | null; totals?: Totals }

/**
 * The page of a list that was asked for: every condition of `where` and of the plain inputs, words, any sort with the id between equals
 * and rows without a value last, from the cursor on. With `totals`: the count and the sums of all that fit, and no rows.
 * Refuses `list.unknown_column`, `list.unknown_question`, `list.bad_value`, `list.unknown_sort`, `cursor.invalid`.
 */
export async function askList<L extends List, Row>(tx: Tx, source: Source<L, Row>, asked: Asked): Promise<Page<Row>> {
  const { list, id, idType = 'uuid' } = source
  const { column, down } = readSort(list, asked.sort)
  const order: Order = { ...sortBy(columnOf(list, column), byOf(source, column)), down, mayBeEmpty: mayBeEmpty(list, column), id, idType }
  const fitting = fittingRows(source, asked)
  const found = async <T>(find: (ways?: RawBuilder<SqlBool>[]) => Promise<T[]>) => {
    const { search } = asked
    if (!search) return find()
    return foundOrNear(tx, search, async (nearness) => find((await source.search?.(search, nearness)) ?? []))
  }
  if (asked.totals) return { items: [], next: null, totals: await totalsOf(tx, source, fitting, found) }
  const from = placeOf(order, asked.cursor)
  const among = (source.bare && !asked.sort && fitting === source.rows ? source.bare : fitting) as Rows<unknown>
  // in the list's own order an index says which rows come next; in any other, and among those that fit, all are compared, with nothing but
  // what they are compared by
  const compared: Looked | undefined =
    (asked.sort && asked.sort !== list.sort) || fitting !== source.rows
      ? (one) => waysIn(tx, fitting as Rows<unknown>, [sql<SqlBool>`true`], one)
      : undefined
  const rows = await found((ways) => walk(fitting, order, from, asked.limit + 1, ways ? (one) => waysIn(tx, among, ways, one) : compared))
  return cut(rows, asked.limit)
}

function fittingRows<L extends List, Row>(source: Source<L, Row>, asked: Asked): Rows<Row> {
  const { list, asking } = source
  const plain = Object.entries(list.plain ?? {}).flatMap(([input, column]) => {
    const value = asked[input]
    return value === undefined ? [] : [`${column}:is:${value === true ? 'yes' : value === false ? 'no' : String(value)}`]
  })
  let rows = source.rows
  for (const text of [...(asked.where ?? []), ...plain]) {
    const condition = readCondition(list, text)
    const column = columnOf(list, condition.column)
    const currency = column.currency === undefined ? undefined : valueIn(byOf(source, column.currency))
    rows = rows.where(holdsFor(condition, column, byOf(source, condition.column), asking, currency))
  }
  return rows
}

function columnOf(list: List, name: string): Column {
  const column = list.columns[name]
  if (!column) throw new Error(`a list without its column ${name}`)
  return column
}

function byOf<L extends List, Row>({ by }: Source<L, Row>, name: string): Expression {
  return (by as Record<string, Expression>)[name] as Expression
}

function mayBeEmpty(list: List, name: string): boolean {
  return columnOf(list, name).empty !== undefined
}

type Order = SortBy & { down: boolean; mayBeEmpty: boolean; id: string; idType: 'uuid' | 'text' }
/** The last row of the page before: its value (nothing where it had none) and its id. */
type Place = { value?: string; id: string }
type Marked = { sort_value: string | null; sort_id: string }

/** Ids of the rows that words find, in one part of the order. */
type Looked = (asked: { order: Order; part: Part }) => Promise<string[]>

/**
 * Rows with a value in order, then those without. Each part is a query whose order one index gives, in either direction, and whose
 * beginning is one comparison.
 */
async function walk<Row>(rows: Rows<Row>, order: Order, from: Place | undefined, most: number, look?: Looked) {
  const amongEmpty = from !== undefined && from.value === undefined
  const filled = amongEmpty ? [] : await part(rows, order, { empty: false, from, most }, look)
  if (!order.mayBeEmpty || filled.length === most) return filled
  const rest = { empty: true, from: amongEmpty ? from : undefined, most: most - filled.length }
  return [...filled, ...(await part(rows, order, rest, look))]
}

type Part = { empty: boolean; from: Place | undefined; most: number }

async function part<Row>(rows: Rows<Row>, order: Order, asked: Part, look?: Looked): Promise<(Row & Marked)[]> {
  const marked = rows.select([order.text.as('sort_value'), sql`${sql.ref(order.id)}::text`.as('sort_id')])
  if (!look) return (await inOrder(marked, order, asked).execute()) as (Row & Marked)[]
  const ids = await look({ order, part: asked })
  if (ids.length === 0) return []
  const these = sql<SqlBool>`${sql.ref(order.id)} = any(${ids}::${sql.raw(order.idType)}[])`
  return (await inOrder(marked.where(these), order, asked).execute()) as (Row & Marked)[]
}

/**
 * Looked up before the rows are read: a statement that did both took the database longer to plan than to run, and most words are found in
 * one list of many.
 */
async function waysIn(tx: Tx, rows: Rows<unknown>, ways: readonly RawBuilder<SqlBool>[], { order, part }: Parameters<Looked>[0]) {
  if (ways.length === 0) return []
  const ids = rows.clearSelect().select(sql`${sql.ref(order.id)}`.as('id'))
  const found = await sql<{
    id: string
  }>`select found.id from ${idsOf(ways.map((way) => inOrder(ids.where(way), order, part)))} found`.execute(tx)
  return found.rows.map(({ id }) => id)
}

function inOrder<T>(rows: Rows<T>, { by, type, down, mayBeEmpty, id, idType }: Order, { empty, from, most }: Part): Rows<T> {
  const way = down ? 'desc' : 'asc'
  const behind = sql.raw(down ? '<' : '>')
  const own = sql.ref(id)
  const ownType = sql.raw(idType)
  let query = rows
  if (mayBeEmpty) query = query.where(empty ? sql<SqlBool>`${by} is null` : sql<SqlBool>`${by} is not null`)
  if (from && empty) query = query.where(sql<SqlBool>`${own} ${behind} ${from.id}::${ownType}`)
  if (from && !empty) query = query.where(sql<SqlBool>`(${by}, ${own}) ${behind} (${from.value}::${sql.raw(type)}, ${from.id}::${ownType})`)
  if (!empty) query = query.orderBy(by, way)
  return query.orderBy(own, way).limit(most)
}

function placeOf({ type, mayBeEmpty, idType }: Order, cursor: string | undefined): Place | undefined {
  const values = readCursor(cursor)
  if (!values) return undefined
  const id = values.at(-1) ?? ''
  const idFits = idType === 'uuid' ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) : !id.includes('\0')
  if (idFits && values.length === 1 && mayBeEmpty) return { id }
  if (idFits && values.length === 2 && sortTypes[type].test(values[0] ?? '')) return { value: values[0] ?? '', id }
  throw new Refusal('invalid', 'cursor.invalid', 'This cursor is not one that we gave out. Start again without it.')
}

function cut<Row>(rows: (Row & Marked)[], limit: number): Page<Row> {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  const next = last ? cursorOf(last.sort_value === null ? [last.sort_id] : [last.sort_value, last.sort_id]) : null
  return { items, next }
}

type Find = <T>(find: (ways?: RawBuilder<SqlBool>[]) => Promise<T[]>) => Promise<T[]>
type Line = { currency: string | null; count: bigint; sums: (string | null)[] }

/** One statement: the rows that fit by currency, counted and summed. */
async function totalsOf<L extends List, Row>(tx: Tx, source: Source<L, Row>, rows: Rows<Row>, found: Find): Promise<Totals> {
  const { list, id } = source
  const names = list.sums ?? []
  const coin = names.map((name) => columnOf(list, name).currency).find((name) => name !== undefined)
  const currency = coin === undefined ? sql`null::text` : sql`(${valueIn(byOf(source, coin))})::text`
  const lines = await found(async (ways) => {
    const ids = rows.clearSelect().select(sql`${sql.ref(id)}`.as('id'))
    const all = ways ? rows.where(sql<SqlBool>`${sql.ref(id)} in ${idsOf(ways.map((way) => ids.where(way)))}`) : rows
    const each = all
      .clearSelect()
      .select([currency.as('currency'), ...names.map((name, at) => valueIn(byOf(source, name)).as(`sum_${at}`))])
    const sums = names.map((_, at) => sql`sum(${sql.ref(`sum_${at}`)})::text`)
    const asked = sql<Line>`select currency, count(*) as count, array[${sql.join(sums)}]::text[] as sums from (${each}) listed group by currency order by currency`
    return (await asked.execute(tx)).rows
  })
  return {
    count: lines.reduce((sum, line) => sum + Number(line.count), 0),
    sums: names.flatMap((column, at) => {
      const amounts = lines.map((line) => ({ column, currency: line.currency, amount: Number(line.sums[at] ?? 0) }))
      if (columnOf(list, column).currency !== undefined) return amounts
      return [{ column, currency: null, amount: amounts.reduce((sum, one) => sum + one.amount, 0) }]
    }),
  }
}
