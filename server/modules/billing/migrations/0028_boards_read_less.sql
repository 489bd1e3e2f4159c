-- What boards ask of all items and of thousands of open documents stands beside each: whose an item is and in which currency, and which
-- contract a document is of. None of it ever changes, and nobody has to look thousands of contracts and documents up for it.
alter table billing.contract_item add account_id uuid, add currency text;
alter table billing.document_balance add contract_id uuid;
-- no view shows them: readers of the views have nothing to read anew
alter table billing.contract_item disable trigger user;
alter table billing.document_balance disable trigger user;
update billing.contract_item i set account_id = c.account_id, currency = c.currency from billing.contract c where c.id = i.contract_id;
update billing.document_balance b set contract_id = d.contract_id from billing.document d where d.id = b.document_id and d.contract_id is not null;
alter table billing.contract_item enable trigger user;
alter table billing.document_balance enable trigger user;
alter table billing.contract_item alter account_id set not null, alter currency set not null;

-- an item is of its contract's account: a row that says otherwise is not kept
alter table billing.contract add constraint contract_is_of unique (id, account_id, currency);
alter table billing.contract_item drop constraint contract_item_contract_id_fkey,
  add constraint item_is_of_contract foreign key (contract_id, account_id, currency) references billing.contract (id, account_id, currency);

create index contract_item_paid on billing.contract_item (account_id) include (currency, from_day, to_day, annual_minor)
  where annual_minor > 0 and per <> 'once';
create index contract_item_held on billing.contract_item (contract_id) include (from_day, to_day, per, annual_minor, amendment_seq);
drop index billing.document_owed;
create index document_owed on billing.document_balance (document_id)
  include (open_minor, account_id, entity_id, contract_id, due_day, currency, gross_minor) where open_minor > 0;
drop index billing.allocation_document;
create index allocation_document on billing.allocation (document_id) include (day, amount_minor);

-- what a buyer bought is of the buyer's account: who looks for a name among the own accounts' buyers finds all that is theirs
alter table billing.profile add constraint profile_is_of unique (id, account_id);
alter table billing.contract drop constraint contract_profile_id_fkey,
  add constraint contract_is_of_buyer foreign key (profile_id, account_id) references billing.profile (id, account_id);
alter table billing.quote drop constraint quote_profile_id_fkey,
  add constraint quote_is_of_buyer foreign key (profile_id, account_id) references billing.profile (id, account_id);
alter table billing.document drop constraint document_profile_id_fkey,
  add constraint document_is_of_buyer foreign key (profile_id, account_id) references billing.profile (id, account_id);
alter table billing.payment drop constraint payment_profile_id_fkey,
  add constraint payment_is_of_buyer foreign key (profile_id, account_id) references billing.profile (id, account_id);
