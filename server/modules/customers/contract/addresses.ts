import { formatAddress } from 'localized-address-format'

export type PostalAddress = {
  street?: string | undefined
  postal_code?: string | undefined
  city?: string | undefined
  region?: string | null | undefined
  country: string
}

/**
 * The lines of an address in the order of its country, without the country's name. The street may hold several lines, parted by line breaks.
 */
export function addressLines(address: PostalAddress): string[] {
  const own = ours[address.country]
  const { street = '', postal_code: code = '', city = '', region } = address
  const lines = own ? own({ street, code, city, region: region ?? '' }) : orderedLines(address)
  const written = lines.map((line) => line.replace(foreign[address.country] ?? /^$/, '').trim()).filter((line) => line !== '')
  // a country whose addresses know no city, no region or no code still prints what its people wrote
  const text = written.join(' ').toLowerCase()
  return [...written, ...[code, city, region ?? ''].filter((part) => part !== '' && !text.includes(part.toLowerCase()))]
}

/** The library's local order is for the local script: a Latin address of Japan begins with the street. */
function orderedLines({ street = '', postal_code = '', city = '', region, country }: PostalAddress): string[] {
  const native = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(`${street}${city}`)
  // the library's Japan knows no city: it would stand last, after the street
  if (native && country === 'JP') return [postal_code && `〒${postal_code}`, ...`${region ?? ''}${city}${street}`.split('\n')]
  return formatAddress(
    {
      postalCountry: country,
      administrativeArea: region ?? '',
      locality: city,
      postalCode: postal_code,
      addressLines: street.split('\n').filter((line) => line !== ''),
    },
    native ? 'local' : 'latin',
  )
}

/** Letters before the code are for post from abroad; at home and on documents the code stands alone. */
const foreign: Readonly<Record<string, RegExp>> = {
  SE: /^SE-/,
  CH: /^CH-/,
  FI: /^FI-/,
  LU: /^L-/,
  LI: /^FL-/,
}

type Parts = { street: string; code: string; city: string; region: string }

/** Where the library's order is not the one that people of the country write. */
const ours: Readonly<Record<string, (parts: Parts) => string[]>> = {
  US: ({ street, code, city, region }) => [street, [city, `${region} ${code}`.trim()].filter(Boolean).join(', ')],
  IT: ({ street, code, city, region }) => [street, [`${code} ${city}`.trim(), region].filter(Boolean).join(' ')],
  MT: ({ street, code, city }) => [street, city, code],
}
