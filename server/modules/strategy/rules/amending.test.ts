import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pledgedRevenue as arr } from '../../../../test/parts/pledged.ts'
import { type Amendment, amendmentUnmet, isLowered, quarterEnd, type Repledged } from './amending.ts'
import type { Pledged } from './editorial.ts'

const lowered = (change: Partial<Pledged> | undefined, before: Partial<Pledged> = {}) =>
  isLowered({ before: { ...arr, ...before }, after: change && { ...arr, ...before, ...change } })

describe('less is promised', () => {
  test.each<[string, Partial<Pledged> | undefined, Partial<Pledged>, boolean]>([
    ['by the same', {}, {}, false],
    ['not by the same written otherwise', { target: '6' }, {}, false],
    ['by a nearer target', { target: '5.99' }, {}, true],
    ['not by a farther one', { target: '6.01' }, {}, false],
    ['by an earlier beginning', { baseline: '3' }, {}, true],
    ['by a later beginning, which leaves less to do', { baseline: '5' }, {}, true],
    ['by no beginning', { baseline: null }, {}, true],
    ['not by the same beginning written otherwise', { baseline: '4' }, {}, false],
    ['by another definition of the number', { metric_version: 2 }, {}, true],
    ['by a tolerance where none was written', { tolerance: '0.2' }, {}, true],
    ['by a wider tolerance', { tolerance: '0.11' }, { tolerance: '0.1' }, true],
    ['not by a narrower one', { tolerance: '0.04' }, { tolerance: '0.1' }, false],
    ['not by the usual one, written', { tolerance: '0.05' }, {}, false],
    ['by the usual one in the place of a narrower', { tolerance: null }, { tolerance: '0.01' }, true],
    ['by a later day', { due: '2027-02-01' }, {}, true],
    ['not by an earlier one', { due: '2027-01-30' }, {}, false],
    ['by another number', { metric_id: 'customers' }, {}, true],
    ['by another part of it', { filter: { plan: ['pro'] } }, {}, true],
    ['by another direction', { direction: 'at_least' }, {}, true],
    ['by none', undefined, {}, true],
    ['by one that is to be named', { kind: 'tbd' }, {}, true],
    ['by less of a fall', { target: '7' }, { direction: 'decrease' }, true],
    ['not by more of a fall', { target: '5' }, { direction: 'decrease' }, false],
    ['by a higher ceiling', { target: '7' }, { direction: 'at_most' }, true],
    ['by a lower floor', { target: '5' }, { direction: 'at_least' }, true],
    ['by a wider band below', { target: '5' }, { direction: 'between', target_high: '8' }, true],
    ['by a wider band above', { target_high: '9' }, { direction: 'between', target_high: '8' }, true],
    ['not by a narrower band', { target: '7', target_high: '7.5' }, { direction: 'between', target_high: '8' }, false],
    ['not where nothing was promised', undefined, { kind: 'tbd' }, false],
  ])('%s: %#', (_, change, before, wanted) => expect(lowered(change, before)).toBe(wanted))

  test('of two targets the way from one to the other lowers, the way back does not', () => {
    const amount = fc.tuple(fc.nat(1000), fc.nat(99)).map(([a, b]) => `${a}.${String(b).padStart(2, '0')}`)
    fc.assert(
      fc.property(amount, amount, fc.constantFrom('increase', 'decrease', 'at_least', 'at_most'), (one, other, direction) => {
        const way = lowered({ target: other }, { target: one, direction })
        const back = lowered({ target: one }, { target: other, direction })
        expect([way, back].filter(Boolean)).toHaveLength(Number(one) === Number(other) ? 0 : 1)
      }),
    )
  })
})

const less: Repledged = { key: 'm1', place: 'Measure 1', before: arr, after: { ...arr, target: '5' }, tags: [] }
const amendment = (more: Partial<Amendment>): Amendment => ({
  inForce: true,
  altered: [],
  decided: false,
  measures: [],
  today: '2026-04-10',
  fiscalYearEnd: '01-31',
  ...more,
})
const codes = (more: Partial<Amendment>) => amendmentUnmet(amendment(more)).map(({ code }) => code)

describe('an amendment', () => {
  test.each<[string, Partial<Amendment>, string[]]>([
    ['is free where it is editorial', {}, []],
    ['needs a decision where it is not', { altered: ['Method 3'] }, ['plan.amendment_undecided']],
    ['is free once leadership has decided', { altered: ['Method 3'], decided: true }, []],
    ['amends what is in force', { inForce: false }, ['plan.amends_nothing']],
    ['lowers a target 20 days before the quarter ends', { measures: [less], altered: ['Measure 1'], decided: true }, []],
    ['not 19 days before', { measures: [less], today: '2026-04-11' }, ['measure.too_late_to_lower']],
    ['nor on its last day', { measures: [less], today: '2026-04-30' }, ['measure.too_late_to_lower']],
    ['but on the first of the next', { measures: [less], today: '2026-05-01' }, []],
    ['never what is promised on revenue', { measures: [{ ...less, tags: ['key', 'revenue'] }] }, ['measure.target_locked']],
    ['nor on the pipeline', { measures: [{ ...less, tags: ['pipeline'] }] }, ['measure.target_locked']],
    ['raises one on any day', { measures: [{ ...less, after: { ...arr, target: '7' }, tags: ['revenue'] }], today: '2026-04-30' }, []],
  ])('%s', (_, more, wanted) => expect(codes(more)).toEqual(wanted))

  test('says what it changes', () => {
    const say = (altered: string[]) => amendmentUnmet(amendment({ altered }))[0]?.text
    expect(say(['Method 3'])).toMatch(/^It changes Method 3\. A leadership/)
    expect(say(['the title', 'Method 3'])).toMatch(/^It changes the title and Method 3\./)
    expect(say(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toMatch(/^It changes a, b, c, d, e and 2 more\./)
  })
})

test('a quarter ends', () => {
  expect(['2026-02-01', '2026-04-30', '2026-05-01', '2027-01-31'].map((day) => quarterEnd(day, '01-31'))).toEqual([
    '2026-04-30',
    '2026-04-30',
    '2026-07-31',
    '2027-01-31',
  ])
  expect(quarterEnd('2026-12-31', '12-31')).toBe('2026-12-31')
})
