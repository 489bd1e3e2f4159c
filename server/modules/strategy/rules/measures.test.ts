import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fiscalQuarter, fiscalYear, fiscalYearOf } from './fiscal.ts'
import { type Pledge, statusOf } from './measures.ts'

const pledge = (own: Partial<Pledge>): Pledge => ({
  direction: 'increase',
  baseline: null,
  target: '0',
  target_high: null,
  tolerance: null,
  curve: 'linear',
  from: '2026-02-01',
  due: '2027-01-31',
  ...own,
})

describe('pace and colour', () => {
  test('recurring revenue from 4 to 6 million stands at 4.9 at half time: green', () => {
    const revenue = pledge({ baseline: '4000000.00', target: '6000000.00' })
    expect(statusOf(revenue, '4900000.00', '2026-07-31')).toEqual({
      progress: '0.4500',
      expected: '0.4959',
      pace: '0.9075',
      planned: '4991780.821918',
      status: 'green',
    })
  })

  test('an error rate from 12 to 5 percent stands at 9.2: yellow', () => {
    const errors = pledge({ direction: 'decrease', baseline: '12.0', target: '5.0' })
    expect(statusOf(errors, '9.2', '2026-07-31')).toMatchObject({ progress: '0.4000', pace: '0.8066', status: 'yellow' })
  })

  test('at most no incident, one seen: red, as a share of nothing is nothing', () => {
    const incidents = pledge({ direction: 'at_most', target: '0' })
    expect(statusOf(incidents, '1', '2026-07-31').status).toBe('red')
    expect(statusOf(incidents, '0', '2026-07-31').status).toBe('green')
  })

  test('reached, missed, and before the first day', () => {
    const revenue = pledge({ baseline: '4', target: '6' })
    expect(statusOf(revenue, '6', '2026-03-01').status).toBe('reached')
    expect(statusOf(revenue, '5.9', '2027-01-31').status).toBe('green')
    expect(statusOf(revenue, '5.9', '2027-02-01').status).toBe('missed')
    expect(statusOf(revenue, '4', '2026-01-15')).toMatchObject({ expected: '0.0000', pace: '1.0000', status: 'green' })
  })

  test('no value or a stale one needs data, never a zero', () => {
    expect(statusOf(pledge({ baseline: '4', target: '6' }), null, '2026-07-31')).toEqual({
      progress: null,
      expected: null,
      pace: null,
      planned: null,
      status: 'data_needed',
    })
    expect(statusOf(pledge({ baseline: '4', target: '6' }), '5', '2026-07-31', false).status).toBe('data_needed')
  })

  test('bounds and their tolerance', () => {
    const band = pledge({ direction: 'between', target: '10', target_high: '20' })
    expect(['10', '20', '9.5', '9.4', '21', '21.1'].map((value) => statusOf(band, value, '2026-07-31').status)).toEqual([
      'green',
      'green',
      'yellow',
      'red',
      'yellow',
      'red',
    ])
    const least = pledge({ direction: 'at_least', target: '0.90', tolerance: '0.1' })
    expect(['0.9', '0.81', '0.8'].map((value) => statusOf(least, value, '2026-07-31').status)).toEqual(['green', 'yellow', 'red'])
  })

  test('a step curve is read between its points', () => {
    const late = pledge({ baseline: '0', target: '100', curve: [{ date: '2026-12-01', value: '20' }] })
    expect(statusOf(late, '10', '2026-07-03').expected).toBe('0.1003')
    expect(statusOf(late, '10', '2026-12-01').expected).toBe('0.2000')
    expect(statusOf(late, '10', '2027-01-31').expected).toBe('1.0000')
  })

  test('more is never worse on the way up', () => {
    const rank = { missed: 0, data_needed: 0, red: 1, yellow: 2, green: 3, reached: 4 }
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat(500), fc.integer({ min: 0, max: 364 }), (value, more, day) => {
        const revenue = pledge({ baseline: '0', target: '100' })
        const at = new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10)
        expect(rank[statusOf(revenue, String(value + more), at).status]).toBeGreaterThanOrEqual(
          rank[statusOf(revenue, String(value), at).status],
        )
      }),
    )
  })
})

describe('fiscal time', () => {
  test('FY27 of a year that ends in January', () => {
    expect(fiscalYear(27, '01-31')).toEqual({ from: '2026-02-01', to: '2027-01-31', label: 'FY27' })
    expect(fiscalQuarter(1, 27, '01-31')).toEqual({ from: '2026-02-01', to: '2026-04-30', label: 'Q1 FY27' })
    expect(fiscalQuarter(4, 2027, '01-31').to).toBe('2027-01-31')
    expect(['2026-01-31', '2026-02-01', '2027-01-31'].map((day) => fiscalYearOf(day, '01-31'))).toEqual([2026, 2027, 2027])
  })

  test('an end of 29 February means the last of February', () => {
    expect(fiscalYear(2027, '02-29')).toMatchObject({ from: '2026-03-01', to: '2027-02-28' })
    expect(fiscalYear(2028, '02-29').to).toBe('2028-02-29')
    expect(fiscalYear(2026, '12-31')).toMatchObject({ from: '2026-01-01', to: '2026-12-31' })
  })
})
