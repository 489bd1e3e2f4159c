import type { Evidence } from '../rules/tax/location.ts'
import type { TaxRule } from '../rules/engine/shapes.ts'
import type { Made } from './made.ts'

export type Registration = { jurisdiction: string; id: string; kind: 'vat' | 'oss' | 'sales'; valid_from: string; valid_to: string | null }
export type Address = Record<string, string>
/** `name`: how the country calls it, such as ABN; rows from before it was kept have none */
export type TaxId = { country: string; id: string; state: string; name?: string }

export type EntityTable = Made & {
  id: string
  code: string
  name: string
  address: Address
  country: string
  region: string | null
  currency: string
  zone: string
  registrations: Registration[]
  iban: string | null
  bic: string | null
  fiscal_year_start: number
  conventions: Record<string, unknown>
  sells_to: string[]
  position: number
  /** rises with every edit */
  version: number
}

export type ProductTable = Made & {
  id: string
  code: string
  name: string
  description: string
  class: 'self_hosted' | 'saas' | 'support' | 'training' | 'services'
  obligation: string
  family: string
  edition_rank: number
  unit: 'seat' | 'flat' | 'each'
  min_quantity: number
  self_serve: boolean
  entitlements: Record<string, unknown>
  eccn: string | null
  state: 'draft' | 'active' | 'retired'
  audience: string
}

export type PriceBookVersionTable = Made & {
  id: string
  book: string
  version: number
  valid_from: string
  valid_to: string | null
  state: 'draft' | 'published'
  sha: string | null
}

export type PriceTable = {
  version_id: string
  product_id: string
  currency: string
  per: string
  min_quantity: number
  unit_price: string
  ssp: string | null
  floor: string | null
  cadences: unknown[]
}

export type TaxRateTable = Made & {
  id: string
  jurisdiction: string
  code: string
  rate: string
  valid_from: string
  valid_to: string | null
  needs_registration: boolean
  source: string
}
export type TaxRuleTable = Made & {
  id: string
  rule: string
  priority: number
  valid_from: string
  valid_to: string | null
  when: TaxRule['when']
  then: TaxRule['then']
  source: string
}
export type PolicyTable = Made & {
  id: string
  kind: string
  version: number
  effective_from: string
  rows: unknown
  state: 'draft' | 'active'
}
export type TermsTable = Made & {
  id: string
  code: string
  version: string
  locale: string
  title: string
  body: string
  sha: string
  effective_from: string
  standard: boolean
}

export type ProfileTable = Made & {
  id: string
  account_id: string
  entity_id: string
  legal_name: string
  address: Address
  country: string
  region: string | null
  kind: string
  tax_ids: TaxId[]
  currency: string
  terms_days: number
  terms_approved: boolean
  version: number
  language: string
  segment: string | null
  /** where a consumer was found to be; null: nobody asked, or a business */
  location: FoundLocation | null
}
export type FoundLocation = { country: string; signs: Evidence[]; reason: string; seen_at: string }
export type MethodTable = Made & {
  id: string
  profile_id: string
  provider: string
  provider_ref: string
  kind: 'card' | 'sepa_debit' | 'ach' | 'transfer'
  brand: string
  last4: string
  exp_month: number
  exp_year: number
  /** that issued the card, where the provider says it */
  country: string | null
  state: 'active' | 'removed'
  is_default: boolean
}
export type TaxIdCheckTable = Made & {
  id: string
  profile_id: string
  tax_id: string
  state: string
  register: string
  consultation_number: string | null
  asked_at: Date
  answered_at: Date | null
  raw: Record<string, unknown>
}
