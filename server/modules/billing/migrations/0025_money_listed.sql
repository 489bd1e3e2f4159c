-- Payments are found by number, reference and buyer; runs are listed by when they began.
create index payment_words on billing.payment using gin (kernel.fold(number || ' ' || coalesce(reference, '')) gin_trgm_ops);
create index payment_profile on billing.payment (profile_id);
create index run_started on billing.run (started_at, id);
