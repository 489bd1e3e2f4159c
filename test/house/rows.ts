/** A column as the database has it. */
export type Found = { schema: string; table: string; column: string; type: string; nullable: boolean }

const kinds: Record<string, string> = {
  uuid: 'text',
  text: 'text',
  'character varying': 'text',
  numeric: 'text',
  date: 'day',
  'timestamp with time zone': 'instant',
  smallint: 'number',
  integer: 'number',
  'double precision': 'number',
  bigint: 'bigint',
  boolean: 'boolean',
  jsonb: 'json',
  json: 'json',
  bytea: 'bytes',
  daterange: 'text',
  tstzrange: 'text',
  interval: 'text',
  inet: 'text',
  xid8: 'text',
}

/** `text`, `number?` …: how a room's `rows.ts` says what a column holds. */
export function kindOf({ type, nullable }: Pick<Found, 'type' | 'nullable'>): string {
  const plain = type.replace(/\(.*\)/, '')
  const kind = plain.endsWith('[]') ? 'list' : plain === 'character' ? 'text' : kinds[plain]
  if (!kind) throw new Error(`what a column of the type ${type} holds is not known here`)
  return nullable ? `${kind}?` : kind
}

/** The text of a room's `rows.ts`: its tables and columns as its migrations made them. */
export function rowsText(room: string, found: readonly Found[]): string {
  const tables = new Map<string, Found[]>()
  for (const one of found.filter(({ schema }) => schema === room)) tables.set(one.table, [...(tables.get(one.table) ?? []), one])
  const lines = [...tables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, columns]) => `  ${table}: { ${columns.map((one) => `${one.column}: '${kindOf(one)}'`).join('; ')} }`)
  return `import type { Agree, Differences } from '../../kernel/rows.ts'
import type { ${room.charAt(0).toUpperCase()}${room.slice(1)}Tables } from './tables.ts'

/** What the migrations made, written down by \`bin/rows\`. */
// biome-ignore format: one line a table
type Rows = {
${lines.join('\n')}
}

/** Does not compile where \`tables.ts\` says otherwise. */
type _Agreed = Agree<Differences<${room.charAt(0).toUpperCase()}${room.slice(1)}Tables, Rows>>
`
}
