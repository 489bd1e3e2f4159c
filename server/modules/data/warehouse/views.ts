/** A view that another room publishes, and the table of the warehouse that mirrors it. Column order is the table's. */
export type RoomView = {
  view: string
  table: string
  /** our name → [type in the warehouse, the view's column when it is spelled otherwise] */
  columns: Record<string, Column>
  /** the view's columns by which its changes are told (`kernel.watch_view` in the room's migrations); others are told as the whole view */
  keys?: Record<string, 'uuid' | 'text'>
  /** events after which the view is read again at once */
  after: string[]
}
export type Column =
  | 'varchar'
  | 'date'
  | 'timestamp'
  | 'bigint'
  | 'boolean'
  | ['varchar' | 'date' | 'timestamp' | 'bigint' | 'boolean', string]

export const roomViews: RoomView[] = [
  {
    view: 'customers.public_accounts',
    table: 'core_account',
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
    keys: { id: 'uuid' },
    after: ['customers.account.created', 'customers.account.changed'],
  },
  {
    view: 'billing.public_contract_items',
    table: 'core_contract_item',
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
    keys: { contract_id: 'uuid' },
    after: [
      'billing.contract.activated',
      'billing.contract.renewed',
      'billing.contract.amended',
      'billing.contract.lapsed',
      'billing.contract.ended',
      'billing.entitlement.changed',
    ],
  },
  {
    view: 'billing.public_orders',
    table: 'core_order',
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
    keys: { id: 'uuid', quote: 'text' },
    after: ['billing.order.placed', 'billing.order.fulfilled', 'billing.order.failed'],
  },
  {
    view: 'billing.public_invoices',
    table: 'core_invoice',
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
    keys: { id: 'uuid' },
    after: ['billing.document.issued', 'billing.document.paid'],
  },
  {
    view: 'licensing.public_licences',
    table: 'core_licence_grant',
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
    keys: { licence_id: 'uuid', subscription_number: 'text' },
    after: ['licensing.licence.issued'],
  },
  {
    view: 'data.server_exclusion',
    table: 'core_server_exclusion',
    columns: { server_id: 'varchar', reason: 'varchar', valid_from: 'date', valid_to: 'date' },
    after: [],
  },
  {
    view: 'kernel.fx_rate',
    table: 'core_rate',
    columns: { base: 'varchar', quote: 'varchar', month: 'varchar', rate: 'varchar', source: 'varchar' },
    after: [],
  },
]

export function typeOf(column: Column): 'varchar' | 'date' | 'timestamp' | 'bigint' | 'boolean' {
  return Array.isArray(column) ? column[0] : column
}

/** The view's own name of a column. */
export function nameIn(column: Column, ours: string): string {
  return Array.isArray(column) ? column[1] : ours
}

export function tableSql(view: RoomView): string {
  const columns = Object.entries(view.columns).map(([name, column]) => `${name} ${typeOf(column)}`)
  return `create table core.${view.table} (${columns.join(', ')});`
}
