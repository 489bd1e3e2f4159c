-- Issued documents: gapless numbers, hash chain, lines that exist once per contract and key.

create table billing.series (
  id uuid primary key,
  entity_id uuid not null references billing.legal_entity (id),
  kind text not null check (kind in ('invoice', 'credit_note', 'self_billed')),
  year int not null,
  prefix text not null unique,
  next bigint not null default 1,
  last_issue_day date,
  last_chain text not null default repeat('0', 64),
  unique (entity_id, kind, year)
);

create table billing.document (
  id uuid primary key,
  entity_id uuid not null references billing.legal_entity (id),
  kind text not null check (kind in ('invoice', 'credit_note', 'self_billed')),
  series_id uuid not null references billing.series (id),
  position bigint not null,
  number text not null unique,
  profile_id uuid not null references billing.profile (id),
  account_id uuid not null references customers.account (id),
  contract_id uuid references billing.contract (id),
  order_id uuid references billing.order (id),
  of_id uuid references billing.document (id),
  currency text not null,
  issue_day date not null,
  tax_day date not null,
  due_day date not null,
  po_number text,
  language text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  totals jsonb not null,
  fx jsonb,
  canonical jsonb not null,
  sha text not null check (sha ~ '^[0-9a-f]{64}$'),
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  chain text not null check (chain ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by text not null,
  unique (series_id, position)
);
create index document_account on billing.document (account_id, id);
create index document_contract on billing.document (contract_id);
create index document_order on billing.document (order_id);
create trigger guard before update or delete on billing.document for each row execute function billing.never_changes();

create table billing.document_line (
  id uuid primary key,
  -- null: a line worth 0.00 that burnt no number but counts as billed
  document_id uuid references billing.document (id),
  contract_id uuid not null references billing.contract (id),
  key text not null,
  position int not null,
  item text not null,
  kind text not null check (kind in ('charge', 'credit', 'true_up', 'goodwill')),
  ref text,
  product text not null,
  from_day date not null,
  to_day date not null,
  period_from date not null,
  period_to date not null,
  quantity numeric(24, 12) not null,
  unit_price numeric(24, 12) not null,
  per text not null,
  fraction jsonb not null,
  amount_minor bigint not null,
  discount_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  taxes jsonb not null,
  obligation text not null,
  formula text not null,
  unique (contract_id, key)
);
create index document_line_document on billing.document_line (document_id);
create trigger guard before update or delete on billing.document_line for each row execute function billing.never_changes();

create table billing.document_tax (
  document_id uuid not null references billing.document (id),
  n int not null,
  code text not null,
  category text not null,
  jurisdiction text not null,
  rate numeric(24, 12) not null,
  share numeric(24, 12) not null default 100,
  base_minor bigint not null,
  tax_minor bigint not null,
  reason text,
  note text,
  rule text,
  primary key (document_id, n)
);
create trigger guard before update or delete on billing.document_tax for each row execute function billing.never_changes();

-- why this tax: the facts asked and the answer given when the document was issued
create table billing.tax_decision (
  id uuid primary key,
  document_id uuid not null references billing.document (id),
  inputs jsonb not null,
  result jsonb not null,
  at timestamptz not null
);
create trigger guard before update or delete on billing.tax_decision for each row execute function billing.never_changes();
create index tax_decision_document on billing.tax_decision (document_id);

-- what is still open of a document: a projection of its allocations
create table billing.document_balance (
  document_id uuid primary key references billing.document (id),
  open_minor bigint not null,
  settled_day date
);
create index document_open on billing.document_balance (document_id) where open_minor <> 0;
