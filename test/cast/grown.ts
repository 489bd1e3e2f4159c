import { sql } from 'kysely'
import pg from 'pg'
import { call } from '../../server/doors/call.ts'
import { houseOperations } from '../../server/doors/house-operations.ts'
import type { Actor } from '../../server/kernel/context.ts'
import type { Tx } from '../../server/kernel/database.ts'
import { isRefusal } from '../../server/kernel/refusal.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { prepareKeys } from '../../server/modules/licensing/index.ts'
import { setMembers } from '../../server/modules/people/commands/groups.ts'
import { admitPerson, createGroup } from '../../server/modules/people/index.ts'
import { rightsOf, rightsOfContact } from './rights.ts'
import { rooms } from '../../server/rooms.ts'
import { allRooms } from './cast.ts'
import { openShop } from './billing.ts'
import { asksOf, growFleet, metricQuestions } from './fleet.ts'
import { grow, growing, type Size } from './growth.ts'
import { sampleOf } from './sample.ts'

export const question = { name: 'search', words: 'kestrel müller' }

export type Grown = Awaited<ReturnType<typeof openGrown>>

/** A house with one real sale, grown from it to a size, and the operations that list, count and find. */
export async function openGrown(size: Size & { serverDays?: number }) {
  const shop = await openShop({ rooms: allRooms })
  shop.cast.unsound('documents are copies of one sale: their numbers and hashes make no chain')
  await prepareKeys(shop.cast.open)
  const customer = await shop.customer()
  await shop.buy(customer)
  const seller = await shop.cast.open(async (ctx) => {
    const id = await admitPerson(ctx, {
      name: 'north',
      email: 'north@tidewater.example',
      password: 'a lighthouse in fog',
      roles: ['sales'],
    })
    const team = await createGroup(ctx, { name: 'North' })
    await setMembers(ctx, { id: team.id, person_ids: [id] })
    return id
  })
  const client = new pg.Client({ connectionString: shop.cast.house.settings.databaseUrl })
  await client.connect()
  await grow((text, values) => client.query(text, values), customer.accountId, size)
  // the seller's own: one in fifty
  await client.query("update customers.account set owner_id = $1 where number like '%00' or number like '%50'", [seller])
  await client.query(
    "update customers.account set owner_id = (select id from people.person where id <> $1 limit 1) where owner_id is null and number like 'A-9%'",
    [seller],
  )
  await client.query('vacuum analyze customers.account')
  await client.end()
  const { serverDays = 0, customers } = size
  const today = '2026-06-15'
  const fleet = serverDays > 0 ? await growFleet(shop.cast.house, { serverDays, customers, today }) : undefined

  const endpoints: Endpoint[] = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
  const sold = 'select c.id from billing.contract c join customers.account a on a.id = c.account_id where a.owner_id = $1 limit 1'
  const about = { kind: 'contract', subject_id: (await shop.query(sold, [seller])).rows[0]?.id }
  const asks = endpoints
    .filter(({ operation }) => operation.method === 'GET' && !operation.path.includes('{') && operation.right !== 'anyone')
    .filter(({ operation }) => fleet || !operation.name.startsWith('data.'))
    .flatMap((bound) => waysOf(bound).map((way) => ({ bound, input: 'subject_id' in way ? { ...way, ...about } : way })))
    .map((one) => ({ ...one, title: `${one.bound.operation.name} ${JSON.stringify(one.input)}` }))
    .concat(fleet ? asksOf(endpoints, metricQuestions(today)) : [])
  const person = (role: string): Actor => ({ kind: 'person', id: seller, name: role, rights: rightsOf([role]) })
  const contact: Actor = {
    kind: 'contact',
    id: (await shop.query('select id from customers.contact where account_id = $1', [customer.accountId])).rows[0].id,
    name: 'Robin',
    rights: rightsOfContact(['owner']),
    accountId: customer.accountId,
  }
  async function close(): Promise<void> {
    await fleet?.close()
    await shop.close()
  }
  return { shop, asks, endpoints, person, contact, scansOf, ask, stir: fleet?.stir, close }

  async function ask(bound: Endpoint, actor: Actor, input: unknown): Promise<{ code: string }> {
    try {
      await call(shop.cast.house, bound, actor, input, {})
      return { code: 'done' }
    } catch (error) {
      if (isRefusal(error)) return { code: error.code }
      throw error
    }
  }

  /** Growing tables that an operation read row by row, as the database itself counted within the call's transaction. */
  async function scansOf(bound: Endpoint, actor: Actor, input: unknown): Promise<{ scans: string[]; code: string }> {
    let scans: string[] = []
    const house = {
      ...shop.cast.house,
      openAs: (as: Actor, work: Parameters<typeof shop.cast.house.openAs>[1]) =>
        shop.cast.house.openAs(as, async (ctx) => {
          // what this backend read in earlier transactions may still be in its counters
          const before = await readBy(ctx.tx)
          const out = await work(ctx)
          const after = await readBy(ctx.tx)
          scans = [...after].filter(([table, read]) => read - (before.get(table) ?? 0) > 500).map(([table]) => table)
          return out
        }),
    } as typeof shop.cast.house
    try {
      await call(house, bound, actor, input, {})
      return { scans, code: 'done' }
    } catch (error) {
      if (isRefusal(error)) return { scans, code: error.code }
      throw error
    }
  }
}

/** Rows of growing tables read one after the other, by table, as far as the database has counted them. */
async function readBy(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; read: bigint }>`select schemaname || '.' || relname as name, seq_tup_read as read
    from pg_stat_xact_user_tables where relname = any(${growing}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.name, Number(row.read)]))
}

/** What an operation is asked of, where the plainest text names nothing. */
const meant: Record<string, Record<string, unknown>> = { 'house.views.list': { list: 'customers.accounts.list' } }

/** Each list as it opens, with each of its filters that is a word of a list, and with words. */
function waysOf({ operation }: Endpoint): Record<string, unknown>[] {
  const shape = (Reflect.get(operation.input, 'shape') ?? {}) as Record<string, { safeParse: (value: unknown) => { success: boolean } }>
  const plain = { ...sampleOf(operation.input), ...meant[operation.name] }
  if ('q' in shape && operation.name === 'house.search') return [{ q: question.words }, { q: 'kestral' }, { q: 'GROWN-2026-000123' }]
  const states = ['open', 'overdue', 'paid', 'active', 'in_grace', 'requested', 'fulfilled', 'expiring']
  return [
    plain,
    ...('search' in shape
      ? [
          { ...plain, search: question.words },
          { ...plain, search: 'gmbh' },
        ]
      : []),
    ...('q' in shape
      ? [
          { ...plain, q: question.words },
          { ...plain, q: 'gmbh' },
        ]
      : []),
    ...('state' in shape ? states.filter((state) => shape['state']?.safeParse(state).success).map((state) => ({ ...plain, state })) : []),
  ]
}
