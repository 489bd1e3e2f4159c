import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wholeReadsOf } from '../../test/cast/explained.ts'
import { type Grown, openGrown } from '../../test/cast/grown.ts'
import { askedBy, type Sent } from '../../test/cast/statements.ts'
import { comparesAll, madeOfAll, staysSmall } from '../../test/guards/stays-small.ts'

let grown: Grown
let client: pg.Client
beforeAll(async () => {
  grown = await openGrown({ customers: 3000, documents: 12_000 })
  client = new pg.Client({ connectionString: grown.shop.cast.house.settings.databaseUrl })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await grown?.close()
})

/** Some answer with a refusal: it came from the statements that they sent. */
const answered = ['done', 'right.missing', 'audience.staff', 'first_run.needed', 'tile.unknown']

test('no list, search, home or portal page reads a growing table whole', { timeout: 300_000 }, async () => {
  const { growing, grownOnes } = await tables()
  const found: string[] = []
  const [small, whole] = [new Set<string>(), new Set<string>()]
  const known = new Set<string>()
  for (const one of grown.asks) {
    for (const actor of grown.as(one)) {
      let code = ''
      const sent = await askedBy(async () => ({ code } = await grown.ask(one.bound, actor, one.input)))
      if (!answered.includes(code)) found.push(`${one.title} as ${actor.name}: ${code}`)
      // what another sent with the same values is planned the same
      const fresh = sent.filter((statement) => !known.has(keyOf(statement)))
      for (const statement of fresh) known.add(keyOf(statement))
      for (const { table, how, statement } of await wholeReadsOf(client, fresh, growing, grownOnes)) {
        if (table in staysSmall) small.add(table)
        else if (`${one.title} ${table}` in madeOfAll) whole.add(`${one.title} ${table}`)
        else found.push(`${one.title} as ${actor.name} reads ${table} (${how}): ${statement}`)
      }
    }
  }
  expect(found).toEqual([])
  expect(known.size).toBeGreaterThan(300)
  expect([...small].sort(), 'a table that is not read whole any more leaves the list').toEqual(Object.keys(staysSmall).sort())
  expect([...whole].sort()).toEqual(Object.keys(madeOfAll).sort())
})

test('a list in another order than its own, and its count, read whole only what is named', { timeout: 300_000 }, async () => {
  const { growing, grownOnes } = await tables()
  const found = new Map<string, Set<string>>()
  const known = new Set<string>()
  for (const one of grown.sorts) {
    for (const actor of grown.as(one)) {
      let code = ''
      const sent = await askedBy(async () => ({ code } = await grown.ask(one.bound, actor, one.input)))
      expect(answered, one.title).toContain(code)
      const fresh = sent.filter(({ text }) => !known.has(text))
      for (const { text } of fresh) known.add(text)
      const whole = await wholeReadsOf(client, fresh, growing, grownOnes)
      const { name } = one.bound.operation
      if (whole.some(({ table }) => !(table in staysSmall))) found.set(name, (found.get(name) ?? new Set()).add(one.column))
    }
  }
  const told = [...found].map(([name, columns]) => [name, [...columns].sort().join(' ')])
  expect(Object.fromEntries(told.sort())).toEqual(comparesAll)
})

/** All tables of the rooms and the kernel, and those of them that were grown. */
async function tables() {
  const { rows } = await client.query<{ name: string; grown: boolean }>(
    `select n.nspname || '.' || c.relname as name, c.reltuples >= 1000 as grown from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')`,
  )
  return { growing: new Set(rows.map(({ name }) => name)), grownOnes: new Set(rows.filter((row) => row.grown).map(({ name }) => name)) }
}

function keyOf({ text, values }: Sent): string {
  return JSON.stringify([text, values], (_key, value) => (typeof value === 'bigint' ? String(value) : value))
}
