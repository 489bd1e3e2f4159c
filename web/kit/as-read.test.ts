import { expect, test } from 'vitest'
import { asRead } from './as-read.ts'

test.each([
  ['25 × 156.00 EUR per year = 3900.00 EUR', '€156.00', '€3,900.00'],
  ['USD 10,080.00 is not below USD 5,000.00: it needs approval.', '$10,080.00', 'below $5,000.00:'],
  ['VAT 19 % of DE is charged.', 'VAT 19% of DE is charged.', ''],
  ['Ask for 3 SEA lions', '3 SEA lions', ''],
  ['20 × 0.0125 GBP', '20 × £0.0125', ''],
])('"%s" is said as people write it', (sentence, ...parts) => {
  const read = asRead(sentence)
  for (const part of parts) expect(read).toContain(part)
  expect(read).not.toMatch(/\d EUR|\d GBP|USD \d|\d %/)
})

test('days lose their dashes', () => {
  expect(asRead('Renews on 2027-11-29.')).toMatch(/^Renews on \D+29, 2027\.$/)
})
