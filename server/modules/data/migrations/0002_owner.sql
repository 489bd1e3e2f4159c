-- where the owner of the warehouse answers, and the key that opens that door; both are new with each owner
alter table data.warehouse_owner add column address jsonb;
alter table data.warehouse_owner add column key text;
-- why nobody may take it, in words for whoever asks meanwhile
alter table data.warehouse_owner add column trouble text;

-- the machine and folder that a segment was written in: a process that cannot read it must not answer as if it had
alter table data.segment add column place text;
