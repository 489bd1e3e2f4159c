-- an edit of a selling company names the version that it was made from
alter table billing.legal_entity add column version int not null default 1;
