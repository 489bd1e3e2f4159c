import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aimOf, hitRates, isDue, isHit } from './expected.ts'

const promised = {
  state: 'done',
  outcome: 'accept',
  decided_day: '2026-06-15',
  ended_on: null,
  expected_on: '2026-09-30',
} as const

test.each([
  ['the day before', {}, '2026-09-29', false],
  ['on its day', {}, '2026-09-30', true],
  ['later, when nobody could read it on the day', {}, '2026-11-01', true],
  ['of one that was rejected', { outcome: 'reject' }, '2026-09-30', false],
  ['of one that nobody has decided', { outcome: null, decided_day: null, state: 'ready' }, '2026-09-30', false],
  ['of one that was reversed before', { state: 'reversed', ended_on: '2026-09-01' }, '2026-09-30', false],
  ['of one that ended on the very day', { state: 'superseded', ended_on: '2026-09-30' }, '2026-09-30', false],
  ['of one that ended after its day', { state: 'reversed', ended_on: '2026-10-01' }, '2026-10-02', true],
  ['stated for a day before it was decided', { decided_day: '2026-09-30' }, '2026-10-02', false],
  ['of one that expects nothing', { expected_on: null }, '2026-10-02', false],
] as const)('an effect %s is read: %j on %s → %s', (_what, more, today, due) => {
  expect(isDue({ ...promised, ...more }, today)).toBe(due)
})

test.each([
  ['100', '100.00', 'at_least', true],
  ['100', '99.99', 'at_least', false],
  ['5.0', '4', 'at_most', true],
  ['5.0', '5', 'at_most', true],
  ['5.0', '5.0001', 'at_most', false],
  ['0', '0', 'about', true],
  ['0', '0.01', 'about', false],
  ['-10', '-9', 'at_least', true],
  ['200', '190', 'about', true],
  ['200', '189.99', 'about', false],
  ['200', '210', 'about', true],
  ['123456789012.123456789012', '123456789012.123456789011', 'at_least', false],
] as const)('expected %s, read %s, %s: %s', (expected, read, aim, hit) => {
  expect(isHit(expected, read, aim)).toBe(hit)
})

test('better up is reached from below, better down from above, else met; how it is written changes nothing', () => {
  expect((['up', 'down', 'target', 'none'] as const).map(aimOf)).toEqual(['at_least', 'at_most', 'about', 'about'])
  const amount = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 4 }))
  const text = ([n, zeros]: [number, number]) => `${n}${zeros > 0 ? `.${'0'.repeat(zeros)}` : ''}`
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(isHit(text(a), text(b), 'at_least')).toBe(b[0] >= a[0])
      expect(isHit(text(a), text(b), 'at_most')).toBe(b[0] <= a[0])
      expect(isHit(text(a), text(b), 'about')).toBe(Math.abs(b[0] - a[0]) * 20 <= Math.abs(a[0]))
    }),
  )
})

test('what nobody has read counts for nothing, and a rate of nothing is none', () => {
  expect(
    hitRates([
      { type: 2, hit: true },
      { type: 2, hit: true },
      { type: 2, hit: false },
      { type: 2, hit: null },
      { type: 1, hit: null },
    ]),
  ).toEqual([
    { type: 1, stated: 1, read: 0, hits: 0, rate: null },
    { type: 2, stated: 4, read: 3, hits: 2, rate: '0.6667' },
  ])
})
