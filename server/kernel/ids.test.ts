import { expect, test } from 'vitest'
import { formatId, idBytes, newId } from './ids.ts'

test('ids sort in the order in which they were made, also within a millisecond', () => {
  const made = Array.from({ length: 10_000 }, () => newId())
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

test('an id is a UUID of version 7 and the RFC variant', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('an id goes to bytes and back', () => {
  const id = newId()
  expect(formatId(idBytes(id))).toBe(id)
})

test('no byte of randomness is given out twice', () => {
  const tails = Array.from({ length: 2000 }, () => newId().slice(19))
  expect(new Set(tails).size).toBe(tails.length)
})
