import { expect, test } from 'vitest'
import { z } from 'zod'
import { houseOperations } from '../../server/doors/house-operations.ts'
import { rooms } from '../../server/rooms.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)].map(({ operation }) => operation)
const lists = operations.flatMap((operation) => (operation.csv ? [{ name: operation.name, operation, csv: operation.csv }] : []))

type Schema = { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] }
const itemOf = (operation: (typeof lists)[number]['operation']) =>
  (z.toJSONSchema(operation.output, { io: 'input', unrepresentable: 'any' }) as Schema).properties?.['items']?.items?.properties ?? {}

test.each(lists)('$name names columns that its rows have, once each, and each amount with its currency', ({ operation, csv }) => {
  const row = itemOf(operation)
  const entries = csv.each ? Object.keys(row[csv.each]?.items?.properties ?? {}) : []
  const known = new Set([...Object.keys(row), ...entries])
  expect(csv.columns.filter((name) => !known.has(name) && !known.has(`${name}_minor`))).toEqual([])
  expect(new Set(csv.columns).size).toBe(csv.columns.length)
  if (csv.columns.some((name) => known.has(`${name}_minor`))) expect(csv.columns).toContain('currency')
})

test('the lists that people take away say their columns', () => {
  // a declared list says its columns in its declaration
  const said = operations.filter((operation) => operation.csv || operation.list).map(({ name }) => name)
  expect(said).toEqual(
    expect.arrayContaining(['billing.documents.list', 'billing.ledger.journals', 'billing.payments.list', 'licensing.licences.list']),
  )
})
