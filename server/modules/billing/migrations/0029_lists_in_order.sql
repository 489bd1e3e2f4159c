-- The orders in which people look for the largest, the newest and what is due first: the next page begins where the index says.
create index document_due on billing.document (due_day, id);
create index document_gross on billing.document (gross_minor, id);
create index quote_made on billing.quote (created_at, id);
create index quote_valid on billing.quote (valid_until, id);
create index payment_amount on billing.payment (amount_minor, id);
