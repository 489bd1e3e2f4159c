-- What accounts and contacts are found by: the expressions stand word for word in the store.
create index account_words on customers.account
  using gin (kernel.fold(name || ' ' || coalesce(legal_name, '') || ' ' || number || ' ' || coalesce(domain, '')) gin_trgm_ops);
create index contact_words on customers.contact using gin (kernel.fold(name || ' ' || email_key) gin_trgm_ops) where removed_at is null;
