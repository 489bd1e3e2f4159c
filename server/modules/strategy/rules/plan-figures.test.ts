import { expect, test } from 'vitest'
import type { MeasureShape } from '../contract.ts'
import { inSentence, planFigure } from './plan-figures.ts'

const measure: MeasureShape = {
  key: 'k',
  kind: 'metric',
  metric_id: 'customers',
  metric_version: 1,
  window: 'at',
  filter: null,
  baseline: '180',
  target: '330',
  target_high: null,
  unit: 'count',
  currency: null,
  direction: 'increase',
  tolerance: null,
  due: '2027-01-31',
  resolve_by: null,
  ...{ steps: [], rule: null, milestones: [], rubric: null, assessor: null, scored_on: null },
  value: '286',
  value_day: '2026-11-28',
  as_of: null,
  complete_through: null,
  freshness: 'fresh',
  incomplete: false,
  definition_hash: null,
  rows_href: '/data/metrics/customers?from=2026-11-28&to=2026-11-29&rows=1',
  progress: '0.7067',
  expected: '0.8264',
  pace: '0.86',
  planned: '303.958904',
  status: 'yellow',
  first: null,
  spark: [],
}
const frame = { today: '2026-11-28', from: '2026-02-01', fiscal: true, about: { title: 'Read the plan', href: '/strategy/plans/company' } }
const shown = (change: Partial<MeasureShape>, where = frame) =>
  planFigure({ ...measure, ...change }, 'Paying customers above 330', { label: 'Paying Customers', definition: 'Accounts.' }, where)
const read = (sentence: { text: string; with: Record<string, { value: string; unit: string }> } | null) =>
  sentence?.text.replaceAll(/\{(\w+)\}/g, (_, name: string) => sentence.with[name]?.value ?? '')

test('a measure behind its plan says by how much, to the line of today and not to the target', () => {
  const figure = shown({})
  expect(figure).toMatchObject({ name: 'Paying customers', value: '286', tone: 'warn', course: { done: 0.7067, due: 0.8264 } })
  expect(read(figure.of)).toBe('330 by 2027-01-31')
  expect(read(figure.period)).toBe('Today')
  expect(read(figure.exception)).toBe('18 behind')
})

test.each<[string, Partial<MeasureShape>, string | undefined, string]>([
  ['on plan', { status: 'green' }, undefined, 'calm'],
  ['reached', { status: 'reached' }, undefined, 'calm'],
  ['far behind', { status: 'red', unit: 'USD' }, 'behind', 'bad'],
  ['missed', { status: 'missed' }, '44 short', 'bad'],
  ['below its bound', { direction: 'at_least', target: '300', status: 'yellow' }, '14 below', 'warn'],
  ['above its bound', { direction: 'at_most', target: '250', status: 'red' }, '36 above', 'bad'],
  ['outside', { direction: 'between', target_high: '400', status: 'red' }, 'outside its bound', 'bad'],
  ['not known', { value: null, status: 'data_needed' }, 'no fresh value', 'warn'],
])('%s', (_, change, words, tone) => {
  const figure = shown(change)
  expect(read(figure.exception) ?? undefined).toEqual(words === undefined ? undefined : expect.stringContaining(words))
  expect(figure.tone).toBe(tone)
})

test('shares are apart by points, money by money', () => {
  const share = shown({ direction: 'at_least', unit: 'ratio', value: '0.2130', target: '0.25', status: 'red' })
  expect(share.exception?.with['gap']?.unit).toBe('points')
  expect(share.course?.done).toBeCloseTo(0.852)
  expect(share.course?.due).toBe(1)
  expect(shown({ unit: 'USD' }).exception?.with['gap']?.unit).toBe('USD')
})

test.each<[Partial<MeasureShape>, Partial<typeof frame>, string]>([
  [{ window: 'period' }, {}, 'FY to date'],
  [{ window: 'period' }, { fiscal: false }, 'Since 2026-02-01'],
  [{ window: 'trailing:30' }, {}, 'Last 30 days'],
  [{ rows_href: '/x?from=2026-11-27&to=2026-11-28' }, {}, 'Yesterday'],
  [{ rows_href: null, value_day: '2026-10-01' }, {}, 'On 2026-10-01'],
])('%j is of %j: %s', (change, where, words) => {
  expect(read(shown(change, { ...frame, ...where }).period)).toBe(words)
})

test('a bound that is kept has its mark before the end', () => {
  const { course } = shown({ direction: 'at_least', target: '110', value: '112', status: 'green' })
  expect(course?.due).toBeLessThan(course?.done ?? 0)
})

test('names are words in a sentence', () => {
  expect([inSentence('Net New ARR'), inSentence('Registered Users'), inSentence('Self-serve Share')]).toEqual([
    'Net new ARR',
    'Registered users',
    'Self-serve share',
  ])
})
