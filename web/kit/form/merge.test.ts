import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedOf, clashesOf, mergeOf } from './merge.ts'

const before = { name: 'Maple Bank', seats: 420, note: 'as last year' }

test('a field that only one of two changed is no conflict, and both changes stay', () => {
  const mine = { ...before, seats: 450 }
  const theirs = { ...before, note: 'new contact' }
  expect(clashesOf(before, mine, theirs)).toEqual([])
  expect(mergeOf(before, mine, theirs)).toEqual({ name: 'Maple Bank', seats: 450, note: 'new contact' })
})

test('a field that both changed shows both texts, and mine stands until one says otherwise', () => {
  const mine = { ...before, seats: 450 }
  const theirs = { ...before, seats: 440 }
  expect(clashesOf(before, mine, theirs)).toEqual([{ name: 'seats', mine: 450, theirs: 440 }])
  expect(mergeOf(before, mine, theirs).seats).toBe(450)
})

test('two who change the same thing to the same do not clash, nor does empty with absent', () => {
  expect(clashesOf(before, { ...before, seats: 450 }, { ...before, seats: 450 })).toEqual([])
  expect(changedOf({ note: '' }, {})).toBe(false)
  expect(changedOf({ note: null }, { note: 'x' })).toBe(true)
})

test('a merge holds every change of mine, and theirs where I changed nothing', () => {
  const fields = fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 2 }) })
  fc.assert(
    fc.property(fields, fields, fields, (was, mine, theirs) => {
      const merged = mergeOf(was, mine, theirs)
      for (const name of ['a', 'b'] as const) expect(merged[name]).toBe(mine[name] === was[name] ? theirs[name] : mine[name])
    }),
  )
})
