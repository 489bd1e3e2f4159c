import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Binding, bindingIn, boundLines } from './bindings.ts'
import { canonicalOf, type PlanReading, readPlan } from './reading.ts'

const facts = { name: 'plan.md', title: 'Crew', fiscalYearEnd: '01-31' }
const read = (text: string) => readPlan(text, facts, null)
const nothing: Binding = {
  ...{ item_key: '', kind: 'metric', metric_id: null, metric_version: null, filter: null, window: 'at', baseline: null, target: null },
  ...{ target_high: null, direction: null, tolerance: null, curve: 'linear', due: null, rule: null, milestones: [], rubric: null },
  ...{ assessor: null, resolve_by: null },
}
const keysOf = (plan: PlanReading) => plan.sections.flatMap(({ items }) => items.map((_item, at) => `00000000-0000-4000-8000-${at}`))
const said = (plan: PlanReading) => plan.sections.flatMap(({ name, items }) => items.map((item) => bindingIn(name, item)))
const saying = (plan: PlanReading) =>
  plan.sections.map(({ name, items }) => [
    name,
    items.map(({ depth, text, label, sep, gloss, struck, placeholder, audience, hint }) => [
      ...[depth, text, label, sep, gloss, struck, placeholder, audience, hint],
    ]),
  ])

const day = fc.constantFrom('2026-05-01', '2027-01-31', '2026-11-15')
const number = fc.constantFrom('0', '-3.5', '330', '4000000.00')
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('5 --> 3', '<!-- x -->', 'a | b', '`code', '[x](y)', '"quoted\\"', 'two\nlines', '**', '--', 'a  b', 'dir=up'),
)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const bindings = fc.oneof(
  fc.record({
    metric_id: fc.constantFrom('arr', 'customers', 'a.b_c'),
    metric_version: maybe(fc.integer({ min: 1, max: 40 })),
    filter: maybe(fc.dictionary(fc.constantFrom('region', 'plan x'), fc.oneof(nasty, fc.array(nasty, { maxLength: 3 })), { minKeys: 1 })),
    window: fc.constantFrom('at', 'period', 'trailing:30'),
    baseline: maybe(number),
    target: number,
    target_high: maybe(number),
    direction: fc.constantFrom('increase' as const, 'at_most' as const, 'between' as const),
    tolerance: maybe(fc.constant('0.05')),
    curve: fc.oneof(fc.constant('linear' as const), fc.array(fc.record({ date: day, value: number }), { minLength: 1, maxLength: 3 })),
    due: day,
  }),
  fc.record({
    kind: fc.constant('milestones' as const),
    milestones: fc.array(fc.record({ title: nasty, due: day }), { minLength: 1, maxLength: 3 }),
    rule: fc.constant('share' as const),
    target: fc.constant('0.8'),
    due: day,
  }),
  fc.record({ kind: fc.constant('qualitative' as const), rubric: nasty, assessor: fc.uuid(), target: fc.constant('4'), due: day }),
  fc.record({ kind: fc.constant('tbd' as const), resolve_by: maybe(day) }),
)
const lines = fc.constantFrom(
  'ARR grows',
  'TBD within Q2',
  '~~gone~~',
  '',
  'Miles:',
  '**Care** - often',
  '`x y',
  'a <!-- begun',
  '`<!--` is a comment',
  '[here](https://x.example/a_b)',
  'x (y [z',
  '🔒 Churn: < 5%',
  '<!-- a note --> seen',
  'Old <!-- qd id=1 metric=old@1 dir=increase to=1 -->',
  'ends\\',
  '*half',
)

/** What an import would be told of a row. */
function wishOf({ curve, item_key, kind, ...row }: Binding): Record<string, unknown> {
  const { target, rule, milestones, window, ...rest } = row
  const all = {
    ...{ ...rest, key: item_key, kind, target: kind === 'milestones' && rule !== 'share' ? null : target },
    ...{ steps: curve === 'linear' ? null : curve, rule, milestones: kind === 'milestones' ? milestones : null },
    ...{ window: window === 'at' ? null : window },
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

function roundTrip(source: string, rows: readonly Partial<Binding>[], measures: string) {
  const plan = read(source)
  const keys = plan.sections.flatMap(({ items }, section) => items.map((_item, at) => `00000000-0000-4000-8000-${section}${at}`))
  const places = plan.sections.flatMap(({ name, items }) =>
    items.map(({ depth }) => name === measures && (name !== 'objectives' || depth > 0)),
  )
  const own = keys.filter((_key, at) => places[at])
  const bound = own.map((item_key, at) => ({ ...nothing, ...rows[at % rows.length], item_key }))
  const again = read(canonicalOf(plan, boundLines(plan, keys, bound)))
  expect(said(again).filter((one) => one !== null)).toEqual(bound.map(wishOf))
  expect(saying(again)).toEqual(saying(plan))
  // and once more from there: the comment of before is gone, not doubled
  expect(canonicalOf(again, boundLines(again, keys, bound))).toBe(canonicalOf(plan, boundLines(plan, keys, bound)))
  return again
}

describe('bindings in the text', () => {
  test('what measures are bound to is read back as it was written, and the plan says what it said', () => {
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 6 }), fc.array(bindings, { minLength: 1, maxLength: 4 }), (texts, rows) => {
        roundTrip(
          `# Crew VPMOM\n\nVision\n- Calm\n\nMethods\n1. Row\n\nMeasures\n${texts.map((text) => `- ${text}\n`).join('')}`,
          rows,
          'measures',
        )
      }),
      { numRuns: 400 },
    )
  })

  test('so it is in the rows of a table and of key results below objectives', () => {
    const table =
      '# Crew VPMOM\n\nVision\n- Calm\n\nMeasures\n\n| # | Measure | From | To |\n|---|---|---|---|\n| 1 | Miles | 3 | 9 |\n| 2 | Boats | 1 | 4 |\n'
    const goals = '# Crew OKRs FY27\n\nObjectives\n- Calm seas\n    - 40 boats\n    - 90 % of days\n'
    fc.assert(
      fc.property(fc.array(bindings, { minLength: 2, maxLength: 2 }), (rows) => {
        roundTrip(table, rows, 'measures')
        roundTrip(goals, rows, 'objectives')
      }),
      { numRuns: 100 },
    )
  })

  test('the comment as others read it', () => {
    const plan = read('# Crew VPMOM\n\nVision\n- Calm\n\nMeasures\n- ARR grows\n')
    const row: Partial<Binding> = {
      metric_id: 'arr',
      metric_version: 3,
      direction: 'increase',
      baseline: '4',
      target: '6',
      due: '2027-01-31',
    }
    expect(canonicalOf(plan, boundLines(plan, keysOf(plan), [{ ...nothing, ...row, item_key: keysOf(plan)[1] ?? '' }]))).toContain(
      `- ARR grows <!-- qd id=${keysOf(plan)[1]} metric=arr@3 dir=increase from=4 to=6 due=2027-01-31 -->\n`,
    )
  })

  test.each([
    ['no comment of ours', 'ARR <!-- metric=arr -->'],
    ['no binding', 'ARR <!-- qd dri=AB -->'],
    ['nothing at all', 'ARR'],
  ])('%s binds nothing', (_why, line) => {
    expect(said(read(`# Crew VPMOM\n\nVision\n- Calm\n\nMeasures\n- ${line}\n`))).toEqual([null, null])
  })

  test('only a measure is bound by its text', () => {
    expect(said(read('# Crew VPMOM\n\nVision\n- Calm\n\nMethods\n1. Row <!-- qd metric=arr@3 -->\n\nMeasures\n- Miles\n'))).toEqual([
      null,
      null,
      null,
    ])
  })
})
