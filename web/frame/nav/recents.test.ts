import fc from 'fast-check'
import { expect, test } from 'vitest'
import { remembered } from './recents.ts'

test('what was open comes first, each once, eight at most', () => {
  const visits = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 })
  fc.assert(
    fc.property(visits, (numbers) => {
      const list = numbers.reduce<ReturnType<typeof remembered>>(
        (before, n) => remembered(before, { href: `/x/${n}`, title: `${n}`, area: 'X' }),
        [],
      )
      const newest = [...new Set(numbers.toReversed())].slice(0, 8)
      expect(list.map((one) => one.title)).toEqual(newest.map(String))
    }),
  )
})

test('a record that was reached by its number and by its id is one', () => {
  const maple = { title: 'Maple Bank', area: 'Customers' }
  const before = remembered([], { ...maple, href: '/customers/accounts/A-000123' })
  expect(remembered(before, { ...maple, href: '/customers/accounts/0197' })).toEqual([{ ...maple, href: '/customers/accounts/0197' }])
  expect(remembered(before, { ...maple, area: 'Plan', href: '/strategy/plans/maple' })).toHaveLength(2)
})
