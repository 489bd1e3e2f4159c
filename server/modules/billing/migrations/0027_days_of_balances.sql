-- What boards ask of the thousands of documents that are owed, or were settled in twelve weeks, stands beside what is open of each: a document
-- never changes, so neither do these, and none of them has to be looked up one by one.
alter table billing.document_balance
  add account_id uuid, add entity_id uuid, add currency text, add issue_day date, add due_day date, add gross_minor bigint;
-- no view shows them: readers of the views have nothing to read anew
alter table billing.document_balance disable trigger user;
update billing.document_balance b set account_id = d.account_id, entity_id = d.entity_id, currency = d.currency, issue_day = d.issue_day,
  due_day = d.due_day, gross_minor = d.gross_minor from billing.document d where d.id = b.document_id;
alter table billing.document_balance enable trigger user;
alter table billing.document_balance alter account_id set not null, alter entity_id set not null, alter currency set not null,
  alter issue_day set not null, alter due_day set not null, alter gross_minor set not null;

drop index billing.document_settled;
create index document_settled on billing.document_balance (settled_day)
  include (document_id, account_id, issue_day, due_day, currency, gross_minor) where settled_day is not null;
drop index billing.document_owed;
create index document_owed on billing.document_balance (document_id)
  include (open_minor, account_id, entity_id, due_day, currency, gross_minor) where open_minor > 0;
