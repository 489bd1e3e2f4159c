import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredViews } from '../../server/kernel/published.ts'
import { readPublishedOnly, reader } from '../../server/kernel/reader.ts'
import { rooms } from '../../server/rooms.ts'
import { openShop, type Shop } from '../cast/billing.ts'

const views = declaredViews(rooms)
let shop: Shop

beforeAll(async () => {
  shop = await openShop({ rooms: rooms.map((room) => room.name) })
  for (let n = 0; n < 3; n += 1) await shop.buy(await shop.customer(), { seats: 5 + n })
})
afterAll(() => shop.close())

const rows = async (text: string, values: unknown[] = []) => (await shop.query(text, values)).rows

describe('a published view is declared as it is', () => {
  test('its columns and their types are those of the database, both ways', async () => {
    const found = await rows(
      `select v.oid::regclass::text as view, a.attname as name, format_type(a.atttypid, null) as type
      from pg_class v join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
      where v.relkind = 'v' and v.relname like 'public\\_%' and v.relnamespace::regnamespace::text = any($1)`,
      [['kernel', ...rooms.map((room) => room.name)]],
    )
    const short: Record<string, string> = { 'timestamp with time zone': 'timestamptz', character: 'text', 'character varying': 'text' }
    const there = found.map((row) => `${row.view}.${row.name} ${short[row.type] ?? row.type}`)
    const declared = views.flatMap((view) => Object.entries(view.columns).map(([name, type]) => `${view.name}.${name} ${type}`))
    expect(declared.sort()).toEqual(there.sort())
  })

  test('each is declared once, and the events that move it are declared by some room', () => {
    expect(new Set(views.map((view) => view.name)).size).toBe(views.length)
    const announced = new Set(rooms.flatMap((room) => Object.keys(room.events)))
    expect(views.flatMap((view) => view.moved_by).filter((event) => !announced.has(event))).toEqual([])
  })

  test('its grain makes a row unique', async () => {
    const doubled: string[] = []
    let filled = 0
    for (const { name, grain, columns } of views) {
      expect(grain.length > 0 && grain.every((column) => columns[column]), name).toBe(true)
      const [found] = await rows(
        `select count(*)::int as n, count(distinct (${grain.map((column) => `"${column}"`).join(', ')}))::int as kinds from ${name}`,
      )
      if (found.n !== found.kinds) doubled.push(name)
      if (found.n > 0) filled += 1
    }
    expect(doubled).toEqual([])
    // rows of most rooms lie under it, or nothing was tried
    expect(filled).toBeGreaterThan(10)
  })

  test('a column that a passing day moves says so', async () => {
    for (const { name, of_today = [], columns } of views) {
      const [{ text }] = await rows('select pg_get_viewdef($1::regclass) as text', [name])
      expect([name, /\b(now\(|current_|clock_timestamp)/i.test(text)]).toEqual([name, of_today.length > 0])
      expect(of_today.filter((column) => !columns[column])).toEqual([])
    }
  })
})

describe('the reading role', () => {
  /** Runs it as data reads: under the role, in a transaction that only reads. */
  const reading = (text: string) =>
    shop.cast.open(async (ctx) => {
      expect(await readPublishedOnly(ctx.tx)).toBe(true)
      return (await sql.raw(text).execute(ctx.tx)).rows
    })

  test('reads each view that is declared, because its room’s migration says so', async () => {
    const said = (await rows('select name from kernel.published_view')).map((row) => row.name)
    expect(said.sort()).toEqual(views.map((view) => view.name).sort())
    for (const { name } of views) expect(Array.isArray(await reading(`select * from ${name} limit 1`)), name).toBe(true)
    expect(await reading('select number from billing.public_orders')).toHaveLength(3)
  })

  test('reads nothing else and writes nowhere', async () => {
    const open = await rows(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'p', 'S', 'f')
        and (has_table_privilege($2, c.oid, 'select, insert, update, delete, truncate') or has_any_column_privilege($2, c.oid, 'select, insert, update'))`,
      [['kernel', ...rooms.map((room) => room.name)], reader],
    )
    expect(open.map((row) => row.name).sort()).toEqual(views.map((view) => view.name).sort())
    for (const { name } of views)
      expect(
        (await rows(`select has_table_privilege($1, $2, 'insert, update, delete, truncate') as writes`, [reader, name]))[0].writes,
        name,
      ).toBe(false)
    await expect(reading('select * from billing.contract')).rejects.toThrow('permission denied')
    await expect(reading('select * from people.person')).rejects.toThrow('permission denied')
    await expect(reading(`insert into kernel.view_change (view, col, key) values ('x', '*', '')`)).rejects.toThrow(
      /read-only|permission denied/,
    )
  })

  test('is there for one transaction only', async () => {
    await reading('select 1')
    expect((await rows('select current_user = session_user as own'))[0].own).toBe(true)
  })
})
