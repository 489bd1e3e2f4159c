import { expect, test } from 'vitest'
import { grainsFor } from './shown.ts'

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
