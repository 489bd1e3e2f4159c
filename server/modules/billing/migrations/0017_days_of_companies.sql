-- Each selling company has its own day: what is overdue, expired or over is said on its calendar, not on the database's.
drop index billing.contract_end;
create index contract_end on billing.contract (end_day) include (start_day, ended_on, account_id, zone);

create or replace view billing.public_invoices as
select d.id, d.number, d.kind, o.number as of, e.code as entity, d.account_id as account, c.number as contract, d.issue_day, d.due_day, d.currency,
  d.net_minor as net, d.tax_minor as tax, d.gross_minor as gross, b.open_minor as open,
  case when d.kind = 'credit_note' then 'issued'
       when b.open_minor = 0 then 'paid'
       when d.due_day < (now() at time zone e.zone)::date then 'overdue'
       when b.open_minor < d.gross_minor then 'part_paid'
       else 'issued' end as status
from billing.document d
join billing.legal_entity e on e.id = d.entity_id
join billing.document_balance b on b.document_id = d.id
left join billing.contract c on c.id = d.contract_id
left join billing.document o on o.id = d.of_id;

create or replace view billing.public_quotes as
select q.id, q.number, q.account_id as account, q.kind, q.channel, q.currency, (q.totals ->> 'net_minor')::bigint as net,
  (q.totals ->> 'gross_minor')::bigint as gross, q.lane ->> 'row' as lane, q.created_at, q.requested_at, q.offered_at, q.accepted_at,
  extract(epoch from q.accepted_at - q.offered_at) / 60 as minutes_to_accept,
  case when q.accepted_at is not null then 'accepted' when q.declined_at is not null then 'declined'
       when q.withdrawn_at is not null then 'withdrawn' when q.valid_until < (now() at time zone e.zone)::date then 'expired'
       when q.offered_at is not null then 'offered' when q.requested_at is not null then 'requested' else 'draft' end as state
from billing.quote q
join billing.legal_entity e on e.id = q.entity_id;
