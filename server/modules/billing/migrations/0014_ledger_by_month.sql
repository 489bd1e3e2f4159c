-- What was debited and credited on an account in a month, kept beside the postings: a trial balance reads these rows and not every
-- posting there is. Written when the transaction of the postings commits, so that nobody waits for a row longer than a commit takes.
create table billing.ledger_month (
  entity_id uuid not null references billing.legal_entity (id),
  currency text not null,
  account text not null references billing.account (code),
  month date not null check (extract(day from month) = 1),
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  primary key (entity_id, currency, account, month)
);
insert into billing.ledger_month
select j.entity_id, j.currency, p.account, date_trunc('month', j.day)::date,
  coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0), coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0)
from billing.posting p join billing.journal j on j.id = p.journal_id group by 1, 2, 3, 4;

-- What a transaction has posted so far and not yet added, one row for each statement and account. It is empty between transactions.
create table billing.ledger_added (
  xid xid8 not null default pg_current_xact_id(),
  entity_id uuid not null,
  currency text not null,
  account text not null,
  month date not null,
  debit_minor numeric not null,
  credit_minor numeric not null
);
create index ledger_added_xid on billing.ledger_added (xid);

-- at commit, for the first row of the transaction, for all of them: rows are locked in one order, so that two commits never wait for each other
create function billing.add_to_months() returns trigger language plpgsql as $$
begin
  with mine as (
    delete from billing.ledger_added where xid = pg_current_xact_id() returning entity_id, currency, account, month, debit_minor, credit_minor
  )
  insert into billing.ledger_month as m
  select entity_id, currency, account, month, sum(debit_minor), sum(credit_minor) from mine
  group by entity_id, currency, account, month order by entity_id, currency, account, month
  on conflict (entity_id, currency, account, month)
  do update set debit_minor = m.debit_minor + excluded.debit_minor, credit_minor = m.credit_minor + excluded.credit_minor;
  return null;
end $$;
create constraint trigger adds after insert on billing.ledger_added deferrable initially deferred
  for each row execute function billing.add_to_months();

-- the check of balance as before, and the sums of the statement
create or replace function billing.postings_balance() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added group by journal_id having sum(amount_minor) <> 0) then raise exception 'journal.unbalanced'; end if;
  insert into billing.ledger_added (entity_id, currency, account, month, debit_minor, credit_minor)
  select j.entity_id, j.currency, p.account, date_trunc('month', j.day)::date,
    coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0), coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0)
  from added p join billing.journal j on j.id = p.journal_id group by 1, 2, 3, 4;
  return null;
end $$;
