import pg from 'pg'
import { call } from '../../server/doors/call.ts'
import { houseOperations } from '../../server/doors/house-operations.ts'
import type { Actor, Context } from '../../server/kernel/context.ts'
import { isRefusal } from '../../server/kernel/refusal.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { prepareKeys } from '../../server/modules/licensing/index.ts'
import { setMembers } from '../../server/modules/people/commands/groups.ts'
import { admitPerson, createGroup } from '../../server/modules/people/index.ts'
import { rightsOf, rightsOfContact } from './rights.ts'
import { rooms } from '../../server/rooms.ts'
import { allRooms } from './cast.ts'
import { openShop } from './billing.ts'
import { type Ask, asksOfAll, sortsOfAll, type Things } from './asks.ts'
import { growFleet, metricAsks, metricQuestions } from './fleet.ts'
import { grow, type Size } from './growth.ts'

export type Grown = Awaited<ReturnType<typeof openGrown>>

/** A house with one real sale, grown from it to a size, and the operations that list, count and find. */
export async function openGrown(size: Size & { serverDays?: number }) {
  const shop = await openShop({ rooms: allRooms })
  shop.cast.unsound('documents are copies of one sale: their numbers and hashes make no chain')
  await prepareKeys(shop.cast.open)
  const customer = await shop.customer()
  await shop.buy(customer)
  const [seller, other] = await shop.cast.open((ctx) => Promise.all([admitSeller(ctx, 'North'), admitSeller(ctx, 'South')]))
  const client = new pg.Client({ connectionString: shop.cast.house.settings.databaseUrl })
  await client.connect()
  // what is not on disk yet is no page that all may see, and an index alone would not answer
  await client.query('set synchronous_commit = on')
  await grow((text, values) => client.query(text, values), customer.accountId, size)
  // the seller's own: one in fifty
  await client.query(
    "update customers.account set owner_id = case when number like '%00' or number like '%50' then $1::uuid else $2::uuid end where number like 'A-9%'",
    [seller, other],
  )
  await client.query('vacuum analyze customers.account')
  await client.end()
  const { serverDays = 0, customers } = size
  const today = '2026-06-15'
  const fleet = serverDays > 0 ? await growFleet(shop.cast.house, { serverDays, customers, today }) : undefined

  const endpoints: Endpoint[] = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
  const own = (column: string, table: string, account = 'a.owner_id = $1') =>
    `(select t.${column} from ${table} t join customers.account a on a.id = t.account_id where ${account} limit 1)`
  const [things] = (
    await shop.query(
      `select (select id from customers.account where owner_id = $1 limit 1) as account, ${own('id', 'billing.contract')} as contract,
        ${own('id', 'billing.document')} as document, ${own('id', 'billing.quote')} as quote, ${own('id', 'billing."order"')} as "order",
        ${own('id', 'licensing.licence')} as licence, ${own('id', 'billing.contract', 'a.id = $2')} as own_contract,
        ${own('id', 'billing.quote', 'a.id = $2')} as own_quote, ${own('number', 'billing."order"', 'a.id = $2')} as own_order`,
      [seller, customer.accountId],
    )
  ).rows
  const asks = asksOfAll(endpoints, things as Things)
    .filter(({ bound }) => fleet || !bound.operation.name.startsWith('data.'))
    .concat(fleet ? metricAsks(endpoints, metricQuestions(today)) : [])
  const person = (role: string): Actor => ({ kind: 'person', id: seller, name: role, rights: rightsOf([role]) })
  const contact: Actor = {
    kind: 'contact',
    id: (await shop.query('select id from customers.contact where account_id = $1', [customer.accountId])).rows[0].id,
    name: 'Robin',
    rights: rightsOfContact(['owner']),
    accountId: customer.accountId,
  }
  /** Those who ask it. */
  function as({ bound, roles }: Ask): Actor[] {
    return bound.operation.audience === 'portal' ? [contact] : roles.map(person)
  }

  async function close(): Promise<void> {
    await fleet?.close()
    await shop.close()
  }
  return { shop, asks, sorts: sortsOfAll(endpoints), endpoints, as, contact, ask, stir: fleet?.stir, close }

  async function ask(bound: Endpoint, actor: Actor, input: unknown): Promise<{ code: string }> {
    try {
      await call(shop.cast.house, bound, actor, input, {})
      return { code: 'done' }
    } catch (error) {
      if (isRefusal(error)) return { code: error.code }
      throw error
    }
  }
}

/** Somebody who sells, in a team of their own. */
async function admitSeller(ctx: Context, name: string): Promise<string> {
  const email = `${name.toLowerCase()}@tidewater.example`
  const id = await admitPerson(ctx, { name: name.toLowerCase(), email, password: 'a lighthouse in fog', roles: ['sales'] })
  const team = await createGroup(ctx, { name })
  await setMembers(ctx, { id: team.id, person_ids: [id] })
  return id
}
