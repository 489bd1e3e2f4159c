-- What the first page of billing counts, held by the index that is walked for it.
drop index billing.contract_end;
create index contract_end on billing.contract (end_day) include (start_day, ended_on, account_id);
create index contract_start on billing.contract (start_day);
create index contract_ended on billing.contract (ended_on) where ended_on is not null;
create index order_fulfilled on billing.order (fulfilled_at) where fulfilled_at is not null;
create index order_paying on billing.order (account_id)
  where fulfilled_at is null and failed_at is null and cancelled_at is null and contract_id is null;
-- what is open: few of all documents
create index document_owed on billing.document_balance (document_id) include (open_minor) where open_minor > 0;
