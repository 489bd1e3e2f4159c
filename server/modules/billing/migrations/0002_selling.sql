-- Quotes, acceptances, orders, contracts with dated amendments.

create sequence billing.quote_number;
create sequence billing.order_number;
create sequence billing.contract_number;
create sequence billing.payment_number;

create table billing.contract (
  id uuid primary key,
  number text not null unique,
  account_id uuid not null references customers.account (id),
  profile_id uuid not null references billing.profile (id),
  entity_id uuid not null references billing.legal_entity (id),
  currency text not null,
  zone text not null,
  start_day date not null,
  end_day date check (end_day > start_day),
  term_n int not null default 1,
  term_start date not null,
  anchor_day int not null,
  anchor_month int not null,
  conventions jsonb not null,
  auto_renew boolean not null default true,
  price_protected boolean not null default true,
  renewal_policy jsonb not null default '{}',
  paper text not null default 'click' check (paper in ('ours', 'theirs', 'click')),
  po_number text,
  method_id uuid references billing.payment_method (id),
  -- the next local day on which the run must look at this contract
  next_bill_day date,
  ended_on date,
  subscription_version int not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  created_by text not null
);
create index contract_due on billing.contract (next_bill_day) where next_bill_day is not null;
create index contract_account on billing.contract (account_id, id);
create index contract_profile on billing.contract (profile_id);
create index contract_end on billing.contract (end_day);

create table billing.quote (
  id uuid primary key,
  number text not null unique,
  version int not null default 1,
  account_id uuid not null references customers.account (id),
  profile_id uuid not null references billing.profile (id),
  entity_id uuid not null references billing.legal_entity (id),
  kind text not null check (kind in ('new', 'expansion', 'renewal', 'amendment')),
  channel text not null check (channel in ('self_service', 'rep', 'partner')),
  contract_id uuid references billing.contract (id),
  currency text not null,
  -- null: starts on the day of acceptance
  start_day date,
  priced_day date not null,
  term_months int not null,
  lines jsonb not null,
  discounts jsonb not null default '[]',
  clauses jsonb not null default '[]',
  po_number text,
  valid_until date not null,
  snapshot jsonb not null,
  order_hash text not null check (order_hash ~ '^[0-9a-f]{64}$'),
  totals jsonb not null,
  -- what the reader saw when it was priced: lines with formulas, tax groups, days
  shown jsonb not null,
  lane jsonb not null,
  message text,
  answer_by date,
  requested_at timestamptz,
  offered_at timestamptz,
  accepted_at timestamptz,
  declined_at timestamptz,
  withdrawn_at timestamptz,
  reason text,
  created_at timestamptz not null,
  created_by text not null
);
create index quote_account on billing.quote (account_id, id);
create index quote_waiting on billing.quote (requested_at) where requested_at is not null;

-- what was priced and hashed never changes; only the facts of its life are added
create function billing.guard_quote() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'quote.immutable'; end if;
  if (new.snapshot, new.order_hash, new.totals, new.lines, new.account_id, new.currency, new.version)
     is distinct from (old.snapshot, old.order_hash, old.totals, old.lines, old.account_id, old.currency, old.version) then
    raise exception 'quote.immutable';
  end if;
  return new;
end $$;
create trigger guard before update or delete on billing.quote for each row execute function billing.guard_quote();

create table billing.approval (
  quote_id uuid not null references billing.quote (id),
  order_hash text not null,
  role text not null,
  state text not null check (state in ('pending', 'approved', 'rejected', 'void')),
  by_id text,
  by_name text,
  at timestamptz,
  reason text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (quote_id, order_hash, role)
);

create table billing.acceptance (
  id uuid primary key,
  quote_id uuid not null unique references billing.quote (id),
  record jsonb not null,
  seal text not null check (seal ~ '^[0-9a-f]{64}$'),
  signer_hash text not null,
  -- values and salts of the commitments, under the house key: a person can be erased and the seal still verifies
  sealed bytea,
  created_at timestamptz not null,
  created_by text not null
);
create function billing.guard_acceptance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.sealed is null and (to_jsonb(new) - 'sealed') = (to_jsonb(old) - 'sealed') then return new; end if;
  raise exception 'acceptance.immutable';
end $$;
create trigger guard before update or delete on billing.acceptance for each row execute function billing.guard_acceptance();

create table billing.order (
  id uuid primary key,
  number text not null unique,
  quote_id uuid not null unique references billing.quote (id),
  account_id uuid not null references customers.account (id),
  acceptance_id uuid references billing.acceptance (id),
  signature jsonb,
  contract_id uuid references billing.contract (id),
  -- the local day whose prices and periods were accepted
  order_day date not null,
  funding text not null check (funding in ('card', 'terms', 'none')),
  steps jsonb not null default '[]',
  licence jsonb,
  paid_at timestamptz,
  fulfilled_at timestamptz,
  failed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create index order_account on billing.order (account_id, id);
create index order_contract on billing.order (contract_id);

create table billing.amendment (
  contract_id uuid not null references billing.contract (id),
  seq int not null check (seq >= 1),
  kind text not null,
  body jsonb not null,
  effective date not null,
  recorded_day date not null,
  recorded_at timestamptz not null,
  reason text,
  source text not null check (source in ('order', 'staff', 'true_up', 'renewal', 'import', 'annul')),
  quote_id uuid references billing.quote (id),
  acceptance_id uuid references billing.acceptance (id),
  created_by text not null,
  created_by_name text not null,
  primary key (contract_id, seq)
);
create trigger guard before update or delete on billing.amendment for each row execute function billing.never_changes();

-- projection of the fold over the amendments; rebuilt, never edited by hand
create table billing.contract_item (
  contract_id uuid not null references billing.contract (id),
  item text not null,
  n int not null,
  product_id uuid not null references billing.product (id),
  from_day date not null,
  to_day date,
  quantity numeric(24, 12) not null,
  unit_price numeric(24, 12) not null,
  per text not null,
  annual_minor bigint not null,
  source text not null,
  amendment_seq int not null,
  recorded_at timestamptz not null,
  primary key (contract_id, item, n)
);
