import { readTaxId } from '../../customers/index.ts'
import { placeOfId } from '../rules/company.ts'
import type { Address, EntityTable, ProfileTable } from '../tables.ts'

/** A party as a document names it. */
export type PartyOnPaper = { name: string; lines: string[]; country: string; tax_ids: { id: string; state: string; name?: string }[] }

export function sellerOnPaper(entity: EntityTable, day: string): PartyOnPaper {
  const held = entity.registrations.filter((one) => one.valid_from <= day && (one.valid_to === null || day < one.valid_to))
  return {
    name: entity.name,
    lines: addressLines(entity.address, entity.region, entity.country),
    country: entity.country,
    // the id at home serves the one-stop shop too: a document names it once
    tax_ids: [...new Map(held.map((one) => [one.id, one])).values()].map((one) => ({
      id: one.id,
      state: 'valid',
      name: nameOfId(one, entity.country),
    })),
  }
}

function nameOfId(registration: EntityTable['registrations'][number], home: string): string {
  return registration.kind === 'sales' ? 'Sales tax permit' : readTaxId(placeOfId(registration, home), registration.id).name
}

export function buyerOnPaper(profile: Pick<ProfileTable, 'legal_name' | 'address' | 'region' | 'country' | 'tax_ids'>): PartyOnPaper {
  return {
    name: profile.legal_name,
    lines: addressLines(profile.address, profile.region, profile.country),
    country: profile.country,
    tax_ids: profile.tax_ids.map(({ id, state, name }) => ({ id, state, ...(name && { name }) })),
  }
}

function addressLines(address: Address, region: string | null, country: string): string[] {
  return [address.street, cityLine(address, region, country), countryName(country)].filter((line): line is string => Boolean(line))
}

/** "Austin, TX 78701" where post is sorted by state, elsewhere "10115 Berlin". */
function cityLine({ postal_code, city }: Address, region: string | null, country: string): string {
  if (inStates.has(country)) return [city, [region, postal_code].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return [[postal_code, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')
}

const inStates: ReadonlySet<string> = new Set(['US', 'CA'])

const names = new Intl.DisplayNames(['en'], { type: 'region' })

export function countryName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
