import { expect, test } from 'vitest'
import { grainsFor, lastChange } from './shown.ts'

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
  ['a level since the end of last month', 'semi', true, '−30', 'since Oct 31', false],
  ['what a month counts as the last whole one on the one before', 'additive', true, '+60', 'Oct on Sep', true],
  ['the same once the month is over', 'additive', false, '−30', 'Nov on Oct', false],
  ['a share too', 'non', true, '+60', 'Oct on Sep', true],
])('beside a value stands its change: %s', (_says, additivity, incomplete, text, since, good) => {
  expect(lastChange({ ...counted, additivity, incomplete })).toMatchObject({ text, since, good })
})

test('without two months there is no change', () => {
  expect(lastChange({ ...counted, additivity: 'additive', incomplete: true, trend: trend.slice(1) })).toBeUndefined()
})
