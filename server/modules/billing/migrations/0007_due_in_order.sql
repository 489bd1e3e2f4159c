-- the run claims in this order and reads no further than its batch
drop index billing.contract_due;
create index contract_due on billing.contract (next_bill_day, id) where next_bill_day is not null;
