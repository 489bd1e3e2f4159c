-- A series that plans the next fiscal year says on each agenda how far that is.
alter table cadence.series add column countdown boolean not null default false;
