import { regionsOf, type Whereabouts } from './region-of.ts'
import { euCountries, jurisdictionOf } from './tax/countries.ts'

/** Whose law it is: that of the selling company's country. */
type Law = 'US' | 'EU'
/** A place that a law forbids selling to: a country, or with `region` a part of one (ISO 3166-2). `to` is the first day it no longer holds. */
type Embargo = { country: string; region?: string; law: Law; from: string; to: string | null; what: string; source: string }

/**
 * What the law of a selling company forbids. Dated, with the page it was read on (2026-11-28); a change is a new row or a last day.
 * RU and BY are forbidden for business software; which of our products that is, the law leaves to the seller, so all are held back.
 */
export const embargoes: readonly Embargo[] = [
  {
    country: 'CU',
    law: 'US',
    from: '1963-07-08',
    to: null,
    what: 'Cuban Assets Control Regulations, 31 CFR 515.201',
    source: 'https://ecfr.io/Title-31/Part-515',
  },
  {
    country: 'IR',
    law: 'US',
    from: '1995-05-07',
    to: null,
    what: 'Iranian Transactions and Sanctions Regulations, 31 CFR 560.204',
    source: 'https://www.customsmobile.com/regulations/title31_chapterV_part560_subpartB_section560.204',
  },
  {
    country: 'KP',
    law: 'US',
    from: '2016-03-16',
    to: null,
    what: 'Executive Order 13722, section 3',
    source: 'https://ofac.treasury.gov/faqs/456',
  },
  {
    country: 'KP',
    law: 'EU',
    from: '2017-04-08',
    to: null,
    what: 'Decision (CFSP) 2016/849, chapter Va: computer and related services',
    source: 'https://www.legislation.gov.uk/eudn/2016/849/chapter/Va/data.xht',
  },
  {
    country: 'RU',
    law: 'EU',
    from: '2023-12-19',
    to: null,
    what: 'Regulation (EU) No 833/2014, Article 5n: software for the management of enterprises',
    source: 'http://data.europa.eu/eli/reg/2014/833',
  },
  {
    country: 'RU',
    law: 'US',
    from: '2024-09-12',
    to: null,
    what: 'Determination under Executive Order 14071: services for enterprise management software',
    source:
      'https://www.tradecomplianceresourcehub.com/2024/06/12/new-u-s-sanctions-and-export-controls-target-russia-and-change-screening-expectations/',
  },
  {
    country: 'BY',
    law: 'US',
    from: '2024-09-16',
    to: null,
    what: 'Export Administration Regulations, rule of 2024-06-12: EAR99 business software to Russia and Belarus',
    source:
      'https://www.morganlewis.com/pubs/2024/06/us-further-tightens-grip-with-new-export-control-restrictions-sanctions-on-russia-and-belarus',
  },
  {
    country: 'SY',
    law: 'US',
    from: '2011-08-17',
    to: '2025-07-01',
    what: 'Executive Order 13582, revoked by Executive Order 14312',
    source: 'https://ofac.treasury.gov/sanctions-programs-and-country-information/paarss',
  },
  ...['UA-43', 'UA-40'].map(
    (region): Embargo => ({
      country: 'UA',
      region,
      law: 'US',
      from: '2014-12-19',
      to: null,
      what: 'Executive Order 13685: Crimea and Sevastopol',
      source:
        'https://nixonpeabody.com/insights/alerts/2022/02/22/what-the-new-us-embargo-against-the-breakaway-regions-in-ukraine-means-for-exporters',
    }),
  ),
]

type Sale = Whereabouts & { seller: string }

/** The row that forbids a company of the seller's country this sale on a day; nothing where no row of its law does. */
export function embargoOn(sale: Sale, day: string): Embargo | undefined {
  const law = lawOf(sale.seller)
  return embargoes.find(
    (row) => row.law === law && placed(row.region ?? row.country, sale) && row.from <= day && (row.to === null || day < row.to),
  )
}

/** Why this sale is not made, in words; nothing where it may be. `choice`: places that the house itself does not sell to, such as UA-14. */
export function whyForbidden(sale: Sale, day: string, choice: readonly string[]): string | undefined {
  const row = embargoOn(sale, day)
  if (row) return `The law of our selling company forbids a sale to ${row.region ?? row.country} (${row.what}, since ${row.from}).`
  const place = choice.find((one) => placed(one, sale))
  return place && `We have chosen not to sell to ${place}. Please ask us if your company is there and you think that it may be served.`
}

function lawOf(seller: string): Law | undefined {
  if (seller === 'US') return 'US'
  return euCountries.has(seller) ? 'EU' : undefined
}

function placed(place: string, sale: Sale): boolean {
  return place === sale.country || regionsOf(sale).some((region) => place === jurisdictionOf(sale.country, region))
}
