import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf } from './instant.ts'

const shown = (value: unknown) => {
  const at = instantOf(value)
  return at === undefined ? 'none' : new Date(at).toISOString()
}

describe('an instant', () => {
  test.each([
    ['2026-06-15T11:58:05.123Z', '2026-06-15T11:58:05.123Z'],
    ['2026-06-15T11:58:05.123456789+02:00', '2026-06-15T09:58:05.123Z'],
    ['2026-06-15T11:58:05-0330', '2026-06-15T15:28:05.000Z'],
    ['2026-06-15 11:58', '2026-06-15T11:58:00.000Z'],
    ['2026-06-15', '2026-06-15T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    [1764350000, '2025-11-28T17:13:20.000Z'],
    [1764350000.25, '2025-11-28T17:13:20.250Z'],
    [1764350000000, '2025-11-28T17:13:20.000Z'],
    ['1764350000', '2025-11-28T17:13:20.000Z'],
    ['1764350000000', '2025-11-28T17:13:20.000Z'],
  ])('%j is read', (given, expected) => expect(shown(given)).toBe(expected))

  test.each([
    ['2026-02-30T00:00:00Z'],
    ['2025-02-29'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['2026-06-15T24:00:00Z'],
    ['2026-06-15T11:60:00Z'],
    ['2026-06-15T11:58:05+19:00'],
    ['99999-01-01T00:00:00Z'],
    ['+099999-01-01T00:00:00Z'],
    ['yesterday'],
    ['2026-06-15T11:58:05Z and more'],
    ['Mon, 15 Jun 2026 11:58:05 GMT'],
    [''],
    [1e20],
    [0],
    [-1764350000],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [true],
    [null],
    [[]],
    [{}],
    ['1'.repeat(70)],
  ])('%j is none', (given) => expect(shown(given)).toBe('none'))

  test('is read where a calendar has its day and a clock its hour, and nowhere else', () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'))
    const parts = fc.tuple(fc.integer({ min: 1000, max: 3100 }), two(14), two(33), two(25), two(61), two(61))
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second]) => {
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
        const at = new Date(Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)))
        expect(instantOf(text)).toBe(at.toISOString().startsWith(text.slice(0, 19)) ? at.getTime() : undefined)
      }),
      { numRuns: 2000 },
    )
  })

  test('of our time is read alike as text, as seconds and as milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_262_304_000, max: 4_102_444_800 }), (seconds) => {
        const at = seconds * 1000
        expect(instantOf(seconds)).toBe(at)
        expect(instantOf(at)).toBe(at)
        expect(instantOf(new Date(at).toISOString())).toBe(at)
      }),
    )
  })
  test('is a whole number of milliseconds that a calendar has, or none, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.string({ unit: 'binary' })), (given) => {
        const at = instantOf(given)
        expect(at === undefined || (Number.isInteger(at) && Math.abs(at) <= 8.64e15)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
