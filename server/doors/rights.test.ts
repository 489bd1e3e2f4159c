import { describe, expect, test } from 'vitest'
import { portalRights, rightsOf, rightsOfContact, staffRights } from '../modules/people/index.ts'
import { rooms } from '../rooms.ts'
import { deskOperations } from './desk.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...deskOperations(rooms, false)].map((bound) => bound.operation)
const open = ['anyone', 'signed_in']

/** Own password, sessions, keys and name: acts on oneself, which reading rights are enough for. */
const onOneself = (name: string) => /^people\.(password|two_factor|sessions|api_keys|persons\.change)/.test(name)

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

  test('have names and paths of their own', () => {
    const names = operations.map((operation) => operation.name)
    const paths = operations.map((operation) => `${operation.method} ${operation.path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([])
  })
})
