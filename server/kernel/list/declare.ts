import { z } from 'zod'
import { type Operation, operation } from '../operation.ts'
import { pageInput } from '../page.ts'
import { type List, sortsOf, valueField } from './list.ts'

type ListInput = {
  cursor: typeof pageInput.cursor
  limit: typeof pageInput.limit
  where: z.ZodOptional<z.ZodArray<z.ZodString>>
  sort: z.ZodOptional<z.ZodString>
  search: z.ZodOptional<z.ZodString>
  totals: z.ZodOptional<z.ZodBoolean>
}
type ListOutput<R extends z.ZodType> = z.ZodObject<{
  items: z.ZodArray<R>
  next: z.ZodNullable<z.ZodString>
  totals: z.ZodOptional<typeof totalsShape>
}>

/** Of the whole filtered list, as far as the asker's reach goes. */
const totalsShape = z.object({
  count: z.int(),
  sums: z
    .array(z.object({ column: z.string(), currency: z.string().nullable(), amount: z.number() }))
    .describe('one a column and currency, amounts in minor units'),
})
export type Totals = z.input<typeof totalsShape>

/** No inputs beside those of every list. */
type Nothing = Record<never, never>

type Declared<N extends string, R extends z.ZodType, L extends List, X extends z.ZodRawShape> = {
  name: N
  path: string
  right: string
  summary: string
  audience?: Operation['audience']
  row: R
  list: L
  /** more inputs of this list: the plain ones, and parts of the path */
  input?: X
}

/** Declares an operation that answers a list. What the declaration says wrongly (a column that no row has) ends the program at its start. */
export function listOperation<const N extends string, R extends z.ZodObject, const L extends List, X extends z.ZodRawShape = Nothing>(
  promise: Declared<N, R, L, X>,
): Omit<Operation<z.ZodObject<ListInput & X>, ListOutput<R>>, 'list'> & { name: N; method: 'GET'; list: L } {
  const { row, list, input, ...rest } = promise
  const fault = faultOf(list, row, input ?? {})
  if (fault) throw new Error(`${promise.name}: ${fault}`)
  const questions = {
    where: z
      .array(z.string().min(3).max(1000))
      .max(mostConditions)
      .optional()
      .meta({ description: whereWords(list), examples: [[exampleOf(list)]] }),
    sort: z
      .string()
      .max(80)
      .optional()
      .meta({ description: `a column, or -column from the largest down; ${list.sort} unless said`, enum: sortsOf(list) }),
    ...(list.search && {
      search: z
        .string()
        .max(100)
        .optional()
        .meta({ description: `words in ${list.search}` }),
    }),
    totals: z.boolean().optional().describe('true: how many rows fit and their sums, and no rows'),
  }
  const output = z.object({ items: z.array(row), next: z.string().nullable(), totals: totalsShape.optional() })
  const made = operation({ ...rest, method: 'GET', input: z.object({ ...pageInput, ...questions, ...input }), output })
  return { ...made, list } as never
}

/** So many conditions one question may have. */
const mostConditions = 20

function whereWords(list: List): string {
  const names = Object.entries(list.columns).filter(([, column]) => column.asked !== false)
  return `conditions that all hold, each column:question:value; columns: ${names.map(([name]) => name).join(', ')}`
}

function exampleOf(list: List): string {
  for (const [name, column] of Object.entries(list.columns)) {
    const [value] = Object.keys(column.choices ?? {})
    if (value && column.asked !== false) return `${name}:is:${value}`
  }
  return `${list.sort.replace('-', '')}:filled`
}

function faultOf(list: List, row: z.ZodObject, input: z.ZodRawShape): string | undefined {
  for (const [name, column] of Object.entries(list.columns)) {
    const needed = [valueField(name, column), column.id, column.country].filter((field) => field !== undefined)
    const missing = needed.find((field) => !holdsField(row, field))
    if (missing) return `its rows have no field ${missing}`
    if (column.kind === 'money' && !(column.currency && list.columns[column.currency])) return `${name} has no column of its currency`
    if ((column.kind === 'choice') !== (column.choices !== undefined)) return `${name} is a choice if it has choices`
    const twice = Object.keys(column.wider ?? {}).find((one) => column.choices?.[one] !== undefined || !column.choices)
    if (twice) return `${name} has ${twice} as a value or has no values, so that it is not wider`
    if ((column.kind === 'person' || column.kind === 'customer') && !column.id) return `${name} has no field of its id`
  }
  if (!sortsOf(list).includes(list.sort)) return `it cannot be sorted by ${list.sort}`
  const strange = [...(list.sums ?? []), ...Object.values(list.plain ?? {})].find(
    (name) => list.columns[name]?.asked === undefined && !list.columns[name],
  )
  if (strange) return `it has no column ${strange}`
  return Object.keys(list.plain ?? {}).find((name) => !(name in input))
}

/** Whether a shape has a field, or a thing with the field behind the dot. */
export function holdsField(shape: z.ZodType, field: string): boolean {
  const [name = '', ...rest] = field.split('.')
  let thing: z.ZodType = shape
  while (thing instanceof z.ZodNullable || thing instanceof z.ZodOptional || thing instanceof z.ZodArray)
    thing = thing.unwrap() as z.ZodType
  if (!(thing instanceof z.ZodObject)) return false
  const inner: z.ZodType | undefined = thing.shape[name]
  return inner !== undefined && (rest.length === 0 || holdsField(inner, rest.join('.')))
}
