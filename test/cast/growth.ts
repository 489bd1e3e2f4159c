/** What one statement needs of a connection pool. */
type Query = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

export type Size = { customers: number; documents: number }

/** Words of which the names are made; each name also has a number of its own, so that a search finds a few and not all. */
const words = [
  'Kestrel',
  'Müller',
  'Straße',
  'O’Reilly',
  'Hansen',
  'Nordlicht',
  'Albatross',
  'Cormorant',
  'Brücke',
  'Quay',
  'Fjord',
  'Åland',
  'Peak',
  'Delta',
  'Orion',
  'Vega',
]
const forms = ['GmbH', 'AG', 'Ltd', 'SAS', 'B.V.']

/** The g-th sale and the g-th document lie somewhere in the last two years and a half; what was sold was renewed and runs to its next year's day. */
const sold = `('2026-06-15'::date - (g * 7) % 900)`
const issued = sold
const ends = `(${sold} + make_interval(years => 1 + ((g * 7) % 900) / 365))::date`

/**
 * Grows a house from one real sale: every row of it is copied as often as wanted, in one statement a table, with ids and numbers of its
 * own and the links between the copies kept. Triggers and foreign keys sleep meanwhile; what is copied was right before.
 */
export async function grow(query: Query, accountId: string, size: Size): Promise<void> {
  const each = Math.max(1, Math.round(size.documents / size.customers))
  const name = `(array[${words.map((word) => `'${word}'`)}])[1 + g % ${words.length}] || ' ' || (array[${words.map((word) => `'${word}'`)}])[1 + (g / ${words.length}) % ${words.length}]
    || ' ' || to_hex(g * 7919) || ' ' || (array[${forms.map((form) => `'${form}'`)}])[1 + g % ${forms.length}]`
  const id = (of: string, n = 'g') =>
    `(lpad(to_hex(${kinds.indexOf(of) + 1}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  const copy = async (table: string, where: string, change: Record<string, string>, n = size.customers) => {
    await query(
      `insert into ${table} select copy.*
       from (select to_jsonb(t) as row from ${table} t where ${where} limit 1) t cross join generate_series(1, ${n}) g
         cross join lateral jsonb_populate_record(null::${table}, t.row || jsonb_build_object(${Object.entries(change)
           .map(([column, value]) => `'${column}', ${value}`)
           .join(', ')})) copy`,
      where.includes('$1') ? [accountId] : [],
    )
  }
  await query('set session_replication_role = replica')
  const mine = 'account_id = $1'
  await copy('customers.account', 'id = $1', {
    id: id('account'),
    number: `'A-9' || lpad(g::text, 6, '0')`,
    name,
    name_key: name,
    domain: `'d' || g || '.example'`,
    owner_id: 'null',
  })
  await copy('customers.contact', mine, {
    id: id('contact'),
    account_id: id('account'),
    name: `'Person ' || to_hex(g * 31)`,
    email: `'p' || g || '@d' || g || '.example'`,
    email_key: `'p' || g || '@d' || g || '.example'`,
  })
  await copy('billing.profile', mine, { id: id('profile'), account_id: id('account'), legal_name: name })
  await copy('billing.quote', mine, {
    id: id('quote'),
    account_id: id('account'),
    profile_id: id('profile'),
    contract_id: 'null',
    number: `'Q-9' || lpad(g::text, 6, '0')`,
    created_at: `${sold}::timestamptz`,
  })
  await copy('billing.contract', mine, {
    id: id('contract'),
    account_id: id('account'),
    profile_id: id('profile'),
    number: `'C-9' || lpad(g::text, 6, '0')`,
    method_id: 'null',
    start_day: sold,
    term_start: sold,
    end_day: ends,
    next_bill_day: ends,
    created_at: `${sold}::timestamptz`,
  })
  await copy('billing.contract_item', `contract_id in (select id from billing.contract where ${mine})`, {
    contract_id: id('contract'),
    account_id: id('account'),
    from_day: sold,
    to_day: ends,
  })
  await copy('billing.amendment', `contract_id in (select id from billing.contract where ${mine})`, {
    contract_id: id('contract'),
    effective: sold,
    recorded_day: sold,
    recorded_at: `${sold}::timestamptz`,
  })
  await copy('billing.order', mine, {
    id: id('order'),
    account_id: id('account'),
    quote_id: id('quote'),
    contract_id: id('contract'),
    number: `'O-9' || lpad(g::text, 6, '0')`,
    order_day: sold,
    created_at: `${sold}::timestamptz`,
    paid_at: `${sold}::timestamptz`,
    fulfilled_at: `${sold}::timestamptz`,
  })
  const of = `(1 + g % ${size.customers})`
  const document = `document_id in (select id from billing.document where ${mine})`
  const count = size.customers * each
  await copy(
    'billing.document',
    mine,
    {
      id: id('document'),
      account_id: id('account', of),
      profile_id: id('profile', of),
      contract_id: id('contract', of),
      order_id: id('order', of),
      number: `'GROWN-2026-' || lpad(g::text, 6, '0')`,
      position: '1000000 + g',
      issue_day: issued,
      tax_day: issued,
      due_day: `${issued} + 30`,
    },
    count,
  )
  await copy(
    'billing.document_line',
    document,
    { id: id('line'), document_id: id('document'), contract_id: id('contract', of), key: `'grown ' || g` },
    count,
  )
  await copy('billing.document_tax', document, { document_id: id('document') }, count)
  await copy(
    'billing.document_balance',
    document,
    {
      document_id: id('document'),
      account_id: id('account', of),
      contract_id: id('contract', of),
      issue_day: issued,
      due_day: `${issued} + 30`,
      open_minor: 'case when g % 40 = 0 then 1000 else 0 end',
      settled_day: `case when g % 40 = 0 then null else ${issued} + 25 end`,
    },
    count,
  )
  await copy(
    'billing.journal',
    `source_id in (select id from billing.document where ${mine})`,
    {
      id: id('journal'),
      source_id: id('document'),
      key: `'grown ' || g`,
      day: `'2025-01-01'::date + (g % 500)`,
      period: `to_char('2025-01-01'::date + (g % 500), 'YYYY-MM')`,
    },
    count,
  )
  await query(
    `insert into billing.posting select ${id('journal')}, p.n, p.account, p.amount_minor, p.dims
     from billing.posting p cross join generate_series(1, ${count}) g
     where p.journal_id = (select id from billing.journal where source_id in (select id from billing.document where ${mine}) order by id limit 1)`,
    [accountId],
  )
  await query('truncate billing.ledger_month')
  await query(
    `insert into billing.ledger_month select j.entity_id, j.currency, p.account, date_trunc('month', j.day)::date,
       sum(greatest(p.amount_minor, 0)), sum(-least(p.amount_minor, 0))
     from billing.posting p join billing.journal j on j.id = p.journal_id group by 1, 2, 3, 4`,
  )
  await copy(
    'billing.payment',
    mine,
    {
      id: id('payment'),
      account_id: id('account', of),
      profile_id: id('profile', of),
      intent_id: 'null',
      number: `'P-9' || lpad(g::text, 6, '0')`,
      day: `${issued} + 25`,
      created_at: `(${issued} + 25)::timestamptz`,
    },
    count,
  )
  await copy(
    'billing.allocation',
    document,
    { id: id('allocation'), document_id: id('document'), payment_id: id('payment'), day: `${issued} + 25` },
    count,
  )
  await copy('licensing.deployment', mine, { id: id('deployment'), account_id: id('account') })
  await copy('licensing.entitlement', mine, {
    id: id('entitlement'),
    account_id: id('account'),
    subscription_id: id('contract'),
    subscription_number: `'C-9' || lpad(g::text, 6, '0') || '/seats'`,
    contract_number: `'C-9' || lpad(g::text, 6, '0')`,
  })
  await copy('licensing.licence', mine, {
    id: id('licence'),
    account_id: id('account'),
    deployment_id: id('deployment'),
    line: id('licence'),
    customer_name: name,
    number: `'LIC-2026-9' || lpad(g::text, 5, '0')`,
    wire_id: `'w' || lpad(g::text, 25, '0')`,
    issue_key: `lpad(to_hex(g), 64, '0')`,
  })
  await copy('licensing.licence_source', `licence_id in (select id from licensing.licence where ${mine})`, {
    licence_id: id('licence'),
    entitlement_id: id('entitlement'),
  })
  await query('set session_replication_role = origin')
  await query('select kernel.gather_words()')
  await query('vacuum analyze')
}

const kinds = [
  'account',
  'contact',
  'profile',
  'quote',
  'contract',
  'order',
  'document',
  'line',
  'journal',
  'payment',
  'allocation',
  'deployment',
  'entitlement',
  'licence',
]
