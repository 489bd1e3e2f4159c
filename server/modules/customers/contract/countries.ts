import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }

/** ISO 3166-1 alpha-2, all of it; a user-assigned code such as XK stays out until somebody sells there. */
export const countryCodes: readonly string[] = codes
  .map(([code]) => String(code))
  .filter((code) => code !== 'XK')
  .sort()

/** Where the law of a seller forbids selling software to companies. Dated, with its source: a change is a new row or a last day. */
export const embargoes: readonly { country: string; from: string; to: string | null; source: string }[] = [
  { country: 'CU', from: '1963-07-08', to: null, source: 'US: 31 CFR 515, Cuban Assets Control Regulations' },
  { country: 'KP', from: '2010-08-30', to: null, source: 'US: 31 CFR 510; EU: Regulation (EU) 2017/1509' },
  { country: 'IR', from: '1995-05-07', to: null, source: 'US: 31 CFR 560, Iranian Transactions and Sanctions Regulations' },
  { country: 'RU', from: '2022-12-17', to: null, source: 'EU: Regulation (EU) No 833/2014, Article 5n (enterprise software)' },
  { country: 'BY', from: '2024-07-01', to: null, source: 'EU: Regulation (EC) No 765/2006, Article 1jc (enterprise software)' },
]

/** The row that forbids a sale to this country on a day; nothing where it is allowed. */
export function embargoOn(country: string, day: string): (typeof embargoes)[number] | undefined {
  return embargoes.find((row) => row.country === country && row.from <= day && (row.to === null || day < row.to))
}

/** Every country that may be sold to on a day. */
export function countriesOpen(day: string): string[] {
  return countryCodes.filter((code) => embargoOn(code, day) === undefined)
}
