import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rightsOf, rightsOfContact, table } from '../../test/cast/rights.ts'
import { collectRights, type Rights } from '../kernel/rights-table.ts'
import { approvingRoles, contactRoles, neverForKeys, staffRoles } from '../modules/people/index.ts'
import { knownRoles } from '../modules/people/rules/guards.ts'
import { roleSays, rightsOfKey } from '../modules/people/rules/roles.ts'
import { rooms } from '../rooms.ts'
import { mayCall } from './call.ts'
import { houseOperations } from './house-operations.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)].map((bound) => bound.operation)
const open = ['anyone', 'signed_in']
const rowsOf = (portal: boolean): Rights => Object.fromEntries(Object.entries(table).filter(([, row]) => (row.portal ?? false) === portal))
const [staffRights, portalRights] = [rowsOf(false), rowsOf(true)]
const reads = (right: string) => table[right]?.reads === true

/** Own password, sessions, keys, name and what one watches: acts on oneself, which reading rights are enough for. */
const onOneself = (name: string) =>
  /^(people\.(password|two_factor|sessions|api_keys|persons\.change)|house\.(notices|favourites|home\.(choose|arrange|reset)|views\.(save|change|drop|begin))|cadence\.feed|handbook\.watches)/.test(
    name,
  )

/** Questions too long for an address, sent as POST: they work something out and write nothing. */
const onlyAsks = (name: string) => /(^|[._])(preview|ask)$/.test(name)

describe('rights of every operation', () => {
  test('stand in the one table', () => {
    const known = new Set([...Object.keys(staffRights), ...Object.keys(portalRights), ...open])
    expect(
      operations.filter((operation) => !known.has(operation.right)).map((operation) => `${operation.name} needs ${operation.right}`),
    ).toEqual([])
  })

  test('keep the audiences apart: the portal’s rights for the portal, staff’s rights for staff', () => {
    const mixed = operations.filter((operation) => {
      if (operation.right in portalRights) return operation.audience !== 'portal'
      if (operation.right in staffRights) return operation.audience !== 'staff'
      return false
    })
    expect(mixed.map((operation) => operation.name)).toEqual([])
  })

  test('let an auditor read and nothing more', () => {
    const rights = rightsOf(['auditor'])
    const writes = operations.filter(
      (operation) =>
        operation.method !== 'GET' && operation.audience === 'staff' && (rights.has(operation.right) || operation.right === 'signed_in'),
    )
    expect(writes.map((operation) => operation.name).filter((name) => !onOneself(name) && !onlyAsks(name))).toEqual([])
  })

  test('give a contact nothing that is staff’s', () => {
    const rights = rightsOfContact(['owner', 'billing', 'technical'])
    expect(operations.filter((operation) => operation.audience === 'staff' && rights.has(operation.right))).toEqual([])
  })

  test('leave a person’s own desk to the person, and to a key that was given it', () => {
    const desks = /^house\.(notices|favourites|views|home\.(choose|arrange|reset))/
    const own = operations.filter(({ name, right }) => right === 'signed_in' && desks.test(name))
    expect(own.length).toBeGreaterThan(15)
    const holder = { id: 'x', name: 'x', person: 'y' }
    for (const operation of own) {
      const ask = (kind: 'person' | 'key', rights: string[]) => () =>
        mayCall({ ...holder, kind, rights: new Map(rights.map((right) => [right, 'all'])) }, { operation, run: async () => ({}) })
      expect(ask('person', []), operation.name).not.toThrow()
      expect(ask('key', ['house.desk']), operation.name).not.toThrow()
      expect(ask('key', ['data.read', 'decisions.read']), operation.name).toThrow(expect.objectContaining({ code: 'right.missing' }))
    }
  })

  test('have names and paths of their own', () => {
    const names = operations.map((operation) => operation.name)
    const paths = operations.map((operation) => `${operation.method} ${operation.path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([])
  })
})

describe('the authorization table', () => {
  test('is what the rooms declare: each right once, in cells of roles that there are', () => {
    const roles: readonly string[] = [...staffRoles, ...contactRoles]
    const named = Object.entries(table).flatMap(([right, row]) => Object.keys(row.roles).map((role) => `${right} ${role}`))
    expect(named.filter((cell) => !roles.includes(cell.split(' ')[1] ?? ''))).toEqual([])
    const twice = [
      { name: 'a', rights: { 'a.read': { says: 'See', roles: {} } } },
      { name: 'b', rights: { 'a.read': { says: 'See', roles: {} } } },
    ]
    expect(() => collectRights(twice)).toThrow('b declares the right a.read, which another room has declared')
  })

  test('lets a room declare rights in its own name only, beside those of the desks and the portal', () => {
    const beyond = rooms.flatMap((room) =>
      Object.keys(room.rights).filter((right) => !/^(house|portal)\./.test(right) && !right.startsWith(`${room.name}.`)),
    )
    expect(beyond).toEqual([])
  })

  test('an auditor reads and does nothing else', () => {
    expect([...rightsOf(['auditor']).keys()].filter((right) => !reads(right))).toEqual([])
    expect([...rightsOf(['auditor']).values()].every((scope) => scope === 'all')).toBe(true)
  })

  test('an administrator holds every right of staff, everywhere, but the one to approve deals', () => {
    expect([...rightsOf(['admin'])].sort()).toEqual(
      Object.keys(staffRights)
        .filter((right) => right !== 'billing.approve')
        .map((right) => [right, 'all'])
        .sort(),
    )
  })

  test('a deal is approved by the roles that say so, and by no broad right', () => {
    const may = staffRoles.filter((role) => rightsOf([role]).has('billing.approve'))
    expect(may).toEqual(staffRoles.filter((role) => approvingRoles.includes(role)))
    for (const role of ['admin', 'bizops', 'sales', 'leadership', 'auditor', 'member'] as const) expect(may).not.toContain(role)
  })

  test('every role has its sentence, and every employee reads plans, people and figures', () => {
    for (const role of [...staffRoles, ...contactRoles, 'service'] as const) expect(roleSays[role]).toMatch(/^[A-Z].+\.$/)
    for (const role of staffRoles) {
      for (const right of ['people.read', 'data.read', 'strategy.read']) expect(rightsOf([role]).get(right)).toBe('all')
    }
  })

  test('a role that says it only reads has only reading rights, and may comment, take part in decisions, plans, meetings and the handbook and say who stands in unless it audits', () => {
    for (const role of ['support', 'marketing', 'it', 'member', 'auditor', 'partner_manager'] as const) {
      expect([role, [...rightsOf([role]).keys()].filter((right) => !reads(right))]).toEqual([
        role,
        role === 'auditor'
          ? []
          : [
              'people.delegate',
              'house.comment',
              'decisions.write',
              'strategy.take_part',
              'cadence.write',
              'handbook.write',
              'handbook.follow',
            ],
      ])
    }
  })

  test('a key appoints nobody and approves nothing, whatever its owner is and it was given', () => {
    const all = Object.keys(staffRights)
    const left = rightsOfKey(table, rightsOf(staffRoles), { rights: all, reaches: null })
    expect(all.filter((right) => !left.has(right))).toEqual(neverForKeys(table))
    expect(neverForKeys(table)).toEqual(['people.admin', 'people.delegate', 'house.erase', 'house.connect', 'billing.approve'])
    expect(() => knownRoles(['service'])).toThrow(expect.objectContaining({ code: 'role.unknown' }))
  })

  test('a contact never holds a right of staff, whatever the roles are called', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...staffRoles, ...contactRoles)), (roles) => {
        for (const [right, scope] of rightsOfContact(roles)) {
          expect(right in portalRights).toBe(true)
          expect(scope).toBe('own')
        }
      }),
    )
  })

  test('a further role never takes a right away or narrows it', () => {
    const width = { own: 1, team: 2, all: 3 }
    fc.assert(
      fc.property(fc.subarray([...staffRoles]), fc.constantFrom(...staffRoles), (roles, more) => {
        const wider = rightsOf([...roles, more])
        for (const [right, scope] of rightsOf(roles)) expect(width[wider.get(right) ?? 'own']).toBeGreaterThanOrEqual(width[scope])
      }),
    )
  })

  test('a key may what it was given and what its owner still may, whichever is less', () => {
    expect(rightsOfKey(table, rightsOf(['auditor']), { rights: ['billing.read', 'billing.sell'], reaches: null })).toEqual(
      new Map([['billing.read', 'all']]),
    )
  })

  test('an unknown role gives nothing and cannot be granted', () => {
    expect(rightsOf(['emperor', 'constructor', '__proto__'])).toEqual(new Map())
    expect(() => knownRoles(['emperor'])).toThrow(expect.objectContaining({ code: 'role.unknown' }))
  })
})
