-- What the first page says of open documents, held by the index: a document itself lies on a page of its own, nearly.
create index document_owing on billing.document (id) include (kind, currency, due_day, entity_id, account_id);
