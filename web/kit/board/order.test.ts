import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved } from './order.ts'

test.each([
  ['b', -1, 'b a c'],
  ['b', 1, 'a c b'],
  ['a', -1, 'a b c'],
  ['c', 1, 'a b c'],
  ['x', 1, 'a b c'],
] as const)('%s by %d is %s', (key, by, after) => {
  expect(moved(['a', 'b', 'c'], key, by).join(' ')).toBe(after)
})

test('nothing is lost, and there and back is where it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (keys, at) => {
      const key = keys[at % keys.length] as string
      const later = moved(keys, key, 1)
      expect([...later].sort()).toEqual([...keys].sort())
      if (keys.indexOf(key) < keys.length - 1) expect(moved(later, key, -1)).toEqual(keys)
    }),
  )
})
