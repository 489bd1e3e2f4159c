-- What we owe a buyer: credits of paid invoices and money that was too much. Account 2200 by profile; every change is made under the row's lock.
create table billing.profile_balance (
  profile_id uuid not null references billing.profile (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (profile_id, currency)
);
insert into billing.profile_balance (profile_id, currency, amount_minor)
select (p.dims ->> 'profile')::uuid, j.currency, -sum(p.amount_minor)
from billing.posting p join billing.journal j on j.id = p.journal_id
where p.account = '2200' and p.dims ? 'profile'
group by 1, 2 having sum(p.amount_minor) < 0;

-- Balance that finance sent back by bank transfer.
create table billing.refund (
  id uuid primary key,
  profile_id uuid not null references billing.profile (id),
  account_id uuid not null references customers.account (id),
  entity_id uuid not null references billing.legal_entity (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  day date not null,
  reference text not null,
  reason text not null,
  created_at timestamptz not null,
  created_by text not null
);
create index refund_profile on billing.refund (profile_id, id);
create trigger guard before update or delete on billing.refund for each row execute function billing.never_changes();

-- a small difference that is written off closes an invoice as a payment does, but is no money
alter table billing.payment drop constraint payment_source_check;
alter table billing.payment add constraint payment_source_check
  check (source in ('card', 'debit', 'transfer', 'balance', 'manual', 'write_off'));
