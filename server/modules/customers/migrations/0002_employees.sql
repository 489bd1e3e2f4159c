-- How many people work there; the segment follows from it where it is known.
alter table customers.account add column employees int check (employees > 0);
