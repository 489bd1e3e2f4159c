-- What is found by words, and by the customer's name: the expressions stand word for word in the store.
create index profile_words on billing.profile using gin (kernel.fold(legal_name) gin_trgm_ops);
create index document_words on billing.document using gin (kernel.fold(number || ' ' || coalesce(po_number, '')) gin_trgm_ops);
create index contract_words on billing.contract using gin (kernel.fold(number || ' ' || coalesce(po_number, '')) gin_trgm_ops);
create index quote_words on billing.quote using gin (kernel.fold(number) gin_trgm_ops);
create index document_profile on billing.document (profile_id, id);
