import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seatPrice } from './seat-price.ts'

test.each([
  ['168.00', '60', '67.20'],
  ['168.00', '0', '168.00'],
  ['168.00', '100', '0.00'],
  ['168.00', '12.5', '147.00'],
  ['156.00', '33.33', '104.0052'],
  ['8', '50', '4'],
  ['0.015', '10', '0.0135'],
  ['88.00', '33.333333333333', '58.666666666667'],
  ['88.00', '99.999999999999', '0.000000000001'],
])('a seat of %s with %s percent off costs %s', (price, percent, costs) => {
  expect(seatPrice(price, percent)).toBe(costs)
})

test('what is left and what is given away are the price, to the last digit', () => {
  const hundredths = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), hundredths, (cents, off) => {
      const price = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
      const percent = (n: number) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`
      const millionths = (text: string) => {
        const [whole = '0', fraction = ''] = text.split('.')
        return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
      }
      const [left, given] = [seatPrice(price, percent(off)), seatPrice(price, percent(10_000 - off))]
      expect(millionths(left) + millionths(given)).toBe(millionths(price))
    }),
  )
})
