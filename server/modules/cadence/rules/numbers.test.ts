import { describe, expect, test } from 'vitest'
import { type Held, numbersOf, personHours, share, suggestionOf, usedShare } from './numbers.ts'

const held = (used_minutes: number, more: Partial<Held> = {}): Held => ({
  booked_minutes: 30,
  used_seconds: used_minutes * 60,
  people: 5,
  decisions: 0,
  actions_due: 0,
  actions_in_time: 0,
  ratings: [],
  ...more,
})

test('twelve of thirty minutes are 40.0 %', () => {
  expect([usedShare(12 * 60, 30), usedShare(0, 30), share(7, 8), share(0, 0)]).toEqual(['0.4000', '0.0000', '0.8750', null])
  expect(personHours(12 * 60, 5)).toBe('1.00')
})

test('of several meetings every share is of the sums', () => {
  const all = [
    held(12, { decisions: 2, actions_due: 3, actions_in_time: 2, ratings: [8, 9] }),
    held(60, { booked_minutes: 60, people: 2, decisions: 1, actions_due: 1, actions_in_time: 1, ratings: [10] }),
  ]
  expect(numbersOf(all)).toEqual({
    closed: 2,
    booked_minutes: 90,
    used_minutes: 72,
    used_share: '0.8000',
    person_hours: '3.00',
    decisions: 3,
    decisions_per_meeting: '1.50',
    actions_due: 4,
    actions_in_time: 3,
    actions_share: '0.7500',
    rating: '9.0',
  })
})

test('of none nothing is said, and nothing is nought that nobody counted', () => {
  expect(numbersOf([])).toMatchObject({ closed: 0, used_share: null, decisions_per_meeting: null, actions_share: null, rating: null })
})

describe('less than half, four times in a row', () => {
  test.each([
    ['four of them', [14, 14, 10, 2], 15],
    ['three are no row', [14, 14, 14], null],
    ['half is enough', [15, 14, 14, 14], null],
    ['a better one among the last four', [14, 14, 20, 14], null],
    ['one before them does not count', [14, 14, 14, 14, 30], 15],
  ])('%s', (_name, used, minutes) => {
    expect(
      suggestionOf(
        used.map((one) => held(one)),
        30,
      )?.minutes ?? null,
    ).toBe(minutes)
  })

  test('five minutes are not halved, and nine become five', () => {
    const four = [0, 0, 0, 0].map(() => held(0))
    expect([suggestionOf(four, 5), suggestionOf(four, 9)?.minutes]).toEqual([null, 5])
  })
})
