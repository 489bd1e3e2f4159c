-- rows of a published view can be told apart
create or replace view billing.public_allocations as
select p.number as payment, d.number as document, d.account_id as account, a.day, d.currency, a.amount_minor as amount, a.id
from billing.allocation a
join billing.document d on d.id = a.document_id
left join billing.payment p on p.id = a.payment_id;

create or replace view billing.public_tax as
select d.number, e.code as entity, d.issue_day, d.tax_day, d.currency, t.code, t.category, t.jurisdiction, t.rate, t.base_minor as base,
  t.tax_minor as tax, t.rule, t.n
from billing.document_tax t
join billing.document d on d.id = t.document_id
join billing.legal_entity e on e.id = d.entity_id;

-- what this room publishes, and no table of it, may be read by the reading role
select kernel.publish('billing.public_allocations');
select kernel.publish('billing.public_contract_items');
select kernel.publish('billing.public_invoice_lines');
select kernel.publish('billing.public_invoices');
select kernel.publish('billing.public_orders');
select kernel.publish('billing.public_payments');
select kernel.publish('billing.public_postings');
select kernel.publish('billing.public_quotes');
select kernel.publish('billing.public_runs');
select kernel.publish('billing.public_tax');
