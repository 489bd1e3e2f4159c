import type { Party } from '../engine/shapes.ts'
import { countryCode, euCountries } from './countries.ts'

/** One sign of where a consumer is (Art. 24f Implementing Regulation (EU) 282/2011). */
export type Evidence = {
  kind: 'billing_address' | 'ip_country' | 'bank_country' | 'phone_prefix'
  country: string
  region?: string
}
/** clear: two signs of different kinds agree and none contradicts; unclear: ask the buyer (`tax.location_unclear`), never guess. */
type Location = { state: 'clear' | 'unclear'; country: string | null; reason: string }

/** What is sold as a service that is delivered electronically. */
const digital: ReadonlySet<string> = new Set(['self_hosted', 'saas', 'support'])

/**
 * Where the buyer of this sale is. A consumer in Europe who buys something digital needs two agreeing signs; other buyers are where their
 * billing address is, unless a sign that was given contradicts it.
 */
export function locationFor(sale: { buyer: Party; class: string }, evidence: readonly Evidence[]): Location {
  const { buyer } = sale
  const kind = buyer.kind ?? ((buyer.tax_ids ?? []).length > 0 ? 'business' : 'consumer')
  const country = countryCode(buyer.country)
  const signs = [...evidence, { kind: 'billing_address' as const, country }]
  if (kind === 'consumer' && digital.has(sale.class) && euCountries.has(country)) return locationOf(signs)
  const contrary = kind === 'consumer' ? signs.find((sign) => countryCode(sign.country) !== country) : undefined
  if (contrary) return locationOf(signs)
  return { state: 'clear', country, reason: `The billing address is in ${country}.` }
}

/** Digital sales to consumers need two agreeing signs of different kinds. */
export function locationOf(evidence: readonly Evidence[]): Location {
  const kinds = new Map<string, Set<string>>()
  for (const { kind, country } of evidence) {
    const code = countryCode(country)
    kinds.set(code, (kinds.get(code) ?? new Set<string>()).add(kind))
  }
  const [only, ...others] = [...kinds.keys()]
  if (only === undefined) return { state: 'unclear', country: null, reason: 'Nothing says where the buyer is.' }
  if (others.length > 0)
    return { state: 'unclear', country: null, reason: `The signs contradict each other: ${[only, ...others].join(', ')}.` }
  const count = kinds.get(only)?.size ?? 0
  if (count < 2) return { state: 'unclear', country: only, reason: `Only one kind of sign points to ${only}; two are needed.` }
  return { state: 'clear', country: only, reason: `${count} kinds of signs point to ${only}.` }
}
