import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import { calibrationOf, type Claim } from './calibration.ts'
import { differs, dueFor, dueInMonthOf, foretoldBy, type Stated, statedBy, updateUnmet } from './updates.ts'

const office: Calendar = {
  zone: 'UTC',
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: [{ date: '2026-07-14', name: 'A holiday' }],
  closures: [],
}

describe('an update is due', () => {
  test.each([
    ['2026-05-01', '2026-05-12'],
    ['2026-06-30', '2026-06-09'],
    ['2026-07-03', '2026-07-15'],
    ['2026-09-01', '2026-09-08'],
    ['2027-02-14', '2027-02-09'],
  ])('in the month of %s on %s', (day, due) => expect(dueInMonthOf(day, office)).toBe(due))

  test.each([
    ['the day that is over and has none', '2026-06-15', null, '2026-02-01', '2026-06-09', true],
    ['today', '2026-06-09', '2026-05-12', '2026-02-01', '2026-06-09', false],
    ['the next day where the last has one', '2026-06-15', '2026-06-09', '2026-02-01', '2026-07-15', false],
    ['the next day where the plan is younger than the last', '2026-06-15', null, '2026-06-10', '2026-07-15', false],
    ['the day before its own month’s', '2026-06-03', null, '2026-02-01', '2026-05-12', true],
    ['the day of its own month', '2026-06-03', '2026-05-12', '2026-02-01', '2026-06-09', false],
  ])('for %s', (_, today, covered, begun, due_on, late) => expect(dueFor(today, covered, begun, office)).toEqual({ due_on, late }))
})

const update = (more: Partial<Parameters<typeof updateUnmet>[0]>) =>
  updateUnmet({
    ...{ computed: 'green', status: 'green', difference: undefined, promised: true, confidence: 80, before: [], outcomes: [] },
    ...more,
  }).map(({ code }) => code)

describe('before it is posted', () => {
  const before = [
    { id: 'a', number: 'ACT-2026-0001' },
    { id: 'b', number: 'ACT-2026-0002' },
  ]
  test.each<[string, Parameters<typeof update>[0], string[]]>([
    ['nothing is missing where it says what the figure says', {}, []],
    ['a sentence where it says otherwise', { status: 'yellow' }, ['gnn.difference_unexplained']],
    ['no empty one', { status: 'yellow', difference: '  ' }, ['gnn.difference_unexplained']],
    ['no more once it is there', { status: 'yellow', difference: 'A large order is late' }, []],
    ['none of a plan as a whole', { computed: null, status: 'red', promised: false, confidence: undefined }, []],
    ['how sure one is', { confidence: undefined }, ['gnn.confidence_missing']],
    ['not where nothing can be reached', { confidence: undefined, promised: false }, []],
    ['nought is an answer', { confidence: 0 }, []],
    ['what came of what was to be done', { before }, ['gnn.outcomes_missing', 'gnn.outcomes_missing']],
    ['of each', { before, outcomes: [{ action_id: 'a', result: 'Done' }] }, ['gnn.outcomes_missing']],
    ['in words', { before: before.slice(1), outcomes: [{ action_id: 'b', result: ' ' }] }, ['gnn.outcomes_missing']],
    [
      'all at once',
      { status: 'red', confidence: undefined, before: before.slice(1) },
      ['gnn.difference_unexplained', 'gnn.confidence_missing', 'gnn.outcomes_missing'],
    ],
  ])('%s', (_, more, wanted) => expect(update(more)).toEqual(wanted))

  test('the word that is filled in never needs a sentence', () => {
    for (const computed of ['green', 'yellow', 'red', 'reached', 'missed', 'data_needed'] as const)
      expect(differs(statedBy(computed), computed)).toBe(false)
    const all: Stated[] = ['green', 'yellow', 'red', 'unreachable', 'data_needed']
    expect(all.filter((stated) => !differs(stated, 'missed'))).toEqual(['red', 'unreachable'])
  })
})

describe('how well somebody knows', () => {
  const claim = (confidence: number, reached: boolean, by = 'ada'): Claim => ({ by, name: by, confidence, reached })
  test.each<[string, Claim[], string]>([
    ['all came as it was said', [claim(100, true), claim(0, false)], '0.0000'],
    ['none did', [claim(0, true), claim(100, false)], '1.0000'],
    ['always one half', [claim(50, true), claim(50, false)], '0.2500'],
    ['80 % sure, and it came', [claim(80, true)], '0.0400'],
    ['80 % sure three times, came twice', [claim(80, true), claim(80, true), claim(80, false)], '0.2400'],
  ])('%s', (_, claims, brier) => expect(calibrationOf(claims)[0]?.brier).toBe(brier))

  test('by whoever said it, in the order of their names', () => {
    expect(calibrationOf([claim(90, true, 'noa'), claim(10, true), claim(70, false)])).toEqual([
      { by: 'ada', name: 'ada', claims: 2, brier: '0.6500', mean_confidence: '0.4000', reached_share: '0.5000' },
      { by: 'noa', name: 'noa', claims: 1, brier: '0.0100', mean_confidence: '0.9000', reached_share: '1.0000' },
    ])
    expect(calibrationOf([])).toEqual([])
  })

  test('it lies between nought and one, and saying it the other way round of the other outcome changes nothing', () => {
    const claims = fc.array(fc.record({ by: fc.constant('a'), name: fc.constant('a'), confidence: fc.nat(100), reached: fc.boolean() }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(claims, (all) => {
        const [own] = calibrationOf(all)
        const [turned] = calibrationOf(all.map((one) => ({ ...one, confidence: 100 - one.confidence, reached: !one.reached })))
        expect(Number(own?.brier)).toBeGreaterThanOrEqual(0)
        expect(Number(own?.brier)).toBeLessThanOrEqual(1)
        expect(turned?.brier).toBe(own?.brier)
      }),
    )
  })
})

test('what was said of quarters that are still to end begins at the value that was seen', () => {
  const said = {
    by_name: 'Mara',
    value: '290',
    value_day: '2026-11-10',
    forecasts: [
      { quarter: 'Q3 FY27', value: '300' },
      { quarter: 'Q4 FY27', value: '319' },
    ],
  }
  const left = [{ quarter: 'Q4 FY27', ends: '2027-01-31' }]
  expect(foretoldBy(said, left)).toEqual({
    by: 'Mara',
    points: [
      { day: '2026-11-10', value: '290' },
      { day: '2027-01-31', value: '319' },
    ],
  })
  expect(foretoldBy(said, [])).toBe(null)
  expect(foretoldBy({ ...said, forecasts: [] }, left)).toBe(null)
  expect(foretoldBy({ ...said, value: null }, left)).toBe(null)
  expect(foretoldBy({ ...said, value_day: null }, left)).toBe(null)
  expect(foretoldBy(undefined, left)).toBe(null)
})
