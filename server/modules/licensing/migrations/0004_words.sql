-- What licences are found by: the expressions stand word for word in the store.
create index licence_words on licensing.licence using gin (kernel.fold(customer_name || ' ' || number) gin_trgm_ops);
create index entitlement_words on licensing.entitlement using gin (kernel.fold(subscription_number) gin_trgm_ops);
