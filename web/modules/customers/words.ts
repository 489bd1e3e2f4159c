import { countryCodes } from '../../../server/modules/customers/contract.ts'
import type { Option } from '../../kit/index.ts'

export const kinds: Option[] = [
  { value: 'business', label: 'Business' },
  { value: 'consumer', label: 'Consumer' },
  { value: 'government', label: 'Government' },
  { value: 'nonprofit', label: 'Non-profit' },
  { value: 'academic', label: 'Academic' },
  { value: 'partner', label: 'Partner' },
  { value: 'internal', label: 'Internal' },
  { value: 'test', label: 'Test' },
]

export const segments: Option[] = [
  { value: 'smb', label: 'Small and medium' },
  { value: 'mid_market', label: 'Mid-market' },
  { value: 'enterprise', label: 'Enterprise' },
]

export const sources: Option[] = [
  { value: 'self_service', label: 'Came alone' },
  { value: 'staff', label: 'Entered by us' },
  { value: 'import', label: 'Imported' },
]

export const contactRoles: Option[] = [
  { value: 'owner', label: 'Owner: buys, pays, invites' },
  { value: 'billing', label: 'Billing: sees and pays invoices' },
  { value: 'technical', label: 'Technical: downloads licences' },
]

/** The label of a value among options; the value itself when it is none of them. */
export function labelOf(options: Option[], value: string | null): string | undefined {
  return options.find((option) => option.value === value)?.label ?? value ?? undefined
}

/** A country's name in the reader's language. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** Every country of ISO 3166 by name: the same list that the server takes. */
export function countryOptions(): Option[] {
  return countryCodes.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) => a.label.localeCompare(b.label))
}
