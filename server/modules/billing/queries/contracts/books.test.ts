import { expect, test } from 'vitest'
import { rowsBetween } from './books.ts'

test('a sale between two countries takes along their rates, those of their parts too, and no others', () => {
  const rate = (jurisdiction: string) => ({ jurisdiction }) as Parameters<typeof rowsBetween>[0]['rates'][number]
  const rates = ['DE', 'FR', 'US-TX', 'US-WA', 'IT'].map(rate)
  const between = (seller: string, buyer: string) =>
    rowsBetween({ rates, rules: [] }, seller, buyer).rates.map(({ jurisdiction }) => jurisdiction)
  expect(between('DE', 'FR')).toEqual(['DE', 'FR'])
  expect(between('DE', 'US')).toEqual(['DE', 'US-TX', 'US-WA'])
  expect(between('US', 'US')).toEqual(['US-TX', 'US-WA'])
  expect(between('DE', 'JP')).toEqual(['DE'])
})
