import { expect, test } from 'vitest'
import { einvoiceDuties, einvoiceDuty } from './einvoice.ts'

test.each([
  ['inside Belgium, on the first day', { seller: 'BE', buyer: 'BE', business: true }, '2026-01-01', /Peppol.*not sent from here/],
  ['the day before', { seller: 'BE', buyer: 'BE', business: true }, '2025-12-31', null],
  ['from abroad into Belgium', { seller: 'DE', buyer: 'BE', business: true }, '2026-06-15', null],
  ['to a consumer', { seller: 'BE', buyer: 'BE', business: false }, '2026-06-15', null],
  ['inside France, for the large first', { seller: 'FR', buyer: 'FR', business: true }, '2026-09-01', /large and mid-size/],
  ['inside France, for all a year later', { seller: 'FR', buyer: 'FR', business: true }, '2027-09-01', /since 2027-09-01/],
  ['inside a country without such a law', { seller: 'US', buyer: 'US', business: true }, '2026-06-15', null],
])('a structured e-invoice: %s', (_name, sale, day, words) => {
  const said = einvoiceDuty(sale, day)
  if (words) expect(said).toMatch(words)
  else expect(said).toBeNull()
})

test('every row has its source', () => {
  expect(einvoiceDuties.every((row) => row.source.startsWith('https://'))).toBe(true)
})
