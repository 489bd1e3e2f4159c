import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row, Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { openShop, type Shop } from '../../../../test/cast/billing.ts'
import { makeWarehouse } from './open.ts'
import { openPuller } from './puller.ts'
import { roomViews } from './views.ts'

let shop: Shop
let kept: Warehouse
let clients: pg.Client[]
const owner = { owner: 'here:1:a', fence: 1n }
const drifts: string[] = []

/** The tables under the published views, and what a copied row needs of its own. */
const tables: Record<string, Record<string, string>> = {
  'customers.account': { id: 'gen_random_uuid()', number: fresh('A-') },
  'billing.legal_entity': {},
  'billing.product': {},
  'billing.contract': { id: 'gen_random_uuid()', number: fresh('C-') },
  'billing.contract_item': { n: '(1000 + random() * 1000000)::int', contract_id: some('billing.contract') },
  'billing.quote': { id: 'gen_random_uuid()', number: fresh('Q-') },
  'billing.order': {
    id: 'gen_random_uuid()',
    number: fresh('O-'),
    quote_id: '(select q.id from billing.quote q where not exists (select 1 from billing.order o where o.quote_id = q.id) limit 1)',
  },
  'billing.document': { id: 'gen_random_uuid()', number: fresh('INV-'), position: '(1000 + random() * 1000000)::int' },
  'billing.document_balance': { document_id: some('billing.document') },
  'licensing.entitlement': { id: 'gen_random_uuid()', version: '(10 + random() * 1000000)::int', subscription_id: 'gen_random_uuid()' },
  'licensing.licence': {
    id: 'gen_random_uuid()',
    number: fresh('LIC-'),
    wire_id: 'substr(md5(random()::text), 1, 26)',
    serial: '1',
    line: 'gen_random_uuid()',
  },
  'licensing.licence_source': { licence_id: some('licensing.licence'), entitlement_id: some('licensing.entitlement') },
  'kernel.fx_rate': { base: fresh('') },
  'data.server_exclusion': { id: 'gen_random_uuid()' },
}
/** Updates that the views show, beside those that they do not; each value comes from another row or a short list. */
const columns: Record<string, string[]> = {
  'customers.account': ['name', 'segment', 'owner_id', 'confirmed_at', 'updated_at'],
  'billing.legal_entity': ['zone', 'name', 'code'],
  'billing.product': ['family', 'class', 'name'],
  'billing.contract': ['number', 'end_day', 'term_start', 'next_bill_day', 'account_id', 'currency'],
  'billing.contract_item': ['quantity', 'annual_minor', 'to_day', 'contract_id', 'product_id'],
  'billing.quote': ['number', 'channel', 'totals', 'message'],
  'billing.order': ['fulfilled_at', 'failed_at', 'contract_id', 'quote_id', 'number'],
  'billing.document': ['contract_id', 'net_minor', 'due_day', 'number'],
  'billing.document_balance': ['open_minor', 'document_id'],
  'licensing.entitlement': ['subscription_number', 'contract_number', 'order_number', 'seats'],
  'licensing.licence': ['seats', 'starts_on', 'number'],
  'licensing.licence_source': ['entitlement_id', 'licence_id', 'seats'],
  'kernel.fx_rate': ['rate', 'source'],
  'data.server_exclusion': ['reason', 'valid_to'],
}
/** What a value may become, beside that of another row. */
const values: Record<string, string> = {
  number: fresh('N-'),
  code: `'E' || (10 + floor(random() * 89))::int`,
  zone: `(array['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])[1 + floor(random() * 3)::int]`,
  name: fresh('Name '),
  family: fresh('f'),
  rate: '1 + random()',
  subscription_number: `'S-' || floor(random() * 3)::int`,
  contract_number: fresh('C-'),
  fulfilled_at: 'clock_timestamp()',
  confirmed_at: 'case when random() < 0.5 then clock_timestamp() end',
  quantity: '(1 + random() * 50)::int',
  annual_minor: '(random() * 100000)::int',
  open_minor: '(random() * 1000)::int',
  to_day: `date '2026-01-01' + (random() * 900)::int`,
  seats: '1 + (random() * 50)::int',
  end_day: `date '2027-01-01' + (random() * 900)::int`,
  term_start: `date '2026-01-01' + (random() * 300)::int`,
  totals: `totals || jsonb_build_object('net_minor', (random() * 100000)::int)`,
  contract_id: 'coalesce((select c.id from billing.contract c where c.id <> contract_id order by random() limit 1), contract_id)',
  account_id: 'coalesce((select a.id from customers.account a where a.id <> account_id order by random() limit 1), account_id)',
  product_id: 'coalesce((select p.id from billing.product p where p.id <> product_id order by random() limit 1), product_id)',
  class: `(array['saas', 'support', 'training'])[1 + floor(random() * 3)::int]`,
  currency: `(array['USD', 'EUR', 'GBP'])[1 + floor(random() * 3)::int]`,
  channel: `(array['self_service', 'rep', 'partner'])[1 + floor(random() * 3)::int]`,
  order_number: fresh('O-'),
  net_minor: '(random() * 100000)::int',
  due_day: `date '2026-01-01' + (random() * 900)::int`,
  failed_at: 'clock_timestamp()',
  valid_to: `date '2027-01-01' + (random() * 900)::int`,
  reason: fresh('because '),
  source: fresh('source '),
  starts_on: `date '2025-01-01' + (random() * 300)::int`,
}
function fresh(prefix: string): string {
  return `'${prefix}' || substr(md5(random()::text), 1, 12)`
}
function some(table: string): string {
  return `(select id from ${table} order by random() limit 1)`
}

beforeAll(async () => {
  shop = await openShop({ rooms: ['people', 'customers', 'billing', 'licensing', 'decisions', 'data'] })
  for (let n = 0; n < 3; n += 1) await shop.buy(await shop.customer(), { seats: 5 + n })
  shop.cast.unsound('rows are written at random under the rules of the rooms, to see whether readers hear of each')
  const { pool } = shop.cast.house.db
  // a room never changes these rows; that readers must not rely on it is the point here
  const { rows } = await pool.query(
    `select tgname, tgrelid::regclass::text as base from pg_trigger
    where not tgisinternal and tgname not like 'moved_%' and tgrelid::regclass::text = any($1)`,
    [Object.keys(tables)],
  )
  // an item goes to another contract here, and a contract to another account
  await pool.query(
    'alter table billing.contract_item drop constraint item_is_of_contract, add foreign key (contract_id) references billing.contract',
  )
  await pool.query(
    'alter table billing.contract drop constraint contract_is_of_buyer, add foreign key (profile_id) references billing.profile',
  )
  for (const row of rows) await pool.query(`drop trigger ${row.tgname} on ${row.base.replace('billing.order', 'billing."order"')}`)
  await pool.query(`insert into data.server_exclusion values (gen_random_uuid(), 'x', 'ours', '2026-01-01', null, now(), 'test')`)
  await pool.query(`insert into data.warehouse_owner (name, owner, fence, until) values ('warehouse', $1, 1, 'infinity')`, [owner.owner])
  clients = await Promise.all(
    [1, 2, 3].map(async () => {
      const client = new pg.Client({ connectionString: shop.cast.house.db.url })
      await client.connect()
      await client.query(`set lock_timeout = '30ms'`)
      return client
    }),
  )
  kept = await makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
  await puller().pull(kept, 'first')
})
afterAll(async () => {
  await kept?.close()
  for (const client of clients ?? []) await client.end()
  await shop?.close()
})

function puller() {
  return openPuller({ open: shop.cast.open, owner: () => owner, drifted: (view) => drifts.push(view) })
}

async function content(warehouse: Warehouse): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {}
  for (const { table, name } of roomViews()) found[name] = await warehouse.query(`select * from ${table} order by all`)
  return found
}

test('each column that a view shows tells of its change, and under the old key as well as the new one', async () => {
  const silent: string[] = []
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names.filter((one) => values[one])) {
      const before = await content(kept)
      try {
        // every row: whichever of them the views show
        const also = `${table}.${name}` === 'billing.contract_item.contract_id' ? ', n = n + 1000 + (random() * 100000)::int' : ''
        await shop.query(`update ${table} set ${name} = ${values[name]}${also}`)
      } catch {
        silent.push(`${table}.${name} cannot be changed`)
        continue
      }
      const { changed } = await puller().pull(kept, 'moved')
      await puller().pull(kept, 'check')
      for (const view of drifts.splice(0)) silent.push(`${table}.${name} moved ${view}`)
      if (changed.size > 0) expect(await content(kept), `${table}.${name}`).not.toEqual(before)
    }
  }
  expect(silent).toEqual([])
})

type Step = {
  client: number
  what: 'copy' | 'update' | 'delete' | 'commit' | 'rollback' | 'pull'
  table: string
  pick: number
  column: number
}
const step: fc.Arbitrary<Step> = fc.record({
  client: fc.integer({ min: 0, max: 2 }),
  what: fc.constantFrom('copy', 'copy', 'update', 'update', 'update', 'delete', 'commit', 'commit', 'rollback', 'pull'),
  table: fc.constantFrom(...Object.keys(tables)),
  pick: fc.nat({ max: 30 }),
  column: fc.nat({ max: 5 }),
})

let wrote = 0
async function run({ client, what, table, pick, column }: Step): Promise<void> {
  const at = clients[client]
  if (!at) return
  if (what === 'pull') return void (await puller().pull(kept, 'moved'))
  if (what === 'commit' || what === 'rollback') return void (await at.query(what))
  const row = `(select ctid from ${table} order by ctid limit 1 offset ${pick} % greatest((select count(*) from ${table}), 1))`
  const name = columns[table]?.[column % (columns[table]?.length ?? 1)] ?? ''
  const own = Object.entries(tables[table] ?? {}).map(([key, value]) => `'${key}', ${value}`)
  const sql = {
    copy: `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${own.join(', ')}))).* from ${table} t where ctid = ${row}`,
    update: `update ${table} set ${name} = ${pick % 3 > 0 && values[name] ? values[name] : `(select ${name} from ${table} order by random() limit 1)`} where ctid = ${row}`,
    delete: `delete from ${table} where ctid = ${row}`,
  }[what]
  await at.query('begin').catch(() => undefined)
  await at.query('savepoint one')
  try {
    wrote += (await at.query(sql)).rowCount ?? 0
  } catch {
    // a key that others need, a check, a lock that another holds: this write did not happen
    await at.query('rollback to savepoint one')
  }
}

test('whatever is written, deleted, undone or written side by side: what was pulled by changes is what a whole read gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      for (const one of steps) await run(one)
      for (const [index, client] of clients.entries()) await client.query(index === 0 ? 'rollback' : 'commit')
      await puller().pull(kept, 'moved')
      const anew = await makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
      try {
        await puller().pull(anew, 'first')
        expect(await content(kept)).toEqual(await content(anew))
      } finally {
        await anew.close()
      }
      expect((await shop.query('select count(*)::int as n from kernel.view_change')).rows[0].n).toBe(0)
    }),
    { numRuns: Number(process.env['MOVED_RUNS'] ?? 20) },
  )
  // most of it must have been real writes, or nothing was tried
  expect(wrote).toBeGreaterThan(100)
})

test('every table under a view that is pulled tells of its changes', async () => {
  const { rows } = await shop.query(
    `with recursive under as (
      select v::regclass as view, v::regclass::oid as rel from unnest($1::text[]) v
      union
      select u.view, d.refobjid from under u join pg_rewrite w on w.ev_class = u.rel join pg_depend d on d.objid = w.oid
        and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid <> u.rel
    )
    select u.view::text || ' ← ' || u.rel::regclass::text as missing from under u join pg_class c on c.oid = u.rel and c.relkind = 'r'
    where not exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where t.tgrelid = u.rel and p.proname like 'moved\\_%\\_update' and p.prosrc like '%' || quote_literal(u.view::text) || '%')`,
    [roomViews().map((view) => view.name)],
  )
  expect(rows.map((row) => row.missing)).toEqual([])
})

test('the daily check mends a view that moved without telling, and says so', async () => {
  await puller().pull(kept, 'moved')
  await shop.query(
    `alter table kernel.fx_rate disable trigger user; update kernel.fx_rate set source = 'untold'; alter table kernel.fx_rate enable trigger user`,
  )
  drifts.length = 0
  await puller().pull(kept, 'moved')
  expect(drifts).toEqual([])
  const { changed } = await puller().pull(kept, 'check')
  expect([[...changed], drifts]).toEqual([['kernel.public_rates'], ['kernel.public_rates']])
  await shop.query(`update kernel.fx_rate set source = 'told'`)
  drifts.length = 0
  await puller().pull(kept, 'check')
  expect(drifts).toEqual([])
})

test('who is not the owner any more takes no changes away', async () => {
  await shop.query(`update kernel.fx_rate set source = 'seen by two'`)
  const old = openPuller({ open: shop.cast.open, owner: () => ({ ...owner, fence: 0n }), drifted: () => undefined })
  await old.pull(kept, 'moved')
  expect((await shop.query('select view from kernel.view_change')).rows).toEqual([{ view: 'kernel.public_rates' }])
  await puller().pull(kept, 'moved')
  expect((await shop.query('select view from kernel.view_change')).rows).toEqual([])
})

test('a document is overdue from the day after its due day, though nothing of it moved', async () => {
  const state = async (day: string) => {
    await kept.write(async (writer) => {
      await writer.run('delete from core.core_today')
      await writer.run('insert into core.core_today values ($day)', { day })
    })
    return (await kept.query(`select status from core.core_invoice_today where number = 'I-1'`)).map((row) => row['status'])
  }
  await kept.write((writer) =>
    writer.run(
      `insert into rooms.billing_public_invoices by name select 'I-1' as number, 'invoice' as kind, date '2026-07-15' as due_day, 5 as open, 5 as gross`,
    ),
  )
  expect([await state('2026-07-15'), await state('2026-07-16')]).toEqual([['issued'], ['overdue']])
})
