import type { OutputOf } from '../../kernel/operation.ts'
import type { contactAdd } from './contract.ts'
import type { Address } from './rules/account.ts'
import type { AccountRow } from './store/accounts.ts'
import type { ContactRow } from './store/contacts.ts'
import type { ListedAccount } from './store/lists.ts'

/** A customer as other rooms speak of one. */
export type Account = {
  id: string
  number: string
  name: string
  /** as in the register, where it differs from the name */
  legal_name: string | null
  kind: AccountRow['kind']
  country: string
  region: string | null
  segment: string | null
  owner_id: string | null
  website: string | null
  /** where invoices go; `street` is all lines in one */
  address: { street: string; postal_code: string; city: string; region?: string; country: string } | null
  tax_id: string | null
  created_day: string
  version: number
}

export type Contact = {
  id: string
  account_id: string
  name: string
  email: string
  /** when a mailed code first proved the address; null: never */
  email_verified_at: Date | null
  title: string | null
  roles: ('owner' | 'billing' | 'technical')[]
}

export function accountShape(row: AccountRow): Account {
  const { id, number, name, legal_name, kind, country, region, segment, owner_id, website, tax_id, created_day, version } = row
  return {
    id,
    number,
    name,
    legal_name,
    kind,
    country,
    region,
    segment,
    owner_id,
    website,
    address: streetAddress(row.billing_address),
    tax_id,
    created_day,
    version,
  }
}

export function contactShape(row: ContactRow): Contact {
  const { id, account_id, name, email, email_verified_at, title } = row
  return { id, account_id, name, email, email_verified_at, title, roles: row.roles as Contact['roles'] }
}

export function contactWire(row: ContactRow): OutputOf<typeof contactAdd> {
  const { id, account_id, name, email, email_verified_at, title, phone, version } = row
  return { id, account_id, name, email, email_verified_at, title, phone, roles: row.roles as Contact['roles'], version }
}

export function accountWire(row: ListedAccount) {
  const { id, number, name, kind, country, segment, owner, domain, main_contact, contacts, source, created_at } = row
  return { id, number, name, kind, country, segment, owner, domain, main_contact, contacts, source, created_at }
}

function streetAddress(address: Address | null): Account['address'] {
  if (!address) return null
  const { line1, line2, postal_code, city, region, country } = address
  return { street: line2 ? `${line1}, ${line2}` : line1, postal_code, city, country, ...(region ? { region } : {}) }
}
