-- where a consumer was found to be, by which signs; each tax decision keeps a copy
alter table billing.profile add column location jsonb;
-- the country that issued the card, where the provider says it
alter table billing.payment_method add column country text check (country ~ '^[A-Z]{2}$');
alter table billing.sandbox_card add column country text check (country ~ '^[A-Z]{2}$');
