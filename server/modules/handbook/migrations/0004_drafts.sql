-- A procedure that nobody has agreed to yet is nothing that everyone sees, whatever its audience.
alter table handbook.page add column draft boolean not null default false;
update handbook.page set draft = true from handbook.procedure where procedure.page_id = page.id and procedure.in_force_no is null;
