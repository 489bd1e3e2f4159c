import { expect, test } from 'vitest'
import { amountWords } from './amounts.ts'

test.each([
  ['3058312.00', 'USD', '$3,058,312', '$3.06M'],
  ['1234.50', 'EUR', '€1,234.50', '€1.23K'],
  ['999.50', 'USD', '$999.50', '$1,000'],
  ['1000', 'USD', '$1,000', '$1.00K'],
  ['-1000', 'USD', '-$1,000', '-$1.00K'],
  ['0.213', 'ratio', '21.3%', '21.3%'],
  ['0.213', 'share', '21.3%', '21.3%'],
  ['4.25', 'score', '4.25 of 5', '4.25 of 5'],
  ['9999', 'count', '9,999', '9,999'],
  ['10000', 'count', '10,000', '10K'],
  ['-10000', 'servers', '-10,000 servers', '-10K servers'],
  ['12.345', '', '12.35', '12.35'],
  // three capitals that name no currency
  ['7', 'ABC', '7 ABC', '7 ABC'],
])('%s %s is written %s, and %s where there is little room', (amount, unit, full, short) => {
  expect([amountWords(amount, unit), amountWords(amount, unit, true)]).toEqual([full, short])
})
