import { expect, test } from 'vitest'
import { openLeaves } from './leaves.ts'

test('rows are read once for a key until the rooms’ rows change, and what was under way then is not kept', async () => {
  const leaves = openLeaves()
  let reads = 0
  const read = async () => {
    reads += 1
    return [{ value: reads }]
  }
  leaves.since(1)
  expect(await leaves.recall('a', read)).toEqual([{ value: 1 }])
  expect(await leaves.recall('a', read)).toEqual([{ value: 1 }])
  expect(await leaves.recall('b', read)).toEqual([{ value: 2 }])
  leaves.since(1)
  expect(await leaves.recall('a', read)).toEqual([{ value: 1 }])
  leaves.since(2)
  expect(await leaves.recall('a', read)).toEqual([{ value: 3 }])
  let answer = (_rows: { value: number }[]) => {}
  const slow = leaves.recall('c', () => new Promise((resolve) => (answer = resolve)))
  leaves.since(3)
  answer([{ value: 77 }])
  expect(await slow).toEqual([{ value: 77 }])
  expect(await leaves.recall('c', read)).toEqual([{ value: 4 }])
})

test('a statement that failed is asked again, and more rows than memory should hold are not kept', async () => {
  const leaves = openLeaves()
  await expect(leaves.recall('a', () => Promise.reject(new Error('closed')))).rejects.toThrow('closed')
  expect(await leaves.recall('a', async () => [])).toEqual([])
  const many = Array.from({ length: 200_001 }, (_, value) => ({ value }))
  await leaves.recall('many', async () => many)
  expect(await leaves.recall('many', async () => [])).toEqual([])
})
