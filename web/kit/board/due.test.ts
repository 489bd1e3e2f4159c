import { expect, test } from 'vitest'
import { dueOf } from './due.ts'

test.each([
  ['2026-11-27', 'One day late', 'bad'],
  ['2026-11-21', 'Seven days late', 'bad'],
  ['2026-10-28', '31 days late', 'bad'],
  ['2026-11-28', 'Today', 'warn'],
  ['2026-11-29', 'Tomorrow', 'warn'],
  ['2026-12-01', 'Tuesday', 'calm'],
  ['2026-12-15', 'Dec 15', 'calm'],
])('on November 28 what is due on %s is %s', (day, words, tone) => {
  expect(dueOf(day, '2026-11-28')).toEqual({ words, tone })
})
