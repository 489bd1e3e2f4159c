import { expect, test } from 'vitest'
import { asRead, seatsText } from './said.ts'

test.each([
  ['25 × 156.00 EUR per year = 3900.00 EUR', '€156.00', '€3,900.00'],
  ['VAT 19 % of DE is charged.', 'VAT 19% of DE is charged.', ''],
  ['Ask for 3 SEA lions', '3 SEA lions', ''],
])('"%s" is said as people write it', (sentence, ...parts) => {
  const read = asRead(sentence)
  for (const part of parts) expect(read).toContain(part)
  expect(read).not.toMatch(/\d EUR|\d %/)
})

test('days lose their dashes', () => {
  expect(asRead('Renews on 2027-11-29.')).toMatch(/^Renews on \D+29, 2027\.$/)
})

test('one seat is no seats', () => {
  expect([seatsText(1), seatsText('25'), seatsText(1200)]).toEqual(['1 seat', '25 seats', '1,200 seats'])
})
