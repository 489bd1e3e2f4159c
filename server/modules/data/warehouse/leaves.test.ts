import { expect, test } from 'vitest'
import { type DaysRead, openLeaves } from './leaves.ts'

test('rows are read once for a key until the rooms’ rows change, and what was under way then is not kept', async () => {
  const leaves = openLeaves()
  let reads = 0
  const read = async () => {
    reads += 1
    return [{ value: reads }]
  }
  leaves.since(1)
  expect(await leaves.recall('a', undefined, read)).toEqual([{ value: 1 }])
  expect(await leaves.recall('a', undefined, read)).toEqual([{ value: 1 }])
  expect(await leaves.recall('b', undefined, read)).toEqual([{ value: 2 }])
  leaves.since(1)
  expect(await leaves.recall('a', undefined, read)).toEqual([{ value: 1 }])
  leaves.since(2)
  expect(await leaves.recall('a', undefined, read)).toEqual([{ value: 3 }])
  let answer = (_rows: { value: number }[]) => {}
  const slow = leaves.recall('c', undefined, () => new Promise((resolve) => (answer = resolve)))
  leaves.since(3)
  answer([{ value: 77 }])
  expect(await slow).toEqual([{ value: 77 }])
  expect(await leaves.recall('c', undefined, read)).toEqual([{ value: 4 }])
})

test('a statement that failed is asked again, and more rows than memory should hold are not kept', async () => {
  const leaves = openLeaves()
  await expect(leaves.recall('a', undefined, () => Promise.reject(new Error('closed')))).rejects.toThrow('closed')
  expect(await leaves.recall('a', undefined, async () => [])).toEqual([])
  const many = Array.from({ length: 200_001 }, (_, value) => ({ value }))
  await leaves.recall('many', undefined, async () => many)
  expect(await leaves.recall('many', undefined, async () => [])).toEqual([])
  await leaves.recall('most', undefined, async () => many.slice(1))
  expect(await leaves.recall('most', undefined, async () => [])).toHaveLength(200_000)
  await leaves.recall('more', undefined, async () => many.slice(0, 1))
  expect(await leaves.recall('more', undefined, async () => [])).toEqual([])
})

test('what reads a day is read anew once events of that day came in, also when it was under way; all else stays', async () => {
  const leaves = openLeaves()
  let reads = 0
  const read = async () => {
    reads += 1
    return [{ value: reads }]
  }
  const asked: Record<string, DaysRead> = {
    rooms: undefined,
    picked: { days: ['2026-05-31', '2026-06-14'] },
    run: { from: '2026-06-01', to: '2026-06-15' },
  }
  const all = async () => {
    const found: Record<string, unknown> = {}
    for (const [key, days] of Object.entries(asked)) found[key] = (await leaves.recall(key, days, read))[0]?.['value']
    return found
  }
  leaves.since(1)
  expect(await all()).toEqual({ rooms: 1, picked: 2, run: 3 })
  leaves.touched(['2026-06-15', '2026-05-30'])
  expect(await all()).toEqual({ rooms: 1, picked: 2, run: 3 })
  leaves.touched(['2026-06-02'])
  expect(await all()).toEqual({ rooms: 1, picked: 2, run: 4 })
  // the first day of a run and its last
  leaves.touched(['2026-06-01'])
  expect(await all()).toEqual({ rooms: 1, picked: 2, run: 5 })
  leaves.touched(['2026-06-14'])
  expect(await all()).toEqual({ rooms: 1, picked: 6, run: 7 })
  let answer = (_rows: { value: number }[]) => {}
  const slow = leaves.recall('slow', { days: ['2026-06-14'] }, () => new Promise((resolve) => (answer = resolve)))
  leaves.touched(['2026-06-14'])
  answer([{ value: 77 }])
  expect(await slow).toEqual([{ value: 77 }])
  expect(await leaves.recall('slow', { days: ['2026-06-14'] }, read)).toEqual([{ value: 8 }])
})

test('what is forgotten gives its room back', async () => {
  const leaves = openLeaves()
  const many = Array.from({ length: 150_000 }, (_, value) => ({ value }))
  for (const day of ['2026-06-13', '2026-06-14']) {
    await leaves.recall('many', { days: [day] }, async () => many)
    leaves.touched([day])
  }
  await leaves.recall('many', undefined, async () => many)
  expect(await leaves.recall('many', undefined, async () => [])).toHaveLength(150_000)
})
