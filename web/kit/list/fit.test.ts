import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsThatFit, widthOf } from './fit.ts'

const columns = {
  customer: { title: 'Customer', kind: 'customer' },
  product: { title: 'Product', kind: 'text' },
  seats: { title: 'Seats', kind: 'count' },
  annual: { title: 'Per year', kind: 'money' },
  runs_until: { title: 'Runs until', kind: 'day' },
  owner: { title: 'Owner', kind: 'person' },
  state: { title: 'State', kind: 'choice' },
} as const
const all = Object.keys(columns)

test('words leave first, then people, then counts; who, how much, when and how it stands stay', () => {
  expect(columnsThatFit(all, columns, 2000)).toEqual(all)
  expect(columnsThatFit(all, columns, 800)).toEqual(['customer', 'seats', 'annual', 'runs_until', 'owner', 'state'])
  expect(columnsThatFit(all, columns, 640)).toEqual(['customer', 'seats', 'annual', 'runs_until', 'state'])
  expect(columnsThatFit(all, columns, 100)).toEqual(['customer', 'annual', 'runs_until', 'state'])
})

test('whatever the width, the order stays, the first stays, and a wider list never shows less', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 1 }), fc.nat(1600), fc.nat(600), (shown, width, more) => {
      const fit = columnsThatFit(shown, columns, width)
      expect(fit).toEqual(shown.filter((name) => fit.includes(name)))
      expect(fit[0]).toBe(shown[0])
      expect(columnsThatFit(shown, columns, width + more)).toEqual(expect.arrayContaining(fit))
      const wide = fit.reduce((sum, name) => sum + widthOf(columns[name as keyof typeof columns]), 0)
      if (wide > width) expect(fit).toEqual(columnsThatFit(shown, columns, 0))
    }),
  )
})
