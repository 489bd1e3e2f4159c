-- edits of a buyer's facts say which version they were made on
alter table billing.profile add column version int not null default 1;
