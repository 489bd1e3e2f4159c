-- Guesses of strangers count apart from those of whoever asked for the code.
alter table customers.portal_code add column askers text[] not null default '{}';
alter table customers.portal_code add column stray_tries int not null default 0;
