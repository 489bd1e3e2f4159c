import { expect, test } from 'vitest'
import { isPure, longTests, tests } from './kinds.ts'

test('what is listed as long stands in the tree, is pure, and is little: all else is looked at before a commit', () => {
  expect(longTests.filter((file) => !tests.includes(file) || !isPure(file))).toEqual([])
  expect(longTests.length).toBeLessThan(8)
})
