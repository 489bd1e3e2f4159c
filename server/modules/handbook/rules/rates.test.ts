import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compared, rateOf, wilson } from './rates.ts'

const percent = (share: number) => (Math.round(share * 1000) / 10).toFixed(1)

describe('the rate of errors', () => {
  test.each([
    [3, 40, '7.5', '2.6', '19.9', 'undecided'],
    [0, 20, '0.0', '0.0', '16.1', 'undecided'],
    [7, 250, '2.8', '1.4', '5.7', 'undecided'],
    [4, 250, '1.6', '0.6', '4.0', 'green'],
    [16, 120, '13.3', '8.4', '20.6', 'red'],
  ])('of %i in %i runs is %s%% (%s–%s), %s', (k, n, share, low, high, is) => {
    const rate = rateOf(k, n)
    expect([percent(rate.share ?? -1), percent(rate.low), percent(rate.high), rate.is]).toEqual([share, low, high, is])
  })

  test('of less than twenty runs says nothing', () => {
    expect(rateOf(3, 19)).toMatchObject({ share: null, is: 'few' })
    expect(rateOf(0, 0)).toMatchObject({ share: null, low: 0, high: 1, is: 'few' })
  })

  test('lies in its interval, which lies between nothing and all', () => {
    const runs = fc.integer({ min: 1, max: 5000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(runs, ([k, n]) => {
        const { low, high } = wilson(k, n)
        expect(0 <= low && low <= k / n && k / n <= high && high <= 1).toBe(true)
        expect(high - low).toBeGreaterThan(0)
      }),
    )
  })
})

describe('before and after', () => {
  test('16 of 120 and 4 of 110 are 9.7 points better (2.4–17.3)', () => {
    const { points, low, high, is } = compared({ k: 16, n: 120 }, { k: 4, n: 110 })
    expect([percent(points), percent(low), percent(high), is]).toEqual(['9.7', '2.4', '17.3', 'better'])
  })

  test.each([
    [{ k: 4, n: 110 }, { k: 16, n: 120 }, 'worse'],
    [{ k: 4, n: 110 }, { k: 5, n: 110 }, 'no_proof'],
    [{ k: 4, n: 110 }, { k: 0, n: 19 }, 'few'],
  ])('%j and %j: %s', (before, after, is) => {
    expect(compared(before, after).is).toBe(is)
  })
})
