-- What `data` may read: names without personal data, days as dates, money as minor units beside its currency.

create view billing.public_contract_items as
select c.number as contract, c.id as contract_id, c.account_id as account, e.code as entity, i.item, p.code as product, p.class, p.family,
  i.per <> 'once' as recurring, i.from_day as "from", i.to_day as "to", c.term_start, c.end_day as term_end,
  i.quantity, i.unit_price, i.per, i.annual_minor, c.currency, i.source, i.amendment_seq, i.recorded_at, i.n
from billing.contract_item i
join billing.contract c on c.id = i.contract_id
join billing.legal_entity e on e.id = c.entity_id
join billing.product p on p.id = i.product_id;

create view billing.public_invoices as
select d.id, d.number, d.kind, o.number as of, e.code as entity, d.account_id as account, c.number as contract, d.issue_day, d.due_day, d.currency,
  d.net_minor as net, d.tax_minor as tax, d.gross_minor as gross, b.open_minor as open,
  case when d.kind = 'credit_note' then 'issued'
       when b.open_minor = 0 then 'paid'
       when d.due_day < current_date then 'overdue'
       when b.open_minor < d.gross_minor then 'part_paid'
       else 'issued' end as status
from billing.document d
join billing.legal_entity e on e.id = d.entity_id
join billing.document_balance b on b.document_id = d.id
left join billing.contract c on c.id = d.contract_id
left join billing.document o on o.id = d.of_id;

create view billing.public_invoice_lines as
select d.number, d.kind as document_kind, d.account_id as account, c.number as contract, d.issue_day, d.currency, l.key, l.item, l.product, p.class,
  l.kind, l.from_day as "from", l.to_day as "to", l.quantity, l.net_minor as net
from billing.document_line l
join billing.document d on d.id = l.document_id
join billing.contract c on c.id = l.contract_id
left join billing.product p on p.code = l.product;

create view billing.public_quotes as
select q.id, q.number, q.account_id as account, q.kind, q.channel, q.currency, (q.totals ->> 'net_minor')::bigint as net,
  (q.totals ->> 'gross_minor')::bigint as gross, q.lane ->> 'row' as lane, q.created_at, q.requested_at, q.offered_at, q.accepted_at,
  extract(epoch from q.accepted_at - q.offered_at) / 60 as minutes_to_accept,
  case when q.accepted_at is not null then 'accepted' when q.declined_at is not null then 'declined'
       when q.withdrawn_at is not null then 'withdrawn' when q.valid_until < current_date then 'expired'
       when q.offered_at is not null then 'offered' when q.requested_at is not null then 'requested' else 'draft' end as state
from billing.quote q;

create view billing.public_orders as
select o.id, o.number, q.number as quote, o.account_id as account, c.number as contract, q.kind, q.channel, q.currency,
  (q.totals ->> 'net_minor')::bigint as net, (q.totals ->> 'gross_minor')::bigint as gross, q.lane ->> 'row' as lane,
  o.created_at as placed_at, o.paid_at, o.fulfilled_at,
  (o.fulfilled_at at time zone e.zone)::date as fulfilled_day, o.order_day,
  case when o.fulfilled_at is not null then 'fulfilled' when o.cancelled_at is not null then 'cancelled' when o.failed_at is not null then 'failed'
       when o.contract_id is not null then 'fulfilling' else 'paying' end as state
from billing.order o
join billing.quote q on q.id = o.quote_id
join billing.legal_entity e on e.id = q.entity_id
left join billing.contract c on c.id = o.contract_id;

create view billing.public_payments as
select p.id, p.number, p.account_id as account, e.code as entity, p.source, p.day, p.currency, p.amount_minor as amount, p.fee_minor as fee
from billing.payment p join billing.legal_entity e on e.id = p.entity_id;

create view billing.public_allocations as
select p.number as payment, d.number as document, d.account_id as account, a.day, d.currency, a.amount_minor as amount
from billing.allocation a
join billing.document d on d.id = a.document_id
left join billing.payment p on p.id = a.payment_id;

create view billing.public_postings as
select j.id as journal, e.code as entity, j.day, j.period, j.currency, j.event, p.n, p.account, p.amount_minor as amount, p.dims
from billing.posting p
join billing.journal j on j.id = p.journal_id
join billing.legal_entity e on e.id = j.entity_id;

create view billing.public_tax as
select d.number, e.code as entity, d.issue_day, d.tax_day, d.currency, t.code, t.category, t.jurisdiction, t.rate, t.base_minor as base,
  t.tax_minor as tax, t.rule
from billing.document_tax t
join billing.document d on d.id = t.document_id
join billing.legal_entity e on e.id = d.entity_id;

create view billing.public_runs as
select r.id, r.kind, r.day, r.started_at, r.finished_at, r.contracts, r.documents, r.renewed, r.charged, r.failed from billing.run r;
