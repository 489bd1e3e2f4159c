import { addressLines, readTaxId } from '../../customers/index.ts'
import { placeOfId } from '../rules/company.ts'
import type { Address, EntityTable, ProfileTable } from '../tables.ts'

/** A party as a document names it. */
export type PartyOnPaper = { name: string; lines: string[]; country: string; tax_ids: { id: string; state: string; name?: string }[] }

export function sellerOnPaper(entity: EntityTable, day: string): PartyOnPaper {
  const held = entity.registrations.filter((one) => one.valid_from <= day && (one.valid_to === null || day < one.valid_to))
  return {
    name: entity.name,
    lines: linesOf(entity.address, entity.region, entity.country),
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
    lines: linesOf(profile.address, profile.region, profile.country),
    country: profile.country,
    tax_ids: profile.tax_ids.map(({ id, state, name }) => ({ id, state, ...(name && { name }) })),
  }
}

/** In the order of the country, whose name comes last. */
function linesOf(address: Address, region: string | null, country: string): string[] {
  return [...addressLines({ ...address, region, country }), countryName(country)]
}

const names = new Intl.DisplayNames(['en'], { type: 'region' })

export function countryName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
