-- What acceptance, payment and the purchases of a day are found by.
create index quote_contract on billing.quote (contract_id) where contract_id is not null;
create index quote_profile on billing.quote (profile_id, priced_day);
