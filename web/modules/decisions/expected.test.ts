import { expect, test } from 'vitest'
import { expectedFigure, ratesText } from './expected.ts'
import type { Decision } from './words.ts'

const read = { value: '0.4123', unit: 'ratio', label: 'Self-serve share', hit: true, rows_href: '/data/metrics/self_serve.share?rows=1' }
const decision = (more: object, decided: object = {}) =>
  ({
    outcome: 'accept',
    ended_on: null,
    ...decided,
    expected: { metric: 'self_serve.share', value: '0.4', on: '2026-10-01', read: null, ...more },
  }) as unknown as Decision
const share = { label: 'Self-serve share', unit: 'ratio' }

test.each([
  ['before its day', decision({}), '2026-09-30', share, { value: '40%', note: 'Self-serve share' }],
  ['on its day, while nobody knows', decision({}), '2026-10-01', share, { value: '40%', note: 'Self-serve share, not known yet' }],
  ['of one that was rejected', decision({}, { outcome: 'reject' }), '2026-10-02', share, { note: 'Self-serve share' }],
  ['of one that ended before', decision({}, { ended_on: '2026-09-01' }), '2026-10-02', share, { note: 'Self-serve share' }],
  ['of a figure that nobody has', decision({}), '2026-09-30', undefined, { value: '0.4', note: 'self_serve.share' }],
  ['when it was read', decision({ read }), '2026-10-02', undefined, { value: '41.2%', of: 'expected 40%', note: 'It came' }],
  ['when it did not come', decision({ read: { ...read, hit: false } }), '2026-10-02', undefined, { note: 'It did not come' }],
  [
    'in money',
    decision({ value: '9000000', read: { ...read, unit: 'USD', value: '9100000.50' } }),
    '2026-10-02',
    undefined,
    { value: '$9,100,000.50', of: 'expected $9,000,000.00' },
  ],
] as const)('what was expected, %s', (_what, of, today, metric, shown) => {
  expect(expectedFigure(of, today, metric)).toMatchObject(shown)
})

test('nothing is said of how often it came before something was read', () => {
  const rate = (type: number, n: number, hits: number) => ({ type, stated: 5, read: n, hits, rate: null })
  expect(ratesText(undefined)).toBeUndefined()
  expect(ratesText({ types: [rate(1, 0, 0), rate(2, 0, 0)] })).toBeUndefined()
  expect(ratesText({ types: [rate(1, 0, 0), rate(2, 3, 2)] })).toBe('What was expected came 2 of 3 times where it is easy to undo.')
})
