import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { undeclared } from '../../test/guards/undeclared.ts'
import { rooms } from '../rooms.ts'
import { houseOperations } from './house-operations.ts'
import { fieldsOf } from './typed.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)].map((bound) => bound.operation)
const takes = (name: string, field: string) =>
  operations.some((operation) => operation.name === name && fieldsOf(operation).some((one) => one.name === field))

/** Every field of an operation's answer, at every depth: `a.b.c`. */
function answersOf(output: z.ZodType): string[] {
  const found: string[] = []
  walk(z.toJSONSchema(output, { unrepresentable: 'any', io: 'input' }), '')
  return found
  function named(fields: object, above: string): void {
    for (const [name, field] of Object.entries(fields)) {
      found.push(`${above}${name}`)
      walk(field, `${above}${name}.`)
    }
  }
  function walk(shape: unknown, above: string): void {
    if (typeof shape !== 'object' || shape === null) return
    for (const [part, inner] of Object.entries(shape)) {
      if (part !== 'properties') walk(inner, above)
      else named(inner as object, above)
    }
  }
}

describe('where an operation stands', () => {
  /** desks that the rooms share, and the doors of customers and of everyone */
  const shared = /^\/(search|history|trail|home|session|letters|actions|portal|public)(\/|$)/

  test('its path begins with its room', () => {
    const strays = rooms.flatMap((room) =>
      room.operations.filter(({ operation: { path } }) => !path.startsWith(`/${room.name}/`) && !shared.test(path)),
    )
    expect(strays.map(({ operation }) => `${operation.name} ${operation.path}`)).toEqual([])
  })
})

describe('what an answer holds is declared', () => {
  /** what opens something for whoever holds it; a `parent_key` of a plan is a name */
  const opens = /(^|\.)((\w+_)?(secret|token|password|private_key|write_key|api_key)|recovery_codes?|demo_code)$/

  test('an answer that holds a secret is declared secret: it is neither kept for a repeated key nor compressed', () => {
    const told = operations.flatMap(({ name, secret, output }) =>
      answersOf(output).flatMap((field) => (opens.test(field) ? [{ name, field, secret: secret === true }] : [])),
    )
    expect(told.filter((one) => !one.secret)).toEqual([])
    const known = ['people.api_keys.create secret', 'people.two_factor.enrol recovery_codes', 'data.sources.rotate write_key']
    expect(told.map(({ name, field }) => `${name} ${field}`)).toEqual(expect.arrayContaining(known))
  })
})

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
      /(\.payments\.record|\.orders\.pay|billing\.runs\.start|\.contracts\.(amend|renew|add_seats)|\.quotes\.(create|accept|sign|offer|approve)|\.keys\.(generate|import|activate)|api_keys\.create|\.sources\.(create|rotate)|\.invitations\.create|portal\.invite)$/
    expect(operations.filter(({ name, key }) => must.test(name) && key !== 'required').map(({ name }) => name)).toEqual([])
    expect(operations.filter(({ method, key, edit }) => method === 'GET' && (key ?? edit)).map(({ name }) => name)).toEqual([])
  })

  test('what may be larger than 1 MiB carries a document', () => {
    expect(operations.flatMap(({ name, largest }) => (largest === undefined ? [] : [name])).sort()).toEqual([
      'billing.quotes.sign',
      'handbook.attachments.add',
      'handbook.chats.preview',
      'handbook.imports.preview',
      'strategy.editions.edit',
      'strategy.editions.preview',
      'strategy.imports.preview',
      'strategy.plans.create',
    ])
  })

  test('a version is a version: the same shape in every edit', () => {
    for (const operation of operations) {
      const field = fieldsOf(operation).find((one) => one.name === 'if_match')
      if (field)
        expect([operation.name, field.schema]).toEqual([operation.name, { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }])
    }
  })

  test('every list is paged by a cursor that the door seals', () => {
    const pages = operations.filter((operation) => takes(operation.name, 'cursor'))
    expect(pages.length).toBeGreaterThan(20)
    for (const operation of pages) expect([operation.name, takes(operation.name, 'limit')]).toEqual([operation.name, true])
  })
})

test('a list of the staff is declared, or it is written down why not', () => {
  const inPages = operations.filter(
    ({ method, audience, output }) =>
      method === 'GET' && audience === 'staff' && output instanceof z.ZodObject && 'items' in output.shape && 'next' in output.shape,
  )
  const without = inPages.filter((operation) => operation.list === undefined).map(({ name }) => name)
  expect(without.sort()).toEqual(Object.keys(undeclared).sort())
})
