import { expect, test } from 'vitest'
import { z } from 'zod'
import { dateShape, dayShape, instantShape } from '../../../server/kernel/shapes.ts'
import { companyChange, keyCreate } from '../../../server/modules/people/contract.ts'
import { at, emptied, errorsOf, fieldsOf, filled, isInstant, isNeeded, minorTyped, numberTyped, put } from './values.ts'

const schema = z.object({
  name: z.string().min(3, 'Three letters or more.'),
  kind: z.enum(['a', 'b']).default('a'),
  address: z.object({ city: z.string(), zip: z.string().optional() }),
  seats: z.number().int().optional(),
  day: z.iso.date().optional(),
})

test('fields are read and written by dotted names without touching the former values', () => {
  const before = { address: { city: 'Kiel' } }
  const after = put(before, 'address.zip', '24103')
  expect(at(after, 'address.zip')).toBe('24103')
  expect(at(before, 'address.zip')).toBeUndefined()
  expect(put({ parties: [{ letter: 'D' }, { letter: 'I' }] }, 'parties.1.letter', 'A')).toEqual({
    parties: [{ letter: 'D' }, { letter: 'A' }],
  })
})

test('an absent field is needed, a wrong one says what the schema says', () => {
  expect(errorsOf(schema, { name: 'ab', address: { city: '' } })).toEqual({
    name: 'Three letters or more.',
    'address.city': 'This is needed.',
  })
  expect(errorsOf(schema, { name: 'abc', address: { city: 'Kiel' } })).toEqual({})
})

test('empty texts are absent, lists stay', () => {
  expect(filled({ a: '', b: { c: '' }, d: [''] })).toEqual({ b: {}, d: [''] })
})

test('needed is what the schema needs of the sender', () => {
  expect(isNeeded(schema, 'name')).toBe(true)
  expect(isNeeded(schema, 'kind')).toBe(false)
  expect(isNeeded(schema, 'address.city')).toBe(true)
  expect(isNeeded(schema, 'address.zip')).toBe(false)
})

test('plain fields are drawn by their kind', () => {
  expect(fieldsOf(schema).map(({ name, kind }) => [name, kind])).toEqual([
    ['name', 'text'],
    ['kind', 'choice'],
    ['seats', 'whole'],
    ['day', 'day'],
  ])
})

test('a field is a day or an instant as its operation says', () => {
  const times = z.object({ day: dayShape, at: instantShape.optional(), late: z.object({ at: dateShape.nullable() }) })
  expect(['day', 'at', 'late.at', 'late', 'nothing'].map((name) => isInstant(times, name))).toEqual([false, true, true, false, false])
  expect(isInstant(keyCreate.input, 'expires_at')).toBe(true)
  expect(errorsOf(times, { day: '2026-06-15', at: '2026-06-15', late: { at: null } })).toHaveProperty('at')
})

test('an amount is a number as soon as it can be read: the field hands over text while zeros stand at its end', () => {
  expect(['0.00', '100.00', '0.40', 0.4, '40940.80', 19.99].map((next) => minorTyped(next, 2))).toEqual([
    0, 10_000, 40, 40, 4_094_080, 1999,
  ])
  expect(['', '-', ' ', '1e999', Number.NaN].map((next) => minorTyped(next, 2))).toEqual(Array.from({ length: 5 }, () => undefined))
  expect([minorTyped('1200', 0), numberTyped('25.0'), numberTyped(7), numberTyped('')]).toEqual([1200, 25, 7, undefined])
})

test('what an edit empties is sent as nothing where that may be, and only in an edit', () => {
  const before = { name: 'Tidewater', legal_name: 'Tidewater Systems Inc.', website: null, currency: 'USD' }
  expect(emptied(companyChange.input, before, { ...before, legal_name: '', currency: '' })).toEqual({ legal_name: null })
  expect(emptied(companyChange.input, before, before)).toEqual({})
  const made = z.object({ note: z.string().nullable() })
  expect(emptied(made, { note: 'as last time' }, { note: '' })).toEqual({})
})
