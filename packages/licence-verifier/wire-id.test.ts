import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOfWire, wireIdOf } from './wire-id.ts'

test('the worked examples of a wire id', () => {
  expect(wireIdOf('0199a3f2-6c1e-7b4d-9a3e-5f20c47d8e11')).toBe('ygc48hucd37w5gt6mhoce9cqnr')
  expect(wireIdOf('00000000-0000-0000-0000-000000000000')).toBe('y'.repeat(26))
  expect(wireIdOf('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe(`${'9'.repeat(25)}h`)
})

test('every UUID comes back from its wire id', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(wireIdOf(id)).toHaveLength(26)
      expect(idOfWire(wireIdOf(id))).toBe(id)
    }),
  )
})

test('a text that is no wire id has no UUID', () => {
  expect(idOfWire('ygc48hucd37w5gt6mhoce9cqn')).toBeUndefined()
  expect(idOfWire('ygc48hucd37w5gt6mhoce9cqnl')).toBeUndefined()
  expect(idOfWire('9'.repeat(26))).toBeUndefined()
})
