import type { Address, EntityTable, ProfileTable } from '../tables.ts'

/** A party as a document names it. */
export type PartyOnPaper = { name: string; lines: string[]; country: string; tax_ids: { id: string; state: string }[] }

export function sellerOnPaper(entity: EntityTable, day: string): PartyOnPaper {
  const held = entity.registrations.filter((one) => one.valid_from <= day && (one.valid_to === null || day < one.valid_to))
  return {
    name: entity.name,
    lines: addressLines(entity.address, entity.region, entity.country),
    country: entity.country,
    tax_ids: held.map((one) => ({ id: one.id, state: 'valid' })),
  }
}

export function buyerOnPaper(profile: Pick<ProfileTable, 'legal_name' | 'address' | 'region' | 'country' | 'tax_ids'>): PartyOnPaper {
  return {
    name: profile.legal_name,
    lines: addressLines(profile.address, profile.region, profile.country),
    country: profile.country,
    tax_ids: profile.tax_ids.map((one) => ({ id: one.id, state: one.state })),
  }
}

function addressLines(address: Address, region: string | null, country: string): string[] {
  const city = [address.postal_code, address.city].filter(Boolean).join(' ')
  return [address.street, [city, region].filter(Boolean).join(', '), countryName(country)].filter((line): line is string => Boolean(line))
}

const names = new Intl.DisplayNames(['en'], { type: 'region' })

export function countryName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
