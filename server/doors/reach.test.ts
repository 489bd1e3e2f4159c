import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { holders, type Holder, inputFor, openReachStage, reached, type ReachStage } from '../../test/cast/reach.ts'
import type { Actor, Scope } from '../kernel/context.ts'
import type { Operation } from '../kernel/operation.ts'
import type { Endpoint } from '../kernel/room.ts'
import { billingHome } from '../modules/billing/contract.ts'
import { rightsOf, rightsOfContact } from '../../test/cast/rights.ts'
import { rooms } from '../rooms.ts'
import { search } from './contract.ts'
import { houseOperations } from './house-operations.ts'
import { placeOf } from './reach.ts'

const endpoints: Endpoint[] = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
const staff = endpoints.filter(({ operation }) => operation.audience === 'staff')
const portal = endpoints.filter(({ operation }) => operation.audience === 'portal')

/** Written, of an account, and not bound to one by an id: each with the reason why nobody else's account can come out of it. */
const free: Record<string, string> = {
  'customers.accounts.create': 'makes the account that it answers',
  'billing.tax_preview': 'works on facts that the asker gives',
  'billing.runs.items': 'needs billing.books, which reaches the whole company',
  'billing.runs.start': 'bills the whole company and answers counts',
  'licensing.verifications.create': 'names a licence only to those who reach it: tested below',
  'people.company.change': 'tells our own legal name, no customer’s',
  'data.drills.ask': 'rows within the reach: tested with the warehouse',
  'data.figures.ask': 'slices within the reach: tested with the warehouse',
}

let stage: ReachStage
beforeAll(async () => {
  stage = await openReachStage()
})
afterAll(() => stage?.close())

/** What is wrong with one operation that names things: for each asker, field and holder. */
async function wrongWith(bound: Endpoint, asker: { name: string; rights: Map<string, Scope> }): Promise<string[]> {
  const wrong: string[] = []
  const { operation } = bound
  const scope = asker.rights.get(operation.right)
  for (const [field, kind] of Object.entries(operation.bound ?? {})) {
    const { code: unknown } = placeOf(rooms, kind).unknown
    for (const holder of holders) {
      const input = { ...inputFor(operation), [field]: stage.thing(holder).ids[kind] }
      const { code } = await stage.tried(bound, stage.person(asker.rights), input)
      const say = (expected: string) => wrong.push(`${operation.name} as ${asker.name} on ${holder}: ${code}, not ${expected}`)
      if (!scope) code === 'right.missing' || say('right.missing')
      else if (!reached[scope].includes(holder)) code === unknown || say(unknown)
      else if (code === unknown || code === 'input.invalid') say('an answer')
    }
    const { code } = await stage.tried(bound, stage.person(asker.rights), { ...inputFor(operation), [field]: randomUUID() })
    if (scope && scope !== 'all' && code !== unknown) wrong.push(`${operation.name}: one that does not exist says ${code}`)
  }
  return wrong
}

describe('operations that name a thing of an account', () => {
  const naming = staff.filter(({ operation }) => operation.bound)

  test('answer whoever reaches the account, and say to everybody else that it does not exist', async () => {
    const wrong: string[] = []
    for (const bound of naming) {
      // roles of one scope are one case: the door judges by the scope of the operation's right
      const cases = new Map(stage.askers().map((asker) => [asker.rights.get(bound.operation.right), asker]))
      for (const asker of cases.values()) wrong.push(...(await wrongWith(bound, asker)))
    }
    expect(wrong).toEqual([])
    expect(naming.length).toBeGreaterThan(20)
  })

  test('control: with the reach of one of them taken away, the matrix says which', async () => {
    const sales = { name: 'sales', rights: rightsOf(['sales']) }
    for (const { operation, run } of naming.filter((one) => /^(billing|licensing)\./.test(one.operation.name))) {
      if (!sales.rights.has(operation.right)) continue
      const { bound: named, ...rest } = operation
      const open: Endpoint = { operation: { ...rest, bound: {} } as Operation, run }
      const [field = '', kind = ''] = Object.entries(named ?? {})[0] ?? []
      const { code } = await stage.tried(open, stage.person(sales.rights), {
        ...inputFor(operation),
        [field]: stage.thing('other').ids[kind],
      })
      expect([operation.name, code]).not.toEqual([operation.name, placeOf(rooms, kind).unknown.code])
    }
  })

  test('in the portal answer the own company alone', async () => {
    const wrong: string[] = []
    for (const bound of portal.filter(({ operation }) => operation.bound)) {
      for (const [field, kind] of Object.entries(bound.operation.bound ?? {})) {
        const { code: unknown } = placeOf(rooms, kind).unknown
        const actor: Actor = {
          kind: 'contact',
          id: stage.thing('own').ids['contact'] ?? '',
          name: 'Robin',
          rights: rightsOfContact(['owner']),
          accountId: stage.thing('own').account.accountId,
        }
        const outcome = async (holder: Holder) => {
          const { ids, marks } = stage.thing(holder)
          const value = field === 'number' ? marks.find((mark) => mark.startsWith('O-')) : ids[kind]
          return (await stage.tried(bound, actor, { ...inputFor(bound.operation), [field]: value })).code
        }
        const [mine, foreign] = [await outcome('own'), await outcome('other')]
        if (mine === unknown || mine === 'input.invalid') wrong.push(`${bound.operation.name} on the own: ${mine}`)
        if (foreign !== unknown) wrong.push(`${bound.operation.name} on another’s: ${foreign}, not ${unknown}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

/** The scope by which an answer is cut: the right's own where the right is about accounts, else that of customers. */
function scopeFor(operation: Operation, rights: ReadonlyMap<string, Scope>): Scope | undefined {
  const about = /^(customers|billing|licensing)\./.test(operation.right) ? operation.right : 'customers.read'
  return rights.get(about)
}

describe('operations that list', () => {
  const listing = staff.filter(({ operation }) => operation.method === 'GET' && !operation.bound)

  /** Whose things the whole list shows. Asking changes nothing, so each list is asked once for all roles. */
  const whole = new Map<string, Holder[]>()
  async function ofAll(bound: Endpoint, input: Record<string, unknown>): Promise<Holder[]> {
    const { name } = bound.operation
    const known = whole.get(name) ?? stage.shown((await stage.tried(bound, stage.person(rightsOf(['admin'])), input)).answer)
    whole.set(name, known)
    return known
  }

  async function wrongLists(rightsToAsk: Map<string, Scope>, oracle: Map<string, Scope>, name: string): Promise<string[]> {
    const wrong: string[] = []
    for (const bound of listing) {
      const { operation } = bound
      const input = inputFor(operation)
      const all = await ofAll(bound, input)
      const { code, answer } = await stage.tried(bound, stage.person(rightsToAsk), input)
      const known = ['anyone', 'signed_in'].includes(operation.right) || oracle.has(operation.right)
      if (code === 'input.invalid') wrong.push(`${operation.name} needs a sample input`)
      if (!known && code !== 'right.missing') wrong.push(`${operation.name} as ${name}: ${code}, not right.missing`)
      const scope = scopeFor(operation, oracle)
      const expected = all.filter((holder) => known && scope && reached[scope].includes(holder))
      // the day's news go to those who read history, and are cut to a number: who reads of fewer things reads further back
      if (operation.name === 'house.home.get' && stage.shown(answer).every((holder) => scope && reached[scope].includes(holder))) continue
      if (String(stage.shown(answer)) !== String(expected))
        wrong.push(`${operation.name} as ${name} shows ${stage.shown(answer)}, not ${expected}`)
    }
    return wrong
  }

  test('show each role what its accounts hold, no more and no less', async () => {
    const wrong: string[] = []
    for (const asker of stage.askers()) wrong.push(...(await wrongLists(asker.rights, asker.rights, asker.name)))
    expect(wrong).toEqual([])
  })

  test('control: with the scope of one right removed, the matrix says which lists show too much', async () => {
    const sales = rightsOf(['sales'])
    for (const [right, list] of [
      ['billing.read', 'billing.documents.list'],
      ['licensing.read', 'licensing.licences.list'],
      ['customers.read', 'customers.accounts.list'],
    ] as const) {
      const wrong = await wrongLists(new Map([...sales, [right, 'all' as const]]), sales, 'sales')
      expect(wrong.some((line) => line.startsWith(list))).toBe(true)
    }
  })

  test('are not empty for whoever reaches everything', async () => {
    for (const name of ['accounts', 'contracts', 'documents', 'quotes', 'orders', 'payments', 'profiles', 'licences']) {
      const bound = listing.find(({ operation }) => operation.name.endsWith(`.${name}.list`))
      if (!bound) throw new Error(`nobody lists ${name}`)
      const { answer } = await stage.tried(bound, stage.person(rightsOf(['admin'])), {})
      expect([name, stage.shown(answer)]).toEqual([name, [...holders]])
    }
  })

  test('a filter by another team’s account finds nothing', async () => {
    for (const bound of listing.filter(
      ({ operation }) => 'account_id' in z.object({}).extend(Reflect.get(operation.input, 'shape') ?? {}).shape,
    )) {
      const { answer } = await stage.tried(bound, stage.person(rightsOf(['sales'])), { account_id: stage.thing('other').account.accountId })
      expect([bound.operation.name, (answer as { items: unknown[] }).items]).toEqual([bound.operation.name, []])
    }
  })
})

describe('what counts and finds', () => {
  test('today’s work counts the reached accounts alone', async () => {
    const home = staff.find(({ operation }) => operation.name === billingHome.name)
    const active = async (rights: Map<string, Scope>) => {
      const { answer } = await stage.tried(home as Endpoint, stage.person(rights), {})
      const { contracts_active, last_run, self_service_30_days } = answer as {
        contracts_active: number
        last_run: unknown
        self_service_30_days: { of: number }
      }
      return { contracts_active, last_run: last_run !== null, orders: self_service_30_days.of }
    }
    const [own] = stage.askers().slice(-1)
    expect(await active(rightsOf(['finance']))).toMatchObject({ contracts_active: 4, orders: 4 })
    expect(await active(rightsOf(['sales']))).toEqual({ contracts_active: 3, orders: 3, last_run: false })
    expect(await active(own?.rights ?? new Map())).toMatchObject({ contracts_active: 1, orders: 1 })
  })

  test('search by the number of another team’s thing finds nothing', async () => {
    const bound = endpoints.find(({ operation }) => operation.name === search.name) as Endpoint
    const numbers = stage.thing('other').marks.filter((mark) => /^[A-Z]+-/.test(mark))
    expect(numbers.length).toBeGreaterThan(4)
    for (const q of numbers) {
      const hits = async (rights: Map<string, Scope>) =>
        stage.shown((await stage.tried(bound, stage.person(rights), { q, limit: 50 })).answer)
      expect(await hits(rightsOf(['sales']))).not.toContain('other')
    }
  })

  test('a licence file of another team is checked and not named', async () => {
    const bound = endpoints.find(({ operation }) => operation.name === 'licensing.verifications.create') as Endpoint
    const { rows } = await stage.query('select document from licensing.licence where account_id = $1', [
      stage.thing('other').account.accountId,
    ])
    const named = async (role: string) => {
      const { answer } = await stage.tried(bound, stage.person(rightsOf([role])), { document: rows[0].document })
      return (answer as { licence: unknown }).licence
    }
    expect(await named('finance')).not.toBeNull()
    expect(await named('sales')).toBeNull()
  })
})

/** Fields that name an account or a thing of one. */
const telling = /"(account_id|account_name|customer_name|legal_name|contract_id|contract_number|document_id|quote_id|order_id|licence_id)"/

describe('nothing is left out', () => {
  test('an input that names a thing of an account says so, and one that answers one is in this matrix', () => {
    const missing = staff.flatMap(({ operation }) => {
      const input = JSON.stringify(z.toJSONSchema(operation.input, { unrepresentable: 'any', io: 'input' }))
      const output = JSON.stringify(z.toJSONSchema(operation.output, { unrepresentable: 'any', io: 'input' }))
      const takes = telling.test(input)
      const gives = telling.test(output)
      if (operation.bound || operation.name in free) return []
      if (operation.method === 'GET' && !operation.path.includes('{')) return []
      return takes || gives ? [`${operation.name} ${takes ? 'takes' : 'answers'} a thing of an account and is bound to none`] : []
    })
    expect(missing).toEqual([])
  })

  test('every kind that an operation names is listed by a room', () => {
    for (const { operation } of endpoints)
      for (const kind of Object.values(operation.bound ?? {})) expect(placeOf(rooms, kind)).toBeDefined()
  })
})
