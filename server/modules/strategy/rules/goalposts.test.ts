import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pledgedRevenue } from '../../../../test/parts/pledged.ts'
import type { Pledged } from './editorial.ts'
import { firstPromise, type Shift, shiftsOf } from './goalposts.ts'

const arr: Pledged = { ...pledgedRevenue, baseline: '4' }
const moved = (change: Partial<Pledged> | undefined, before: Partial<Pledged> = {}) =>
  shiftsOf({ ...arr, ...before }, change && { ...arr, ...before, ...change }).map(({ field, from, to }) => [field, from, to])

describe('goalposts', () => {
  test.each<[string, Partial<Pledged> | undefined, Partial<Pledged>, unknown[]]>([
    ['stand', {}, {}, []],
    ['stand where a number is written otherwise', { target: '6' }, {}, []],
    ['stand where only the beginning or the version moved', { baseline: '5', metric_version: 2, tolerance: '0.1' }, {}, []],
    ['move with the target', { target: '7.50' }, {}, [['target', '6', '7.5']]],
    ['move with the day', { due: '2027-03-31' }, {}, [['due', '2027-01-31', '2027-03-31']]],
    ['move with the upper bound', { target_high: '9' }, { direction: 'between', target_high: '8' }, [['target_high', '8', '9']]],
    [
      'move with what is counted',
      { filter: { plan: ['pro', 'team'] } },
      {},
      [['scope', 'arr, increase', 'arr (plan: pro or team), increase']],
    ],
    ['move with the window', { window: 'period' }, {}, [['scope', 'arr, increase', 'arr, period, increase']]],
    ['go with the measure', undefined, {}, [['scope', 'arr, increase', null]]],
    ['go with its metric', { kind: 'tbd' }, {}, [['scope', 'arr, increase', null]]],
    ['do not stand yet where nothing was promised', { target: '9' }, { kind: 'tbd' }, []],
    [
      'move all at once',
      { target: '7', due: '2027-03-31' },
      {},
      [
        ['target', '6', '7'],
        ['due', '2027-01-31', '2027-03-31'],
      ],
    ],
  ])('%s', (_, change, before, wanted) => expect(moved(change, before)).toEqual(wanted))
})

describe('what was promised at first', () => {
  const now = { target: '9', target_high: null, due: '2027-03-31' }
  test('is what was moved from first', () => {
    expect(firstPromise(now, [])).toBe(null)
    expect(
      firstPromise(now, [
        { field: 'target', from: '6' },
        { field: 'target', from: '7' },
      ]),
    ).toEqual({ ...now, target: '6' })
    expect(firstPromise(now, [{ field: 'due', from: '2027-01-31' }])).toEqual({ ...now, due: '2027-01-31' })
  })
  test('is of what is counted now', () => {
    expect(
      firstPromise(now, [
        { field: 'target', from: '6' },
        { field: 'scope', from: 'x' },
      ]),
    ).toBe(null)
    expect(
      firstPromise(now, [
        { field: 'scope', from: 'x' },
        { field: 'target', from: '8' },
      ]),
    ).toEqual({ ...now, target: '8' })
  })
  test('however often it moves, the first stays the first', () => {
    const steps = fc.array(
      fc.record({ target: fc.nat(50).map((n) => String(n + 1)), due: fc.constantFrom('2027-01-31', '2027-02-28', '2027-04-30') }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(steps, (all) => {
        const shifts: Shift[] = []
        for (const [at, step] of all.entries()) {
          const before = { ...arr, ...all[at - 1] }
          if (at > 0) shifts.push(...shiftsOf(before, { ...arr, ...step }))
        }
        const last = all.at(-1) ?? { target: '', due: '' }
        const first = firstPromise({ ...last, target_high: null }, shifts)
        const moves = new Set(all.map((one) => `${one.target} ${one.due}`)).size > 1
        if (moves) expect(first).toEqual({ ...all[0], target_high: null })
        else expect(first).toBe(null)
      }),
    )
  })
})
