import type { TaxRule } from '../../engine/shapes.ts'

const directive = 'https://eur-lex.europa.eu/eli/dir/2006/112/oj'
const reverseCharge = 'Reverse charge (Art. 196 Directive 2006/112/EC)'
const taxableKinds = ['business', 'government', 'nonprofit']
const outsideEu = ['GB', 'CH', 'NO', 'AU', 'NZ', 'SG', 'JP']

type Row = Pick<TaxRule, 'id' | 'when' | 'then' | 'source'> & { from?: string }

/**
 * The shipped rule rows R1 to R8, first match wins. R8 (sales into the EU) stands before the "abroad" rows of R5, R6 and R7, since those
 * say nothing about the buyer's country.
 */
const rows: Row[] = [
  {
    id: 'R1',
    when: { certificate: true },
    then: { category: 'E', code: 'VAT', rate: '0', reason: 'exempt', note: 'Exempt by certificate' },
    source: 'https://www.irs.gov/charities-non-profits',
  },
  {
    id: 'R2',
    when: { same_country: true, seller_country: ['EU', ...outsideEu] },
    then: { category: 'S', code: 'VAT', rate: 'seller' },
    source: `${directive} Art. 44, 45, 96`,
  },
  {
    id: 'R3',
    when: { seller_country: ['EU'], buyer_country: ['EU'], buyer_kind: taxableKinds, tax_id: ['valid'] },
    then: { category: 'AE', code: 'VAT', rate: '0', reason: 'VATEX-EU-AE', note: reverseCharge },
    source: `${directive} Art. 44, 196`,
  },
  {
    id: 'R4a',
    when: { seller_country: ['EU'], buyer_country: ['EU'], below_threshold: true },
    then: { category: 'S', code: 'VAT', rate: 'seller' },
    source: `${directive} Art. 59c`,
    from: '2021-07-01',
  },
  {
    id: 'R4b',
    when: { seller_country: ['EU'], buyer_country: ['EU'] },
    then: { category: 'S', code: 'VAT', rate: 'buyer' },
    source: `${directive} Art. 58, 369a–369k`,
    from: '2021-07-01',
  },
  {
    id: 'R5',
    when: { seller_country: ['EU'] },
    then: {
      category: 'G',
      code: 'VAT',
      rate: '0',
      reason: 'VATEX-EU-G',
      note: 'Not subject to EU value added tax: the customer is outside the EU',
    },
    source: `${directive} Art. 44, 59`,
  },
  {
    id: 'R6-TX',
    when: { seller_country: ['US'], buyer_country: ['US'], buyer_region: ['TX'], class: ['saas'], nexus: true },
    then: { category: 'S', code: 'SALES', rate: 'buyer', share: '80' },
    source: 'https://statutes.capitol.texas.gov/Docs/TX/htm/TX.151.htm §151.0035, §151.351',
  },
  {
    id: 'R6-software',
    when: {
      seller_country: ['US'],
      buyer_country: ['US'],
      buyer_region: 'AZ CT DC HI KY NM NY PA RI SC SD TN TX UT WA WV'.split(' '),
      class: ['self_hosted', 'saas'],
      nexus: true,
    },
    then: { category: 'S', code: 'SALES', rate: 'buyer' },
    source: 'https://www.streamlinedsalestax.org/state-taxability-matrix and the states outside it',
  },
  {
    id: 'R6-none',
    when: { seller_country: ['US'], buyer_country: ['US'] },
    then: {
      category: 'O',
      code: 'SALES',
      rate: '0',
      reason: 'not registered',
      note: 'No sales tax is collected: not registered in this state, or not taxable there',
    },
    source: 'https://www.supremecourt.gov/opinions/17pdf/17-494_j4el.pdf (South Dakota v. Wayfair)',
  },
  {
    id: 'R7',
    when: { seller_country: ['CA'], buyer_country: ['CA'] },
    then: { category: 'S', code: 'GST', rate: 'buyer' },
    source: 'https://laws-lois.justice.gc.ca/eng/acts/E-15/ s. 165',
  },
  {
    id: 'R8-business',
    when: { buyer_country: ['EU'], buyer_kind: taxableKinds },
    then: { category: 'O', code: 'VAT', rate: '0', reason: 'VATEX-EU-O', note: reverseCharge },
    source: `${directive} Art. 44, 196`,
  },
  {
    id: 'R8-oss',
    when: { buyer_country: ['EU'], registered: true },
    then: { category: 'S', code: 'VAT', rate: 'buyer' },
    source: `${directive} Art. 358a–369`,
  },
  {
    id: 'R8-missing',
    when: { buyer_country: ['EU'], registered: false },
    then: {
      category: 'S',
      code: 'VAT',
      rate: 'buyer',
      reason: 'tax.registration_missing',
      note: 'A consumer in the EU owes VAT of their own country, and the selling company is not registered for it (non-Union one-stop shop).',
    },
    source: `${directive} Art. 58, 358a–369`,
  },
  {
    id: 'R5-abroad',
    when: { seller_country: outsideEu, same_country: false },
    then: {
      category: 'O',
      code: 'VAT',
      rate: '0',
      reason: 'outside the scope',
      note: 'Outside the scope of the seller’s value added tax',
    },
    source: 'https://www.gov.uk/guidance/vat-place-of-supply-of-services-notice-741a',
  },
  {
    id: 'R6-abroad',
    when: { seller_country: ['US'] },
    then: { category: 'O', code: 'SALES', rate: '0', reason: 'not registered', note: 'Not registered for tax in the customer’s country' },
    source: 'https://www.supremecourt.gov/opinions/17pdf/17-494_j4el.pdf (South Dakota v. Wayfair)',
  },
  {
    id: 'R7-abroad',
    when: { seller_country: ['CA'] },
    then: { category: 'O', code: 'GST', rate: '0', reason: 'zero-rated export', note: 'Export of services' },
    source: 'https://laws-lois.justice.gc.ca/eng/acts/E-15/ Sch. VI Part V',
  },
]

export const shippedRules: TaxRule[] = rows.map(({ from = '2015-01-01', ...row }, at) => ({
  ...row,
  priority: (at + 1) * 10,
  valid_from: from,
  valid_to: null,
}))
