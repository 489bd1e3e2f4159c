import { expect, test } from 'vitest'
import { Kept } from './kept.ts'

test('what was worked out is kept, and what is longest unused is forgotten first', () => {
  const made: string[] = []
  const kept = new Kept<string>(10, (value) => value.length)
  const ask = (key: string, value: string) =>
    kept.of(key, () => {
      made.push(key)
      return value
    })
  expect([ask('a', '1234'), ask('b', '1234'), ask('a', 'never')]).toEqual(['1234', '1234', '1234'])
  expect(made).toEqual(['a', 'b'])
  ask('c', '123')
  ask('a', 'never')
  ask('b', '5678')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
  expect(ask('huge', '1'.repeat(50))).toHaveLength(50)
  expect(ask('huge', 'never')).toHaveLength(50)
  ask('a', '9')
  expect(made).toEqual(['a', 'b', 'c', 'b', 'huge', 'a'])
})
