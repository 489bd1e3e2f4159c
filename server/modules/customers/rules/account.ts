import { Refusal } from '../../../kernel/refusal.ts'
import { countryCodes } from '../contract/countries.ts'

const accountKinds = ['business', 'consumer', 'government', 'nonprofit', 'academic', 'internal', 'test', 'partner'] as const
export type AccountKind = (typeof accountKinds)[number]

export type Address = {
  line1: string
  line2?: string | undefined
  postal_code: string
  city: string
  region?: string | undefined
  country: string
}

const countries: ReadonlySet<string> = new Set(countryCodes)

/** Refuses what is no ISO 3166-1 alpha-2 code; a user-assigned code such as XK stays out until somebody sells there. */
export function fitCountry(code: string): void {
  if (!countries.has(code)) throw new Refusal('invalid', 'customers.country_unknown', `"${code}" is not a country code such as DE or US.`)
}

/** Legal forms say nothing about which company it is; longest first, so that "gmbh & co kg" goes as a whole. */
const legalForms = [
  'gmbh co kg', 'gmbh co kgaa', 'ag co kg', 'pty ltd', 'private limited', 'pvt ltd', 'pte ltd', 'sdn bhd', 'sp z o o', 'd o o', 's r o', 'a s', 's a r l', 's p a',
  's a s', 's a', 's l', 's r l', 'b v', 'n v', 'incorporated', 'corporation', 'limited', 'company', 'gmbh', 'kgaa', 'corp', 'sarl', 'sas', 'spa', 'srl', 'inc',
  'llc', 'llp', 'ltd', 'plc', 'oyj', 'aps', 'kft', 'ltda', 'nv', 'bv', 'ag', 'kg', 'ug', 'se', 'sa', 'sl', 'ab', 'as', 'oy', 'kk', 'co', 'ev', 'eg',
] // biome-ignore format: a list of words reads best as lines

/** What is left of a name without case, accents, signs and legal form: equal for two spellings of one company. */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  for (const form of legalForms) {
    if (plain.endsWith(` ${form}`)) return plain.slice(0, -form.length - 1).trim()
  }
  return plain
}

/** Refuses a new account that looks like one we have, unless the asker has looked and says so. */
export function fitNewness(twins: readonly { number: string; name: string }[], anyway: boolean): void {
  if (anyway || twins.length === 0) return
  const named = twins.slice(0, 3).map((twin) => `${twin.name} (${twin.number})`)
  throw new Refusal(
    'conflict',
    'customers.account.maybe_duplicate',
    `This may be a customer we have: ${named.join(', ')}. Open that one, or create this one anyway.`,
    {
      facts: { accounts: twins.slice(0, 10) },
    },
  )
}
