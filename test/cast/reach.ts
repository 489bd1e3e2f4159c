import { allRooms } from './cast.ts'
import { randomUUID } from 'node:crypto'
import { call } from '../../server/doors/call.ts'
import { placeOf } from '../../server/doors/reach.ts'
import type { Actor, Scope } from '../../server/kernel/context.ts'
import type { Operation } from '../../server/kernel/operation.ts'
import { isRefusal } from '../../server/kernel/refusal.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { quotesCreate } from '../../server/modules/billing/contract.ts'
import { prepareKeys } from '../../server/modules/licensing/index.ts'
import { setMembers } from '../../server/modules/people/commands/groups.ts'
import { admitPerson, createGroup, staffRoles } from '../../server/modules/people/index.ts'
import { rightsOf } from './rights.ts'
import { rooms } from '../../server/rooms.ts'
import { type Customer, openShop } from './billing.ts'
import { sampleOf } from './sample.ts'

/** Whose account it is, seen from North: the asker's own, a teammate's, nobody's, or another team's. */
export const holders = ['own', 'mate', 'pool', 'other'] as const
export type Holder = (typeof holders)[number]

/** What a scope reaches. The test's own reading of the rule, told apart from the house's. */
export const reached: Record<Scope, readonly Holder[]> = { all: holders, team: ['own', 'mate', 'pool'], own: ['own'] }

/** Inputs beside the ids, where the plainest that fits would be judged before the reach is. */
const samples: Record<string, Record<string, unknown>> = {
  'billing.preview': { contract_id: randomUUID() },
  'billing.quotes.create': { product: 'harbor-enterprise', seats: 5 },
  'data.metrics.get': { id: 'arr' },
  'house.home.tile': { tile: 'renewals' },
  'house.search': { q: 'Kestrel', limit: 50 },
  'people.calendars.read': { key: 'company' },
}

/** The plainest input of an operation. */
export function inputFor(operation: Operation): Record<string, unknown> {
  return { ...sampleOf(operation.input), ...samples[operation.name] }
}

class Undo extends Error {
  out: unknown
  constructor(out: unknown) {
    super('undo')
    this.out = out
  }
}

export type ReachStage = Awaited<ReturnType<typeof openReachStage>>

/** Two teams, four accounts that each bought once and have an offer: North's own, a mate's, nobody's, another team's. */
export async function openReachStage() {
  const things = new Map<Holder, { account: Customer; ids: Record<string, string>; marks: string[] }>()

  const shop = await openShop({ rooms: allRooms })
  await prepareKeys(shop.cast.open)
  const admit = (name: string) =>
    shop.cast.open((ctx) =>
      admitPerson(ctx, { name, email: `${name}@tidewater.example`, password: 'a lighthouse in fog', roles: ['sales'] }),
    )
  const actors = { north: await admit('north'), mate: await admit('mate'), south: await admit('south') }
  await shop.cast.open(async (ctx) => {
    const team = await createGroup(ctx, { name: 'North' })
    await setMembers(ctx, { id: team.id, person_ids: [actors.north, actors.mate] })
  })
  const owner: Record<Holder, string | null> = { own: actors.north, mate: actors.mate, pool: null, other: actors.south }
  for (const holder of holders) {
    const account = await shop.customer()
    await shop.query('update customers.account set owner_id = $1 where id = $2', [owner[holder], account.accountId])
    await shop.buy(account)
    await shop.cast.as('bizops').call(quotesCreate, { account_id: account.accountId, product: 'harbor-enterprise', seats: 40 })
    things.set(holder, { account, ...(await thingsOf(account.accountId)) })
  }

  /** One thing of each kind that any room lists, and every text by which the account could be told. */
  async function thingsOf(accountId: string) {
    const ids: Record<string, string> = {}
    const marks: string[] = []
    for (const kind of rooms.flatMap((room) => Object.keys(room.accountBound))) {
      const { table, account } = placeOf(rooms, kind)
      const named = table.replace('.', '."').concat('"')
      const { rows } = await shop.query(`select to_jsonb(t) as row from ${named} t where t.${account} = $1 order by t.id desc`, [accountId])
      for (const { row } of rows) marks.push(row.id, ...(row.number ? [row.number] : []), ...(kind === 'account' ? [row.name] : []))
      if (!rows[0]) throw new Error(`the account has no ${kind}`)
      ids[kind] = rows[0].row.id
    }
    return { ids, marks }
  }

  function thing(holder: Holder) {
    const found = things.get(holder)
    if (!found) throw new Error(`no account is ${holder}`)
    return found
  }

  /** Through the one call of every door, and then undone: the matrix leaves nothing behind. Answers the refusal's code or the answer. */
  async function tried(bound: Endpoint, actor: Actor, input: unknown): Promise<{ code: string; answer?: unknown }> {
    const house = {
      ...shop.cast.house,
      openAs: async (as: Actor, work: Parameters<typeof shop.cast.house.openAs>[1]) => {
        try {
          return await shop.cast.house.openAs(as, async (ctx) => {
            throw new Undo(await work(ctx))
          })
        } catch (error) {
          if (error instanceof Undo) return error.out
          throw error
        }
      },
    } as typeof shop.cast.house
    try {
      return { code: 'done', answer: (await call(house, bound, actor, input, {})).answer }
    } catch (error) {
      if (isRefusal(error)) return { code: error.code }
      throw new Error(`${bound.operation.name} broke: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }

  const person = (rights: ReadonlyMap<string, Scope>): Actor => ({ kind: 'person', id: actors.north, name: 'north', rights })

  /** Every role as it is, and sales as it would be if it reached only its own accounts. */
  function askers(): { name: string; rights: Map<string, Scope> }[] {
    const own = new Map([...rightsOf(['sales'])].map(([right, scope]) => [right, scope === 'team' ? 'own' : scope] as const))
    return [...staffRoles.map((role) => ({ name: role as string, rights: rightsOf([role]) })), { name: 'sales, own only', rights: own }]
  }

  /** Whose marks are in an answer. */
  function shown(answer: unknown): Holder[] {
    const text = JSON.stringify(answer ?? null)
    return holders.filter((holder) => thing(holder).marks.some((mark) => text.includes(mark)))
  }

  return { thing, tried, person, askers, shown, query: shop.query, cast: shop.cast, close: () => shop.close() }
}
