import type pg from 'pg'
import type { Sent } from './statements.ts'

/** How a statement reads a table whole: no index could serve it; none does; or an index is walked from one end to the other. */
type WholeRead = { table: string; how: 'no index serves' | 'row by row' | 'a whole index'; statement: string }

type Node = {
  'Node Type': string
  'Relation Name'?: string
  Schema?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Node[]
}

/**
 * What the database would do for these statements, asked with the values that they were sent with. `growing` are the tables that are not
 * to be read whole, those of `grown` have the rows of a grown company. Of any growing table it is asked whether an index could serve at
 * all: with reads row by row forbidden one is left only where nothing else can answer, however few rows lie in the table. Of a grown one
 * it is asked what the database does by its own choice.
 */
export async function wholeReadsOf(client: pg.ClientBase, sent: readonly Sent[], growing: Tables, grown: Tables): Promise<WholeRead[]> {
  const found: WholeRead[] = []
  const add = (statement: string, reads: Read[], how: WholeRead['how'], of: Tables) => {
    for (const { table } of reads.filter((read) => of.has(read.table)))
      if (!found.some((one) => one.table === table && one.statement === statement)) found.push({ table, how, statement })
  }
  const partial = await partialIndexes(client)
  for (const { text, values } of sent.filter(({ text }) => /^\s*(\/\*.*?\*\/\s*)?(select|with|insert|update|delete)\b/i.test(text))) {
    const statement = text.replaceAll(/\s+/g, ' ').trim()
    await client.query('begin')
    await client.query('set local enable_seqscan = off')
    const forced = await planOf(client, text, values)
    await client.query('set local enable_seqscan = on')
    const chosen = await planOf(client, text, values)
    await client.query('rollback')
    add(statement, rowByRow(forced), 'no index serves', growing)
    add(statement, rowByRow(chosen), 'row by row', grown)
    add(statement, wholeIndexes(chosen, partial), 'a whole index', grown)
  }
  return found
}

/** Names with their schema. */
type Tables = ReadonlySet<string>
type Read = { table: string }

async function planOf(client: pg.ClientBase, text: string, values: readonly unknown[]): Promise<Node> {
  const { rows } = await client.query(`explain (verbose, format json) ${text}`, [...values])
  return rows[0]['QUERY PLAN'][0].Plan
}

async function partialIndexes(client: pg.ClientBase): Promise<Tables> {
  const { rows } = await client.query('select indexrelid::regclass::text as name from pg_index where indpred is not null')
  return new Set(rows.map(({ name }) => String(name).split('.').at(-1) ?? ''))
}

function rowByRow(node: Node): Read[] {
  const own = node['Node Type'] === 'Seq Scan' ? [{ table: tableOf(node) }] : []
  return [...own, ...(node.Plans ?? []).flatMap(rowByRow)]
}

/** A walk that a limit ends is none, and an index of few rows holds those that are wanted. */
function wholeIndexes(node: Node, partial: Tables, limited = false): Read[] {
  const walks = /^Index (Only )?Scan$/.test(node['Node Type']) && node['Index Cond'] === undefined && !limited
  const own = walks && !partial.has(node['Index Name'] ?? '') ? [{ table: tableOf(node) }] : []
  const within = node['Node Type'] === 'Limit' || (limited && passing.has(node['Node Type']))
  return [...own, ...(node.Plans ?? []).flatMap((below) => wholeIndexes(below, partial, within))]
}

/** What hands rows on as they come, so that a limit above it ends what is below. */
const passing = new Set([
  'Nested Loop',
  'Append',
  'Merge Append',
  'Subquery Scan',
  'Result',
  'Memoize',
  'Incremental Sort',
  'Merge Join',
  'ProjectSet',
  'LockRows',
  'Unique',
  'Group',
])

function tableOf(node: Node): string {
  return `${node.Schema}.${node['Relation Name']}`
}
