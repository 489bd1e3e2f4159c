-- every session says when it was last proved; the code reads it so
update people.session set proved_at = created_at where proved_at is null;
alter table people.session alter column proved_at set not null;
