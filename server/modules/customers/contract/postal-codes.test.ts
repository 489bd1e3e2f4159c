import fc from 'fast-check'
import { expect, test } from 'vitest'
import { postalCodeProblem } from './postal-codes.ts'

test.each([
  ['DE', '20457'],
  ['DE', ' 20457 '],
  ['US', '02110'],
  ['US', '02110-1234'],
  ['GB', 'EC1A 1BB'],
  ['GB', 'm11ae'],
  ['CA', 'K1A 0B1'],
  ['NL', '1012 js'],
  ['IN', '560 025'],
  ['DE', ''],
  ['IE', 'whatever they write there'],
])('%s takes "%s"', (country, code) => {
  expect(postalCodeProblem(country, code)).toBeUndefined()
})

test.each([
  ['DE', '2045', 'five digits, such as 20457'],
  ['DE', 'SW1A 1AA', 'five digits'],
  ['US', '2110', 'five digits, such as 02110'],
  ['GB', '20457', 'letters and digits'],
  ['AT', '20457', 'four digits'],
])('%s does not take "%s" and says what it would', (country, code, said) => {
  expect(postalCodeProblem(country, code)).toContain(said)
})

test('any five digits are a German code, and nothing else is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789AZ -') }), (code) => {
      const taken = postalCodeProblem('DE', code) === undefined
      expect(taken).toBe(code === '' || /^\d{5}$/.test(code.trim()))
    }),
  )
})
