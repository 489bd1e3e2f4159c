import { CompiledQuery, sql } from 'kysely'
import type { z } from 'zod'
import { call } from '../../server/doors/call.ts'
import { houseOperations } from '../../server/doors/house-operations.ts'
import { httpDoor } from '../../server/doors/http.ts'
import type { Actor, Context } from '../../server/kernel/context.ts'
import type { Tx } from '../../server/kernel/database.ts'
import { type OpenHouse, openHouse } from '../../server/kernel/house.ts'
import { quietLog } from '../../server/kernel/log.ts'
import { inFull, type MailTable } from '../../server/kernel/mail.ts'
import type { Operation, OutputOf } from '../../server/kernel/operation.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import * as selling from '../../server/modules/billing/contract.ts'
import { prepareKeys } from '../../server/modules/licensing/index.ts'
import { codeVerify, portalSignIn } from '../../server/modules/customers/contract.ts'
import { contactCookie } from '../../server/modules/customers/index.ts'
import { personRoles, signIn } from '../../server/modules/people/contract.ts'
import { admitPerson, companyZone, doFirstRun, staffCookie } from '../../server/modules/people/index.ts'
import { rightsOf, rightsOfContact } from './rights.ts'
import { rooms } from '../../server/rooms.ts'
import { allRooms } from './cast.ts'
import { openShop } from './billing.ts'
import { lettersTo, tokenOf } from './staff.ts'

/** All that can be called. */
export const allBounds: readonly Endpoint[] = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]

export const password = 'a calm harbour at dusk'

export type WriteStage = Awaited<ReturnType<typeof openWriteStage>>
export type World = Awaited<ReturnType<WriteStage['worldIn']>>

/**
 * One house in which every write of every room has something to work on: an owner, a colleague, a customer who bought by card and one who
 * bought on terms. What a test does in it happens in one transaction that is undone at the end, so that hundreds of writes start alike.
 */
export async function openWriteStage({ live = true } = {}) {
  const shop = await openShop({ rooms: allRooms, live })
  const { cast } = shop
  const owner = { name: 'Mara Okonjo', email: 'mara@tidewater.example', password }
  const { person_id: bossId } = await cast.open((ctx) =>
    doFirstRun(ctx, {
      company: {
        name: 'Tidewater Systems',
        zone: 'UTC',
        fiscal_year_end: '01-31',
        currency: 'USD',
        locale: 'en-US',
      },
      owner,
    }),
  )
  const mateId = await cast.open((ctx) =>
    admitPerson(ctx, { name: 'Noa Levi', email: 'noa@tidewater.example', password: 'a lantern on the quay', roles: ['sales', 'it'] }),
  )
  await prepareKeys(cast.open)
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 10 })
  const [contract] = (await customer.buyer.call(selling.portalContracts, {})).items
  const [profile] = (await cast.as('finance').call(selling.profilesList, { account_id: customer.accountId })).items
  if (!contract || !profile) throw new Error('nothing was bought')

  await cast.as('admin').call(personRoles, { id: bossId, roles: ['admin', 'sales_manager'] })
  const { email } = owner
  const found = await shop.query('select email from customers.contact where account_id = $1', [customer.accountId])
  const buyerMail = String(found.rows[0]?.email)
  await cast.visitor().call(portalSignIn, { email: buyerMail })
  await cast.drain()
  const [code = ''] = /\b\d{6}\b/.exec((await lettersTo(cast, buyerMail)).at(-1) ?? '') ?? []
  const cookies = {
    staff: `${staffCookie}=${tokenOf(await cast.visitor().call(signIn, { email, password }))}`,
    portal: `${contactCookie}=${tokenOf(await cast.visitor().call(codeVerify, { email: buyerMail, code }))}`,
  }

  const boss = personActor(bossId, owner.name, ['admin', 'bizops', 'finance', 'sales_manager'])
  const ids = { boss: bossId, mate: mateId, account: customer.accountId, contract: contract.id, profile: profile.id }

  /** The house as it is inside one open transaction: each call is a savepoint of it, undone alone when it refuses. */
  function houseIn(tx: Tx, clock: () => Date): OpenHouse {
    const transaction = () => ({
      execute: async (work: (inner: Tx) => Promise<unknown>) => {
        await sql`savepoint call`.execute(tx)
        try {
          const done = await work(tx)
          await sql`set constraints all immediate`.execute(tx)
          await sql`set constraints all deferred`.execute(tx)
          await sql`release savepoint call`.execute(tx)
          return done
        } catch (error) {
          await sql`rollback to savepoint call`.execute(tx)
          throw error
        }
      },
    })
    const db = { ...cast.house.db, kysely: { transaction } } as unknown as OpenHouse['db']
    return openHouse({ settings: cast.house.settings, rooms: [...rooms], db, log: quietLog, clock, zoneOf: companyZone })
  }

  /** One door for all writes: to make it costs as much as a hundred requests. It opens the house that is asked at the time. */
  let inside = cast.house
  const door = httpDoor(new Proxy(cast.house, { get: (_house, name) => Reflect.get(inside, name) }), [...allBounds], undefined)

  async function worldIn(tx: Tx) {
    let now = cast.house.clock()
    const house = houseIn(tx, () => now)
    const boundOf = (name: string) => allBounds.find(({ operation }) => operation.name === name) as Endpoint
    const ask = async <T extends Operation>(operation: T, input: z.input<T['input']>, actor: Actor = boss, key?: string) =>
      (await call(house, boundOf(operation.name), actor, input, key ? { key } : {})).answer as OutputOf<T>
    const query = async (text: string, values: unknown[] = []) =>
      (await tx.executeQuery(CompiledQuery.raw(text, values))).rows as Record<string, never>[]
    return {
      house,
      ids,
      shop,
      actors: { boss, buyer: customer.buyer.actor, visitor: cast.visitor().actor },
      owner,
      person: (...roles: string[]): Actor => personActor(crypto.randomUUID(), roles.join(' & '), roles),
      contact: (...roles: string[]): Actor => ({ ...customer.buyer.actor, rights: rightsOfContact(roles) }),
      ask,
      /** the same through HTTP, as the owner of the house or the customer at a session: what the door answers */
      http: async (operation: Operation, input: Record<string, unknown>, headers: Record<string, string>) => {
        const rest = Object.entries(input).filter(([name]) => name !== 'if_match' && !operation.path.includes(`{${name}}`))
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(input[name])))
        const base = cast.house.settings.publicUrl
        const cookie = operation.audience === 'portal' ? cookies.portal : cookies.staff
        const request = new Request(`${base}/api${path}`, {
          method: operation.method,
          headers: { cookie, origin: base, 'content-type': 'application/json', ...headers },
          ...(operation.method === 'DELETE' ? {} : { body: JSON.stringify(Object.fromEntries(rest)) }),
        })
        // sessions are of the day on which the stage was set
        inside = houseIn(tx, cast.house.clock)
        const response = await door.fetch(request)
        const { code } = (await response.json()) as { code?: string }
        return { status: response.status, code }
      },
      query,
      open: <T>(work: (ctx: Context) => Promise<T>) => house.open(work),
      now: () => now,
      /** so many days go by */
      later: (days: number) => {
        now = new Date(now.getTime() + days * 86_400_000)
      },
      /** the newest letter to an address */
      letterTo: async (to: string): Promise<string> => {
        // what was asked at a door is answered out of sight
        while ((await house.deliver()) > 0) {
          // a listener may announce more
        }
        const [letter] = await query('select * from kernel.mail where recipient = $1 order by id desc limit 1', [to])
        return letter ? inFull(letter as unknown as MailTable).text : ''
      },
      cardToken: async (number = '4242 4242 4242 4242') =>
        (await ask(selling.portalCardToken, { number, exp_month: 12, exp_year: 2031, cvc: '123' }, customer.buyer.actor)).token,
      /** the day on which the rest of the test happens */
      at: (day: string) => {
        now = new Date(`${day}T10:00:00Z`)
      },
      /** what was announced is heard, as far as it is due */
      drain: () => house.deliver(),
      yesTo: shop.yesTo as (...given: Parameters<typeof shop.yesTo>) => z.input<typeof selling.portalQuoteAccept.input>,
    }
  }

  /** What is in every table of every room now, as one number each; the keys that were used are no part of it. */
  async function allTables(tx: Tx): Promise<Record<string, string>> {
    tables ??= (await tx.executeQuery(CompiledQuery.raw(listTables))).rows.map((row) => (row as { name: string }).name)
    const parts = tables.map(
      (name) => `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtext(t::text)::bigint), 0) as mark from ${name} t`,
    )
    const { rows } = await tx.executeQuery(CompiledQuery.raw(parts.join(' union all ')))
    return Object.fromEntries(rows.map((row) => [(row as { name: string }).name, (row as { mark: string }).mark]))
  }
  let tables: string[] | undefined

  /** Works in the transaction of one test and leaves nothing behind. */
  async function undone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let answer: T | undefined
    const stop = new Error('undone')
    await cast.house.db.kysely
      .transaction()
      // what the loops of the warehouse write meanwhile is not ours
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        answer = await work(tx as unknown as Tx)
        throw stop
      })
      .catch((error: unknown) => {
        if (error !== stop) throw error
      })
    return answer as T
  }

  return { cast, worldIn, allTables, undone, close: () => shop.close() }
}

function personActor(id: string, name: string, roles: string[]): Actor {
  return { kind: 'person', id, name, rights: rightsOf(roles), roles: new Set(roles), address: '203.0.113.9', agent: 'test' }
}

const listTables = `
  select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('kernel', ${rooms.map((room) => `'${room.name}'`).join(', ')})
    and not (n.nspname = 'kernel' and c.relname in ('idempotency', 'migration'))
  order by 1`
