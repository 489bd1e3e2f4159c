-- Intents, attempts, payments, allocations; the ledger; the runs.

create table billing.payment_intent (
  id uuid primary key,
  purpose text not null check (purpose in ('order', 'document', 'setup')),
  order_id uuid unique references billing.order (id),
  document_id uuid unique references billing.document (id),
  account_id uuid not null references customers.account (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  provider text not null,
  key text not null unique,
  state text not null check (state in ('needs_method', 'processing', 'succeeded', 'failed', 'cancelled')),
  -- the number of the try that is under way or was last
  attempt int not null default 1,
  method_id uuid references billing.payment_method (id),
  -- when the present try was asked for; the sweep looks at old ones
  asked_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null
);
create index payment_intent_waiting on billing.payment_intent (asked_at) where state = 'processing';
-- terminal is final: a late signal never moves it
create function billing.guard_intent() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'payment_intent.immutable'; end if;
  if old.state in ('succeeded', 'failed', 'cancelled') and new.state <> old.state then raise exception 'payment_intent.final'; end if;
  return new;
end $$;
create trigger guard before update or delete on billing.payment_intent for each row execute function billing.guard_intent();

create table billing.payment_attempt (
  intent_id uuid not null references billing.payment_intent (id),
  n int not null,
  outcome text not null check (outcome in ('succeeded', 'declined')),
  decline_code text,
  hard boolean,
  provider_ref text not null,
  brand text,
  last4 text,
  at timestamptz not null,
  primary key (intent_id, n)
);
create trigger guard before update or delete on billing.payment_attempt for each row execute function billing.never_changes();

create table billing.payment (
  id uuid primary key,
  number text not null unique,
  profile_id uuid not null references billing.profile (id),
  account_id uuid not null references customers.account (id),
  entity_id uuid not null references billing.legal_entity (id),
  source text not null check (source in ('card', 'debit', 'transfer', 'balance', 'manual')),
  day date not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  fee_minor bigint not null default 0,
  reference text,
  intent_id uuid unique references billing.payment_intent (id),
  created_at timestamptz not null,
  created_by text not null
);
create index payment_account on billing.payment (account_id, id);
create trigger guard before update or delete on billing.payment for each row execute function billing.never_changes();

create table billing.allocation (
  id uuid primary key,
  payment_id uuid references billing.payment (id),
  credit_note_id uuid references billing.document (id),
  document_id uuid not null references billing.document (id),
  amount_minor bigint not null check (amount_minor > 0),
  day date not null,
  created_at timestamptz not null,
  created_by text not null,
  check (num_nonnulls(payment_id, credit_note_id) = 1)
);
create index allocation_document on billing.allocation (document_id);
create index allocation_payment on billing.allocation (payment_id);
create trigger guard before update or delete on billing.allocation for each row execute function billing.never_changes();

create table billing.account (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense'))
);

create table billing.journal (
  id uuid primary key,
  entity_id uuid not null references billing.legal_entity (id),
  day date not null,
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  currency text not null,
  event text not null,
  source_id uuid not null,
  key text not null unique,
  memo text not null,
  reverses uuid references billing.journal (id),
  created_at timestamptz not null,
  created_by text not null
);
create index journal_source on billing.journal (source_id);
create index journal_day on billing.journal (entity_id, day);
create trigger guard before update or delete on billing.journal for each row execute function billing.never_changes();

create table billing.posting (
  journal_id uuid not null references billing.journal (id),
  n int not null,
  account text not null references billing.account (code),
  amount_minor bigint not null,
  dims jsonb not null default '{}',
  primary key (journal_id, n)
);
create index posting_account on billing.posting (account) include (journal_id, amount_minor);
create trigger guard before update or delete on billing.posting for each row execute function billing.never_changes();

-- checked at commit, once per journal: two postings at least, and their sum is zero
create function billing.journal_balances() returns trigger language plpgsql as $$
declare total numeric; parts bigint;
begin
  select coalesce(sum(amount_minor), 0), count(*) into total, parts from billing.posting where journal_id = new.id;
  if total <> 0 or parts < 2 then raise exception 'journal.unbalanced: % postings sum to %', parts, total; end if;
  return null;
end $$;
create constraint trigger balances after insert on billing.journal deferrable initially deferred
  for each row execute function billing.journal_balances();
-- postings come in balanced statements, so nothing can be slipped under a journal later
create function billing.postings_balance() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added group by journal_id having sum(amount_minor) <> 0) then raise exception 'journal.unbalanced'; end if;
  return null;
end $$;
create trigger balances after insert on billing.posting referencing new table as added for each statement
  execute function billing.postings_balance();

create table billing.run (
  id uuid primary key,
  kind text not null check (kind in ('billing')),
  day date not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  contracts int not null default 0,
  documents int not null default 0,
  renewed int not null default 0,
  charged int not null default 0,
  failed int not null default 0,
  created_by text not null,
  created_by_name text not null
);

create table billing.run_item (
  run_id uuid not null references billing.run (id),
  contract_id uuid not null references billing.contract (id),
  outcome text not null check (outcome in ('billed', 'renewed', 'in_grace', 'lapsed', 'nothing', 'failed')),
  documents text[] not null default '{}',
  code text,
  detail text,
  primary key (run_id, contract_id)
);

-- The sandbox provider's own books, written in its own transactions: it stands for a company outside the house.
create table billing.sandbox_card (
  token text primary key,
  behaviour text not null,
  brand text not null,
  last4 text not null,
  exp_month int not null,
  exp_year int not null,
  created_at timestamptz not null default now()
);
create table billing.sandbox_charge (
  key text primary key,
  token text not null,
  amount_minor bigint not null,
  currency text not null,
  outcome text not null,
  decline_code text,
  hard boolean,
  charge text not null unique,
  created_at timestamptz not null default now()
);
