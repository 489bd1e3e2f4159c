import { accountsList, countryCodes } from '../../../server/modules/customers/contract.ts'
import type { Option } from '../../kit/index.ts'

const { kind, segment, source } = accountsList.list.columns
export const kinds = optionsOf(kind.choices)
export const segments = optionsOf(segment.choices)
export const sources = optionsOf(source.choices)

export const accountTabs = [
  { title: 'Accounts', href: '/customers/accounts' },
  { title: 'Segments', href: '/customers/segments' },
]

export const contactRoles: Option[] = [
  { value: 'owner', label: 'Owner: buys, pays, invites' },
  { value: 'billing', label: 'Billing: sees and pays invoices' },
  { value: 'technical', label: 'Technical: downloads licences' },
]

function optionsOf(choices: Readonly<Record<string, string>>): Option[] {
  return Object.entries(choices).map(([value, label]) => ({ value, label }))
}

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
