import { expect, test } from 'vitest'
import type { EntityTable } from '../tables.ts'
import { buyerOnPaper, sellerOnPaper } from './party.ts'

const since = { valid_from: '2021-07-01', valid_to: null }
const seller = {
  name: 'Sample GmbH',
  address: { street: 'Kai 1', postal_code: '20457', city: 'Hamburg' },
  region: null,
  country: 'DE',
  registrations: [
    { jurisdiction: 'DE', id: 'DE811907980', kind: 'vat', ...since },
    { jurisdiction: 'EU', id: 'DE811907980', kind: 'oss', ...since },
    { jurisdiction: 'GB', id: 'GB123', kind: 'vat', valid_from: '2021-01-01', valid_to: '2024-01-01' },
  ],
} as unknown as EntityTable

test('a seller’s id that serves at home and in the one-stop shop is named once, and a former one not at all', () => {
  expect(sellerOnPaper(seller, '2026-06-15')).toEqual({
    name: 'Sample GmbH',
    lines: ['Kai 1', '20457 Hamburg', 'Germany'],
    country: 'DE',
    tax_ids: [{ id: 'DE811907980', state: 'valid', name: 'VAT id' }],
  })
})

test('a buyer’s address names the state where post is sorted by it', () => {
  const buyer = { legal_name: 'Sample Inc.', tax_ids: [] }
  const texan = { ...buyer, address: { street: '1 Main St', postal_code: '78701', city: 'Austin' }, region: 'TX', country: 'US' }
  expect(buyerOnPaper(texan).lines).toEqual(['1 Main St', 'Austin, TX 78701', 'United States'])
  const roman = { ...buyer, address: { street: 'Via 1', postal_code: '00100', city: 'Roma' }, region: 'RM', country: 'IT' }
  expect(buyerOnPaper(roman).lines).toEqual(['Via 1', '00100 Roma RM', 'Italy'])
  expect(buyerOnPaper({ ...roman, region: null }).lines[1]).toBe('00100 Roma')
})
