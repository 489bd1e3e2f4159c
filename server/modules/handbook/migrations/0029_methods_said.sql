-- What a procedure serves is chosen on its page, named by its text, or both.
alter table handbook.serves add column chosen boolean not null default true;
-- the name by which the text in force or the draft names it; a method that gets another title is still meant by it
alter table handbook.serves add column said text;
alter table handbook.serves add constraint serves_somehow check (chosen or said is not null);
