-- What boards count of the last twelve weeks stands in the indexes: a document is a wide row, and thousands of them were read for four of its columns.
drop index billing.document_owing;
create index document_owing on billing.document (id) include (kind, currency, issue_day, due_day, gross_minor, entity_id, account_id);
drop index billing.document_issued;
create index document_issued on billing.document (issue_day, id) include (kind, currency, net_minor, account_id);
drop index billing.payment_day;
create index payment_day on billing.payment (day) include (source, currency, amount_minor, account_id);
drop index billing.document_settled;
create index document_settled on billing.document_balance (settled_day) include (document_id) where settled_day is not null;
