import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readState, viewNow, writeState } from './state.ts'

const column = { title: 'Any', kind: 'text' } as const
const list = {
  sort: '-number',
  columns: { number: { ...column, shown: true }, customer: { ...column, shown: true }, state: { ...column, shown: true }, end: column },
  plain: { state: 'state', account_id: 'customer' },
} as const
const views = [
  { key: 'in-force', title: 'In force', where: ['state:is:active'], sort: 'end' },
  { key: 'all', title: 'All', where: [] },
  { key: 'saved', title: 'Mine', where: ['state:is:active', 'end:next:90'], columns: ['customer', 'end'] },
]

test('an address without a word is the first view, or the one with which one begins', () => {
  expect(readState('', views, list)).toEqual({
    view: 'in-force',
    where: ['state:is:active'],
    sort: 'end',
    columns: ['number', 'customer', 'state'],
    words: '',
  })
  expect(readState('', views, list, 'saved')).toMatchObject({ view: 'saved', columns: ['customer', 'end'], sort: '-number' })
  expect(readState('?view=all', views, list, 'saved')).toMatchObject({ view: 'all', where: [] })
})

test('an address of before lists had one grammar says the same', () => {
  expect(readState('?f.state=ended', views, list)).toMatchObject({ view: '', where: ['state:is:ended'] })
  expect(readState('?f.customer=none', views, list)).toMatchObject({ where: ['customer:empty'] })
})

test('the inputs of the list ask in an address what they ask at every door, and give way to what is chosen then', () => {
  const asked = readState('?account_id=7&state=ended&new=yes', views, list)
  expect(asked).toMatchObject({ view: '', where: ['customer:is:7', 'state:is:ended'] })
  expect(writeState('?state=ended&new=yes', { ...asked, where: [] }, views, list)).toBe('new=yes&where=')
})

test('a view that is just what is shown is the current one, by whatever way', () => {
  expect(viewNow(readState('?f.state=active', views, list), views, list)?.key).toBe('in-force')
  expect(viewNow(readState('?view=in-force&q=maple', views, list), views, list)).toBeUndefined()
  expect(viewNow(readState('?view=in-force&where=end:empty', views, list), views, list)).toBeUndefined()
})

test('fields of others stay in the address', () => {
  expect(writeState('?account=1200&where=a:is:b', readState('?view=all', views, list), views, list)).toBe('account=1200&view=all')
})

test('what an address is written from is read from it again', () => {
  const state = fc.record({
    view: fc.constantFrom('', 'in-force', 'all', 'saved'),
    where: fc.subarray(['state:is:active', 'end:next:90', 'customer:contains:a&b=c']),
    sort: fc.constantFrom('-number', 'end', '-end', 'customer'),
    columns: fc.subarray(['number', 'customer', 'state', 'end'], { minLength: 1 }),
    words: fc.constantFrom('', 'maple', 'a b&c'),
  })
  fc.assert(
    fc.property(state, (one) => {
      expect(readState(`?${writeState('', one, views, list)}`, views, list, 'saved')).toEqual(one)
    }),
  )
})
