import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

test('what differs is told field by field, and what does not is not', () => {
  expect(changesOf({ title: 'Weekly', minutes: 30 }, { title: 'Leadership, weekly', minutes: 30 })).toEqual([
    ['title', 'Weekly', 'Leadership, weekly'],
  ])
  expect(changesOf({ seats: 3 }, { seats: 0 })).toEqual([['seats', '3', '0']])
  expect(changesOf(null, { seats: 0 })).toEqual([['seats', '', '0']])
})

test('a count that came with the change and is none is not told', () => {
  expect(changesOf({ title: 'Weekly' }, { title: 'Daily', kept: 0 })).toEqual([['title', 'Weekly', 'Daily']])
  expect(changesOf({ title: 'Weekly' }, { title: 'Daily', kept: 2 })).toHaveLength(2)
})
