import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/period.ts'
import { segmentsOf } from './segments.ts'

describe('the fold of a contract as seats over days', () => {
  test('layers of other prices are added, and a day counts where the sum changes', () => {
    const rows = [
      { quantity: '75', from: '2026-02-01', to: '2027-02-01' },
      { quantity: '2', from: '2027-01-30', to: '2027-02-01' },
      { quantity: '70', from: '2027-02-01', to: '2028-02-01' },
    ]
    expect(segmentsOf(rows)).toEqual([
      { from: '2026-02-01', to: '2027-01-30', seats: 75 },
      { from: '2027-01-30', to: '2027-02-01', seats: 77 },
      { from: '2027-02-01', to: '2028-02-01', seats: 70 },
    ])
  })

  test('a new price for the same seats is no new segment, a pause is a gap, and a contract without end has none', () => {
    const rows = [
      { quantity: '10', from: '2026-02-01', to: '2026-03-01' },
      { quantity: '10', from: '2026-03-01', to: '2026-04-01' },
      { quantity: '10', from: '2026-06-01', to: null },
    ]
    expect(segmentsOf(rows)).toEqual([
      { from: '2026-02-01', to: '2026-04-01', seats: 10 },
      { from: '2026-06-01', to: '9999-12-31', seats: 10 },
    ])
  })

  test('on every day it says the sum of the rows, and neighbours differ', () => {
    const days = Array.from({ length: 75 }, (_, n) => addDays('2026-01-01', n))
    const row = fc.record({ at: fc.nat(40), length: fc.integer({ min: 1, max: 30 }), quantity: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (drawn) => {
        const day = (n: number) => days[n] as string
        const rows = drawn.map(({ at, length, quantity }) => ({ quantity: String(quantity), from: day(at), to: day(at + length) }))
        const segments = segmentsOf(rows)
        for (let n = 0; n < 75; n += 1) {
          const holds = (one: { from: string; to: string }) => one.from <= day(n) && day(n) < one.to
          const sum = rows.filter(holds).reduce((seats, one) => seats + Number(one.quantity), 0)
          expect(segments.filter(holds).map((one) => one.seats)).toEqual(sum === 0 ? [] : [sum])
        }
        segments.forEach((one, at) => {
          const next = segments[at + 1]
          if (next?.from === one.to) expect(next.seats).not.toBe(one.seats)
        })
      }),
      { numRuns: 500 },
    )
  })
})
