import type { DeclaredView } from '../../../kernel/published.ts'
import { type Mirrored, quoted, tableOf } from './views.ts'

/**
 * A fact of the business under the names that our own metrics use: the view that it is read from, and our name of each column → its type
 * here, and the view's own name where that is another. A room's own metric stands on its view as it is and needs nothing here.
 */
type Fact = { fact: string; of: string; columns: Record<string, Mirrored | [Mirrored, string]> }

export const facts: Fact[] = [
  {
    fact: 'core_account',
    of: 'customers.public_accounts',
    columns: {
      account: ['varchar', 'id'],
      number: 'varchar',
      name: 'varchar',
      kind: 'varchar',
      country: 'varchar',
      region: 'varchar',
      segment: 'varchar',
      owner: 'varchar',
      created_day: 'date',
    },
  },
  {
    fact: 'core_contract_item',
    of: 'billing.public_contract_items',
    columns: {
      contract: 'varchar',
      contract_id: 'varchar',
      account: 'varchar',
      entity: 'varchar',
      item: 'varchar',
      n: 'bigint',
      product: 'varchar',
      class: 'varchar',
      family: 'varchar',
      recurring: 'boolean',
      from_day: ['date', 'from'],
      to_day: ['date', 'to'],
      term_start: 'date',
      term_end: 'date',
      quantity: 'varchar',
      unit_price: 'varchar',
      per: 'varchar',
      annual_minor: 'bigint',
      currency: 'varchar',
      source: 'varchar',
      amendment_seq: 'bigint',
      recorded_at: 'timestamp',
    },
  },
  {
    fact: 'core_order',
    of: 'billing.public_orders',
    columns: {
      number: 'varchar',
      order_id: ['varchar', 'id'],
      quote: 'varchar',
      account: 'varchar',
      contract: 'varchar',
      kind: 'varchar',
      channel: 'varchar',
      currency: 'varchar',
      net: 'bigint',
      gross: 'bigint',
      lane: 'varchar',
      placed_at: 'timestamp',
      fulfilled_at: 'timestamp',
      fulfilled_day: 'date',
      state: 'varchar',
    },
  },
  {
    fact: 'core_invoice',
    of: 'billing.public_invoices',
    columns: {
      document: ['varchar', 'id'],
      number: 'varchar',
      kind: 'varchar',
      entity: 'varchar',
      account: 'varchar',
      contract: 'varchar',
      issue_day: 'date',
      due_day: 'date',
      currency: 'varchar',
      net: 'bigint',
      tax: 'bigint',
      gross: 'bigint',
      open: 'bigint',
    },
  },
  {
    fact: 'core_licence_grant',
    of: 'licensing.public_licences',
    columns: {
      licence: ['varchar', 'licence_id'],
      number: 'varchar',
      wire_id: 'varchar',
      account: ['varchar', 'account_id'],
      contract: ['varchar', 'contract_number'],
      subscription: ['varchar', 'subscription_number'],
      product: ['varchar', 'product_code'],
      seats: 'bigint',
      kind: 'varchar',
      starts_on: 'date',
      ends_on: 'date',
      issued_at: 'timestamp',
    },
  },
  {
    fact: 'core_server_exclusion',
    of: 'data.public_exclusions',
    columns: { server_id: 'varchar', reason: 'varchar', valid_from: 'date', valid_to: 'date' },
  },
  {
    fact: 'core_rate',
    of: 'kernel.public_rates',
    columns: { base: 'varchar', quote: 'varchar', month: 'varchar', rate: 'varchar', source: 'varchar' },
  },
]

/** The fact as a view of the mirrored rows; where no room of this house publishes them, a table without rows. */
export function factSql({ fact, of, columns }: Fact, declared: ReadonlyMap<string, DeclaredView>): string {
  const all = Object.entries(columns)
  if (!declared.has(of)) return `create table if not exists core.${fact} (${all.map(([ours, one]) => `${ours} ${typed(one)}`).join(', ')})`
  return `create or replace view core.${fact} as select ${all.map(([ours, one]) => `${quoted(theirs(one, ours))} as ${ours}`).join(', ')} from ${tableOf(of)}`
}

export function typed(column: Mirrored | [Mirrored, string]): Mirrored {
  return Array.isArray(column) ? column[0] : column
}

/** The view's own name of a column. */
export function theirs(column: Mirrored | [Mirrored, string], ours: string): string {
  return Array.isArray(column) ? column[1] : ours
}
