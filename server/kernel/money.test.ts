import { dinero, allocate as share, toSnapshot } from 'dinero.js'
import { USD } from 'dinero.js/currencies'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, asWritten, decimal, decimalText, exponentOf, gapOf, majorText, minorOf, roundedRatio, safeNumber } from './money.ts'

describe('rounding', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 2n, 1n],
    [5n, -2n, -3n],
    [0n, 7n, 0n],
  ])('%s / %s rounds half away from zero to %s', (num, den, expected) => {
    expect(roundedRatio(num, den)).toBe(expected)
  })

  test('is never more than half a unit away from the exact ratio', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (num, den) => {
        const difference = roundedRatio(num, den) * den - num
        expect((difference < 0n ? -difference : difference) * 2n <= den).toBe(true)
      }),
    )
  })
})

describe('allocation by largest remainder', () => {
  test('splits 120.00 off 700.00, 250.00 and 49.99 as the catalogue of examples says', () => {
    expect(allocate(12000n, [70000n, 25000n, 4999n])).toEqual([8400n, 3000n, 600n])
  })

  test('gives ties to the earlier part and nothing to a weight of zero', () => {
    expect(allocate(100n, [1n, 0n, 1n, 1n])).toEqual([34n, 0n, 33n, 33n])
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
    expect(allocate(5n, [0n, 0n])).toEqual([0n, 0n])
  })

  test('always adds up, and no part is a whole unit away from its exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0n))
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, list) => {
        const parts = allocate(total, list)
        const sum = list.reduce((a, b) => a + b, 0n)
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total)
        for (const [index, part] of parts.entries()) {
          const away = part * sum - total * (list[index] ?? 0n)
          expect((away < 0n ? -away : away) < sum).toBe(true)
        }
      }),
    )
  })

  test('agrees with dinero.js within one minor unit a part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 }),
        (amount, weights) => {
          const theirs = share(dinero({ amount, currency: USD }), weights).map((part) => BigInt(toSnapshot(part).amount))
          const ours = allocate(BigInt(amount), weights.map(BigInt))
          for (const [index, part] of ours.entries()) expect(Number(part - (theirs[index] ?? 0n))).toBeGreaterThanOrEqual(-1)
          for (const [index, part] of ours.entries()) expect(Number(part - (theirs[index] ?? 0n))).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('amounts as text', () => {
  test('go there and back in currencies of 0, 2 and 3 decimals', () => {
    for (const [text, currency, minor] of [
      ['773.26', 'EUR', 77326n],
      ['1250', 'JPY', 1250n],
      ['-0.005', 'KWD', -5n],
    ] as const) {
      expect(minorOf(text, currency)).toBe(minor)
      expect(majorText(minor, currency)).toBe(text)
    }
  })

  test('refuse an unknown currency, a third decimal and a number that is none', () => {
    expect(() => exponentOf('XXX')).toThrow(expect.objectContaining({ code: 'currency.unknown' }))
    expect(() => minorOf('1.005', 'EUR')).toThrow(expect.objectContaining({ code: 'money.too_precise' }))
    expect(() => decimal('1e3')).toThrow(expect.objectContaining({ code: 'decimal.invalid' }))
    expect(() => safeNumber(2n ** 53n)).toThrow(expect.objectContaining({ code: 'money.too_large' }))
  })
})

describe('figures beside each other', () => {
  test.each([
    ['3095081.48', 'USD', '3095081'],
    ['304.5', 'count', '305'],
    ['-304.5', 'count', '-305'],
    ['0.8455', 'ratio', '0.846'],
    ['0.21345', 'share', '0.213'],
    ['3.456', 'score', '3.46'],
    ['12.455', 'hours', '12.46'],
    ['7', null, '7'],
  ])('%s %s is written as %s', (value, unit, written) => expect(asWritten(value, unit)).toBe(written))

  test.each([
    ['292', '304.5205', 'count', '-13'],
    ['3095081.48', '2994246.575342', 'USD', '100834'],
    ['0.2134', '0.25', 'ratio', '-0.037'],
    ['5', '5', 'count', '0'],
  ])('from %s to %s %s there are %s', (value, other, unit, gap) => expect(gapOf(value, other, unit)).toBe(gap))

  test('what is left is what a reader works out from the two that are written', () => {
    const figure = fc
      .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 8 }))
      .map(([digits, scale]) => decimalText(digits, scale))
    fc.assert(
      fc.property(figure, figure, fc.constantFrom('USD', 'count', 'ratio', 'score', 'hours', null), (value, other, unit) => {
        const thousandths = (text: string) => {
          const { digits, scale } = decimal(text)
          return digits * 10n ** BigInt(3 - scale)
        }
        const [one, two, gap] = [asWritten(value, unit), asWritten(other, unit), gapOf(value, other, unit)].map(thousandths)
        expect((one as bigint) - (two as bigint)).toBe(gap)
      }),
    )
  })
})
