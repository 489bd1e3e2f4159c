import type { TaxRate } from '../../engine/shapes.ts'

type Row = [jurisdiction: string, code: TaxRate['code'], rate: string, from: string, to?: string]

const eu = 'https://ec.europa.eu/taxation_customs/tedb/'
const sources: Record<string, string> = {
  GB: 'https://www.gov.uk/vat-rates',
  CH: 'https://www.estv.admin.ch/estv/en/home/value-added-tax/vat-rates-switzerland.html',
  NO: 'https://www.skatteetaten.no/en/rates/value-added-tax/',
  AU: 'https://www.ato.gov.au/businesses-and-organisations/gst-excise-and-indirect-taxes/gst',
  NZ: 'https://www.ird.govt.nz/gst',
  SG: 'https://www.iras.gov.sg/taxes/goods-services-tax-(gst)',
  JP: 'https://www.nta.go.jp/english/taxes/consumption_tax/',
  CA: 'https://www.canada.ca/en/revenue-agency/services/tax/businesses/topics/gst-hst-businesses/charge-collect-which-rate.html',
  US: 'https://taxfoundation.org/data/all/state/sales-tax-rates/ (state level, checked against each state’s department of revenue)',
}

/** Standard rates of the 27 EU states (European Commission, Taxes in Europe Database). A change is a new row; the last column is the day after the last one. */
const europe: Row[] = [
  ['AT', 'VAT', '20', '2015-01-01'],
  ['BE', 'VAT', '21', '2015-01-01'],
  ['BG', 'VAT', '20', '2015-01-01'],
  ['HR', 'VAT', '25', '2015-01-01'],
  ['CY', 'VAT', '19', '2015-01-01'],
  ['CZ', 'VAT', '21', '2015-01-01'],
  ['DK', 'VAT', '25', '2015-01-01'],
  ['EE', 'VAT', '20', '2015-01-01', '2024-01-01'],
  ['EE', 'VAT', '22', '2024-01-01', '2025-07-01'],
  ['EE', 'VAT', '24', '2025-07-01'],
  ['FI', 'VAT', '24', '2015-01-01', '2024-09-01'],
  ['FI', 'VAT', '25.5', '2024-09-01'],
  ['FR', 'VAT', '20', '2015-01-01'],
  ['DE', 'VAT', '19', '2015-01-01', '2020-07-01'],
  ['DE', 'VAT', '16', '2020-07-01', '2021-01-01'],
  ['DE', 'VAT', '19', '2021-01-01'],
  ['GR', 'VAT', '24', '2016-06-01'],
  ['HU', 'VAT', '27', '2015-01-01'],
  ['IE', 'VAT', '23', '2021-03-01'],
  ['IT', 'VAT', '22', '2015-01-01'],
  ['LV', 'VAT', '21', '2015-01-01'],
  ['LT', 'VAT', '21', '2015-01-01'],
  ['LU', 'VAT', '17', '2015-01-01', '2023-01-01'],
  ['LU', 'VAT', '16', '2023-01-01', '2024-01-01'],
  ['LU', 'VAT', '17', '2024-01-01'],
  ['MT', 'VAT', '18', '2015-01-01'],
  ['NL', 'VAT', '21', '2015-01-01'],
  ['PL', 'VAT', '23', '2015-01-01'],
  ['PT', 'VAT', '23', '2015-01-01'],
  ['RO', 'VAT', '19', '2017-01-01', '2025-08-01'],
  ['RO', 'VAT', '21', '2025-08-01'],
  ['SK', 'VAT', '20', '2015-01-01', '2025-01-01'],
  ['SK', 'VAT', '23', '2025-01-01'],
  ['SI', 'VAT', '22', '2015-01-01'],
  ['ES', 'VAT', '21', '2015-01-01'],
  ['SE', 'VAT', '25', '2015-01-01'],
]

const others: Row[] = [
  ['GB', 'VAT', '20', '2015-01-01'],
  ['CH', 'VAT', '7.7', '2018-01-01', '2024-01-01'],
  ['CH', 'VAT', '8.1', '2024-01-01'],
  ['NO', 'VAT', '25', '2015-01-01'],
  ['AU', 'GST', '10', '2015-01-01'],
  ['NZ', 'GST', '15', '2015-01-01'],
  ['SG', 'GST', '8', '2023-01-01', '2024-01-01'],
  ['SG', 'GST', '9', '2024-01-01'],
  ['JP', 'VAT', '10', '2019-10-01'],
]

/** Canada: GST alone, GST with a provincial tax, or harmonised (HST). */
const canada: Row[] = [
  ...['AB', 'BC', 'MB', 'NT', 'NU', 'QC', 'SK', 'YT'].map((province): Row => [`CA-${province}`, 'GST', '5', '2015-01-01']),
  ['CA-QC', 'QST', '9.975', '2015-01-01'],
  ['CA-BC', 'PST', '7', '2015-01-01'],
  ['CA-MB', 'PST', '7', '2019-07-01'],
  ['CA-SK', 'PST', '6', '2017-03-23'],
  ['CA-ON', 'HST', '13', '2015-01-01'],
  ['CA-NB', 'HST', '15', '2016-07-01'],
  ['CA-NL', 'HST', '15', '2016-07-01'],
  ['CA-PE', 'HST', '15', '2016-10-01'],
  ['CA-NS', 'HST', '15', '2015-01-01', '2025-04-01'],
  ['CA-NS', 'HST', '14', '2025-04-01'],
]

/** United States, state level only; local rates come from a tax adapter. */
const stateRates =
  'AL 4 AK 0 AZ 5.6 AR 6.5 CA 7.25 CO 2.9 CT 6.35 DE 0 DC 6 FL 6 GA 4 HI 4 ID 6 IL 6.25 IN 7 IA 6 KS 6.5 KY 6 ME 5.5 MD 6 MA 6.25 MI 6 ' +
  'MN 6.875 MS 7 MO 4.225 MT 0 NE 5.5 NV 6.85 NH 0 NJ 6.625 NY 4 NC 4.75 ND 5 OH 5.75 OK 4.5 OR 0 PA 6 RI 7 SC 6 TN 7 TX 6.25 UT 4.85 ' +
  'VT 6 VA 4.3 WA 6.5 WV 6 WI 5 WY 4'
const states: Row[] = [
  ...pairs(stateRates).map(([state, rate]): Row => [`US-${state}`, 'SALES', rate, '2020-01-01']),
  ['US-LA', 'SALES', '4.45', '2018-07-01', '2025-01-01'],
  ['US-LA', 'SALES', '5', '2025-01-01'],
  ['US-NM', 'SALES', '4.875', '2023-07-01'],
  ['US-SD', 'SALES', '4.5', '2016-06-01', '2023-07-01'],
  ['US-SD', 'SALES', '4.2', '2023-07-01'],
]

export const shippedRates: TaxRate[] = [...europe, ...others, ...canada, ...states].map(([jurisdiction, code, rate, from, to]) => ({
  jurisdiction,
  code,
  rate,
  valid_from: from,
  valid_to: to ?? null,
  ...((code === 'PST' || code === 'QST') && { needs_registration: true }),
  source: sources[jurisdiction.slice(0, 2)] ?? eu,
}))

function pairs(text: string): [string, string][] {
  const words = text.split(' ')
  return words.flatMap((word, at): [string, string][] => (at % 2 === 0 ? [[word, words[at + 1] ?? '0']] : []))
}
