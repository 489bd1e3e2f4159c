import { describe, expect, test } from 'vitest'
import { rooms } from '../rooms.ts'
import { deskOperations } from './desk.ts'
import { fieldsOf } from './typed.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...deskOperations(rooms, false)].map((bound) => bound.operation)
const takes = (name: string, field: string) =>
  operations.some((operation) => operation.name === name && fieldsOf(operation).some((one) => one.name === field))

describe('how a write is made safe is declared', () => {
  test('an edit says that it needs the version that was read, or why the last one may win', () => {
    const silent = operations.filter(({ method, edit }) => (method === 'PUT' || method === 'PATCH') && edit === undefined)
    expect(silent.map((operation) => operation.name)).toEqual([])
    for (const { edit } of operations) if (typeof edit === 'object') expect(edit.lastWins.length).toBeGreaterThan(20)
  })

  test('an operation that asks for a version reads it, and no other does', () => {
    const wrong = operations.filter(({ name, edit }) => takes(name, 'if_match') !== (edit === 'version'))
    expect(wrong.map((operation) => operation.name)).toEqual([])
  })

  test('money, keys and notices need a key', () => {
    // what pays, bills, orders, makes or moves a key, or sends a letter that somebody waits for
    const must =
      /(\.payments\.record|\.orders\.pay|\.runs\.start|\.contracts\.(amend|renew|add_seats)|\.quotes\.(create|accept|sign|offer|approve)|\.keys\.(generate|import|activate)|api_keys\.create|\.sources\.(create|rotate)|\.invitations\.create|portal\.invite)$/
    expect(operations.filter(({ name, key }) => must.test(name) && key !== 'required').map(({ name }) => name)).toEqual([])
    expect(operations.filter(({ method, key }) => key === 'required' && method === 'GET').map(({ name }) => name)).toEqual([])
  })

  test('every list is paged by a cursor that the door seals', () => {
    const pages = operations.filter((operation) => takes(operation.name, 'cursor'))
    expect(pages.length).toBeGreaterThan(20)
    for (const operation of pages) expect([operation.name, takes(operation.name, 'limit')]).toEqual([operation.name, true])
  })
})
