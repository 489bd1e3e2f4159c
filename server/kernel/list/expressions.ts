import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { exponents } from '../money.ts'
import { addDays, type Day } from '../period.ts'
import { type Column, type List, valueField } from './list.ts'
import type { Condition } from './where.ts'

/** Who asks, and when: what `today` and `me` stand for. */
export type Asking = { today: Day; zone: string; me: string }

/**
 * A column as SQL over the rows of its list. A person or an account is a name with an id. A choice may say what `is` means for one of its
 * values, where the database finds that faster than by the expression (few rows, an index); what is wider than a value is only said so.
 */
type Named = { name: RawBuilder<unknown>; id: RawBuilder<unknown> }
type Chosen = { value: RawBuilder<unknown>; is: (value: string) => RawBuilder<SqlBool> }
export type Expression = RawBuilder<unknown> | Named | Chosen

/** An expression for every column that may be asked. */
export type Expressed<L extends List> = {
  [K in keyof L['columns'] as L['columns'][K] extends { asked: false } ? never : K]: L['columns'][K]['kind'] extends 'person' | 'customer'
    ? Named
    : L['columns'][K]['kind'] extends 'choice'
      ? L['columns'][K] extends { wider: object }
        ? Chosen
        : RawBuilder<unknown> | Chosen
      : RawBuilder<unknown>
}

/** What rows are sorted by: the expression, its type, and its value as the text that a cursor carries. */
export type SortBy = { by: RawBuilder<unknown>; type: keyof typeof sortTypes; text: RawBuilder<unknown> }

/** What a value of a cursor looks like: it is a caller's text, and the database must not stumble over it. */
export const sortTypes = {
  text: /^[^\0]*$/,
  int: /^-?\d{1,9}$/,
  numeric: /^-?\d{1,30}(\.\d{1,20})?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
}

export function sortBy(column: Column, expression: Expression): SortBy {
  const value = valueIn(expression)
  switch (column.kind) {
    case 'count':
    case 'money':
    case 'percent':
      return { by: value, type: 'numeric', text: sql`(${value})::text` }
    case 'day':
      return { by: value, type: 'date', text: sql`to_char(${value}, 'YYYY-MM-DD')` }
    case 'instant':
      return { by: value, type: 'timestamptz', text: sql`to_char((${value}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` }
    case 'yes':
      return { by: value, type: 'boolean', text: sql`(${value})::text` }
    case 'choice': {
      // in the order in which people think of them, not by the alphabet
      const place = sql`array_position(${Object.keys(column.choices ?? {})}::text[], (${value})::text)`
      return { by: place, type: 'int', text: sql`(${place})::text` }
    }
    default:
      return { by: value, type: 'text', text: sql`(${value})::text` }
  }
}

/** A column's value in SQL: of a person or an account, the name. */
export function valueIn(expression: Expression): RawBuilder<unknown> {
  if ('name' in expression) return expression.name
  return 'value' in expression ? expression.value : expression
}

/** A condition as SQL. `currency`: the expression of the column that says the currency of an amount. */
export function holdsFor(
  { column: name, question, values }: Condition,
  column: Column,
  expression: Expression,
  asking: Asking,
  currency: RawBuilder<unknown> | undefined,
): RawBuilder<SqlBool> {
  const value = valueIn(expression)
  const [first = '', second = ''] = values
  switch (question) {
    case 'empty':
      return sql<SqlBool>`${idOf(expression)} is null`
    case 'filled':
      return sql<SqlBool>`${idOf(expression)} is not null`
    case 'contains':
      return sql<SqlBool>`position(kernel.fold(${first}) in kernel.fold(${value})) > 0`
    case 'is_not':
      return sql<SqlBool>`not coalesce(${isOneOf(values, column, expression, asking)}, false)`
    case 'on':
    case 'before':
    case 'after':
    case 'next':
    case 'last':
      return within(value, column, daysOf(question, values, asking.today), asking.zone)
    case 'between':
      if (column.kind === 'day' || column.kind === 'instant')
        return within(value, column, daysOf(question, values, asking.today), asking.zone)
      return every([first && compared('>=', first), second && compared('<=', second)])
    case 'at_least':
      return compared('>=', first)
    case 'at_most':
      return compared('<=', first)
    case 'is':
      return isNumber(column) ? compared('=', first) : isOneOf(values, column, expression, asking)
  }

  function compared(sign: '>=' | '<=' | '=', text: string): RawBuilder<SqlBool> {
    const inMinor = column.kind === 'money' && valueField(name, column).endsWith('_minor')
    const amount = inMinor && currency ? sql`${text}::numeric * ${minorUnits(currency)}` : sql`${text}::numeric`
    return sql<SqlBool>`${value} ${sql.raw(sign)} ${amount}`
  }
}

const isNumber = ({ kind }: Column) => kind === 'count' || kind === 'money' || kind === 'percent'

function idOf(expression: Expression): RawBuilder<unknown> {
  return 'id' in expression ? expression.id : valueIn(expression)
}

function isOneOf(values: readonly string[], column: Column, expression: Expression, { me }: Asking): RawBuilder<SqlBool> {
  if ('id' in expression) {
    const ids = values.map((value) => (value === 'me' && column.kind === 'person' ? me : value))
    return sql<SqlBool>`${expression.id} = any(${ids}::uuid[])`
  }
  if ('is' in expression) return sql<SqlBool>`(${sql.join(values.map(expression.is), sql` or `)})`
  const value = valueIn(expression)
  if (column.kind === 'yes') return sql<SqlBool>`${value} = ${values[0] === 'yes'}`
  // a text column may be expressed in small letters, so that it is sorted so; what is asked for is the text as it is read
  if (column.kind === 'text') return sql<SqlBool>`(${value})::text in (${values[0]}, lower(${values[0]}))`
  return values.length === 1 ? sql<SqlBool>`${value} = ${values[0]}` : sql<SqlBool>`${value} = any(${[...values]}::text[])`
}

/** From a day until before another, as the question means them. */
function daysOf(question: Condition['question'], [first = '', second = '']: string[], today: Day): { from?: Day; until?: Day } {
  const day = (text: string) => (text === 'today' ? today : text)
  switch (question) {
    case 'on':
      return { from: day(first), until: addDays(day(first), 1) }
    case 'before':
      return { until: day(first) }
    case 'after':
      return { from: addDays(day(first), 1) }
    case 'next':
      return { from: today, until: addDays(today, Number(first) + 1) }
    case 'last':
      return { from: addDays(today, -Number(first)), until: addDays(today, 1) }
    default:
      return { ...(first && { from: day(first) }), ...(second && { until: addDays(day(second), 1) }) }
  }
}

/** An instant is on the day that the company's calendar shows. */
function within(value: RawBuilder<unknown>, { kind }: Column, { from, until }: { from?: Day; until?: Day }, zone: string) {
  const edge = (day: Day) => (kind === 'day' ? sql`${day}::date` : sql`(${day}::timestamp at time zone ${zone})`)
  return every([from && sql<SqlBool>`${value} >= ${edge(from)}`, until && sql<SqlBool>`${value} < ${edge(until)}`])
}

function every(conditions: (RawBuilder<SqlBool> | '' | undefined)[]): RawBuilder<SqlBool> {
  const all = conditions.filter((one) => one !== '' && one !== undefined)
  return all.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(all, sql` and `)})`
}

/** How many minor units one of a currency has. */
function minorUnits(currency: RawBuilder<unknown>): RawBuilder<unknown> {
  const powers = Object.entries(exponents).map(([code, digits]) => sql`when ${code} then ${sql.raw(String(10 ** digits))}`)
  return sql`(case ${currency} ${sql.join(powers, sql` `)} else 100 end)`
}
