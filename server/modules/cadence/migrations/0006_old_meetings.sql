-- What was never closed, or cancelled with notes in it, becomes as old as what has minutes.
drop index cadence.meeting_minutes;
create index meeting_minutes on cadence.meeting (day, id) where minutes_deleted_on is null;
