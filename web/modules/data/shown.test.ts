import { expect, test } from 'vitest'
import { grainsFor, stood } from './shown.ts'

const year = { from: '2026-02-01', to: '2027-02-01' }
const quarter = { from: '2026-02-01', to: '2026-05-01' }

test.each([
  ['orders.value', 'additive', year, ['week', 'month', 'fiscal_quarter']],
  ['orders.value', 'additive', quarter, ['day', 'week', 'month', 'fiscal_quarter']],
  // 120 days have a column each, one more has not
  ['orders.value', 'additive', { from: '2026-01-01', to: '2026-05-01' }, ['day', 'week', 'month', 'fiscal_quarter']],
  ['orders.value', 'additive', { from: '2026-01-01', to: '2026-05-02' }, ['week', 'month', 'fiscal_quarter']],
  ['tedas', 'semi', year, ['day', 'week', 'month', 'fiscal_quarter']],
  ['arr.new', 'additive', quarter, ['month', 'fiscal_quarter']],
])('%s, which is %s, is drawn over %j by %j', (id, additivity, span, grains) => {
  expect(grainsFor({ id, additivity }, span)).toEqual(grains)
})

const trend = [
  ['2026-09-01', '40'],
  ['2026-10-01', '100'],
  ['2026-11-01', '70'],
].map(([period = '', value = null]) => ({ period, value }))
const counted = { unit: 'count', rounding: 0, direction: 'up', trend }

test.each([
  ['a level is today’s, since the end of last month', 'semi', true, '70', 'Today', '−30', 'since Oct 31', false],
  ['what a month counts is the last whole one’s, on the one before', 'additive', true, '100', 'Oct', '+60', 'on Sep', true],
  ['the same once the month is over', 'additive', false, '70', 'Nov', '−30', 'on Oct', false],
  ['a share too', 'non', true, '100', 'Oct', '+60', 'on Sep', true],
])('a value and its change are of the same days: %s', (_says, additivity, incomplete, value, of, text, since, good) => {
  expect(stood({ ...counted, additivity, incomplete })).toMatchObject({ value, of, change: { text, since, good } })
})

test('without two whole months there is no change, without one the running month says so', () => {
  const running = { ...counted, additivity: 'additive', incomplete: true }
  expect(stood({ ...running, trend: trend.slice(1) })).toEqual({ value: '100', of: 'Oct', change: undefined })
  expect(stood({ ...running, trend: trend.slice(2) })).toEqual({ value: '70', of: 'Nov so far', change: undefined })
  expect(stood({ ...running, trend: [] })).toEqual({ value: null, of: '', change: undefined })
})
