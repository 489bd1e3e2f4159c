-- What stands in minutes goes seven years after the meeting. Their hash stays: what somebody kept elsewhere can still be proved.
alter table cadence.meeting add column minutes_deleted_on date;
do $$
declare
  rule text;
begin
  select conname into strict rule from pg_constraint
  where conrelid = 'cadence.meeting'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%minutes_text IS NULL%minutes_hash IS NULL%';
  execute format('alter table cadence.meeting drop constraint %I', rule);
end
$$;
alter table cadence.meeting
  add constraint minutes_with_hash check (minutes_hash is not null or minutes_text is null),
  add constraint minutes_or_deleted check (minutes_hash is null or (minutes_text is null) = (minutes_deleted_on is not null));
create index meeting_minutes on cadence.meeting (day, id) where minutes_text is not null;
