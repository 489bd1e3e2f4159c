import { expect, test } from 'vitest'
import { aheadOf } from './ahead.ts'

const fold = [
  { from: '2026-02-01', to: '2026-05-01', seats: 20 },
  { from: '2026-05-01', to: '2027-02-01', seats: 25 },
  { from: '2027-02-01', to: '2028-02-01', seats: 22 },
]

test('what comes: prepared files, and seats whose file is signed on their day', () => {
  const prepared = [{ number: 'LIC-2026-000002', seats: 22, startsOn: '2027-02-01' }]
  expect(aheadOf(fold, prepared, '2026-03-01')).toEqual([
    { from: '2026-05-01', seats: 25, number: null },
    { from: '2027-02-01', seats: 22, number: 'LIC-2026-000002' },
  ])
  expect(aheadOf(fold, prepared, '2026-05-01')).toEqual([{ from: '2027-02-01', seats: 22, number: 'LIC-2026-000002' }])
  expect(aheadOf(null, prepared, '2026-03-01')).toHaveLength(1)
  expect(aheadOf(fold, [], '2027-02-01')).toEqual([])
})
