/** Member states of the European Union for value added tax (ISO 3166-1; Greece is GR here and EL in VAT ids). */
export const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** Countries whose regions tax for themselves; elsewhere a region says nothing about the rate. */
const regional: ReadonlySet<string> = new Set(['US', 'CA'])

/** Where a sale is taxed: the state or province where those have taxes of their own, else the country. */
export function taxPlaceOf(country: string, region?: string): string {
  return regional.has(country) ? jurisdictionOf(country, region) : country
}

/** EL and UK are the names that VAT ids use for Greece and the United Kingdom. */
export function countryCode(country: string): string {
  if (country === 'EL') return 'GR'
  return country === 'UK' || country === 'XI' ? 'GB' : country
}

/** Is the country in a rule's list? A list may hold "EU". */
export function listed(list: readonly string[], country: string): boolean {
  return list.includes(country) || (list.includes('EU') && euCountries.has(country))
}

/** "US-TX" for TX in the US, "DE" where no region is given; a region that already carries its country stays as it is. */
export function jurisdictionOf(country: string, region?: string): string {
  if (!region) return country
  return region.startsWith(`${country}-`) ? region : `${country}-${region}`
}
