-- One mailbox has several spellings: `müller@bücher.example` is `müller@xn--bcher-kva.example`. The key is made by the house.
alter table customers.contact drop constraint contact_check;
alter table customers.contact add constraint contact_email_key check (email_key = lower(email_key));
