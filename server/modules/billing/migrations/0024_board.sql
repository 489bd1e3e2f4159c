-- What boards and news ask for: what came in the last days and weeks.
create index order_placed on billing."order" (created_at);
create index amendment_recorded on billing.amendment (recorded_at);
create index amendment_effective on billing.amendment (effective) where kind = 'renew';
create index payment_day on billing.payment (day);
create index document_settled on billing.document_balance (settled_day) where settled_day is not null;
create index attempt_first on billing.payment_attempt (at) where n = 1;
create index quote_open on billing.quote (valid_until)
  where accepted_at is null and declined_at is null and withdrawn_at is null and (requested_at is not null or offered_at is not null);
