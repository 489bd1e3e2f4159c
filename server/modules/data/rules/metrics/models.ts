import type { ColumnType, DeclaredView } from '../../../../kernel/published.ts'

/** What a column holds: how it is shown, and whether it may be added up. */
export type ColumnKind = 'text' | 'day' | 'count' | 'money' | 'flag' | 'decimal'

/** A table of the warehouse that metrics stand on. `grain`: the columns that make a row unique, and the shortest period it knows. */
export type Model = {
  name: string
  table: string
  time: string
  /** the rows of some days only, where that is a shorter way than the table's own; days as SQL, `day` among the columns */
  onDays?: (days: string[]) => string | undefined
  /** whose rows these are: of the rows `within`, each of them has at most one a day, so that counting rows of a day is counting them */
  onceADay?: { column: string; within: string }
  /** rows of a day change only when events of that day come in, or one of the other parents moves */
  movesByDay?: true
  /** rows per day, or one row per calendar month dated on its first day */
  step: 'day' | 'month'
  columns: Record<string, ColumnKind>
  /** entity → our column that holds its key; a dimension path `account.segment` goes through it */
  entities: Record<string, string>
  /** the last day that can be whole: today where the facts of a day are known when it begins, else yesterday */
  wholeUntil: 'today' | 'yesterday'
  /** published views and event sources it rests on, for freshness */
  parents: string[]
  label: string
  /** who may see its rows; a metric that stands on it is for nobody else */
  audience: 'public' | 'internal' | 'restricted'
}

type Entity = {
  table: string
  key: string
  columns: Record<string, ColumnKind>
  /** what a slice is called whose value nobody knows; '' where nothing is said */
  unknown?: Record<string, string>
}

export const entities: Record<string, Entity> = {
  account: {
    table: 'core.core_account',
    key: 'account',
    columns: {
      number: 'text',
      name: 'text',
      kind: 'text',
      country: 'text',
      region: 'text',
      segment: 'text',
      owner: 'text',
      created_day: 'day',
    },
    unknown: { segment: 'unknown' },
  },
}

const billing = ['billing.public_contract_items', 'customers.public_accounts', 'kernel.public_rates']

export const models: Record<string, Model> = {
  mart_arr_daily: {
    name: 'mart_arr_daily',
    label: 'Recurring items in force, by day',
    table: 'mart.mart_arr_daily',
    time: 'day',
    onDays: (days) =>
      days.length === 1
        ? `(select *, ${days[0]} as day from mart.arr_piece where month = date_trunc('month', ${days[0]})::date and from_day <= ${days[0]} and to_day > ${days[0]})`
        : undefined,
    step: 'day',
    columns: {
      account: 'text',
      contract: 'text',
      contract_id: 'text',
      item: 'text',
      piece: 'count',
      day: 'day',
      product: 'text',
      family: 'text',
      quantity: 'decimal',
      currency: 'text',
      annual_minor: 'count',
      annual_reporting: 'money',
    },
    entities: { account: 'account' },
    wholeUntil: 'today',
    parents: billing,
    audience: 'internal',
  },
  mart_arr_movement: {
    name: 'mart_arr_movement',
    label: 'Changes of recurring revenue, by account and month',
    table: 'mart.mart_arr_movement',
    time: 'day',
    step: 'month',
    columns: {
      account: 'text',
      day: 'day',
      last_day: 'day',
      a0: 'money',
      a1: 'money',
      amount: 'money',
      arr_ended_before: 'day',
      category: 'text',
      unpriced: 'count',
    },
    entities: { account: 'account' },
    wholeUntil: 'today',
    parents: billing,
    audience: 'internal',
  },
  mart_orders: {
    name: 'mart_orders',
    label: 'Fulfilled orders',
    table: 'mart.mart_orders',
    time: 'day',
    step: 'day',
    columns: {
      order: 'text',
      order_id: 'text',
      account: 'text',
      contract: 'text',
      day: 'day',
      channel: 'text',
      kind: 'text',
      currency: 'text',
      net: 'count',
      net_reporting: 'money',
    },
    entities: { account: 'account' },
    wholeUntil: 'today',
    parents: ['billing.public_orders', 'customers.public_accounts', 'kernel.public_rates'],
    audience: 'internal',
  },
  mart_server_day: {
    name: 'mart_server_day',
    label: 'What each server reported, by day',
    table: 'mart.mart_server_day',
    time: 'day',
    // a server that is excluded twice has two rows, none of them production
    onceADay: { column: 'server', within: 'production' },
    movesByDay: true,
    step: 'day',
    columns: {
      server: 'text',
      day: 'day',
      active_users_daily: 'count',
      active_users_monthly: 'count',
      registered_users: 'count',
      registered_active_users: 'count',
      version: 'text',
      edition: 'text',
      licence_id: 'text',
      account: 'text',
      contract: 'text',
      licensing: 'text',
      excluded_for: 'text',
      production: 'flag',
      received_at: 'text',
      source: 'text',
    },
    entities: { account: 'account' },
    wholeUntil: 'yesterday',
    parents: ['events', 'licensing.public_licences', 'data.public_exclusions'],
    audience: 'internal',
  },
}

const kinds: Partial<Record<ColumnType, ColumnKind>> = {
  date: 'day',
  integer: 'count',
  bigint: 'count',
  numeric: 'decimal',
  boolean: 'flag',
}

/** A room's own view as a metric stands on it: each row counts on the day in `time`. */
export function modelOf(view: DeclaredView, table: string, time: string): Model {
  const shown = Object.entries(view.columns).filter(([name]) => !view.of_today?.includes(name))
  const account = ['account', 'account_id'].find((name) => view.columns[name] === 'uuid')
  return {
    name: view.name,
    label: `${view.view.replace(/^public_/, '').replaceAll('_', ' ')} of ${view.room}`,
    table,
    time,
    step: 'day',
    columns: Object.fromEntries(shown.map(([name, type]) => [name, kinds[type] ?? 'text'])),
    entities: account ? { account } : {},
    wholeUntil: 'today',
    parents: account ? [view.name, 'customers.public_accounts'] : [view.name],
    audience: view.audience,
  }
}
