-- Those who are in a meeting see what moves as it moves, and write its notes together.

-- all that is known of the notes as a shared text; nothing while only the text itself was ever written
alter table cadence.meeting add column notes_state bytea;

-- Edits of the notes while the meeting is not closed, for those who follow it.
create table cadence.note_edit (
  meeting_id uuid not null references cadence.meeting (id),
  number int not null,
  person_id uuid not null,
  name text not null,
  edit bytea not null,
  at timestamptz not null,
  primary key (meeting_id, number)
);

-- Whose page is open. A row stays when its person has gone: who comes back within seconds never left.
create table cadence.presence (
  meeting_id uuid not null references cadence.meeting (id),
  person_id uuid not null,
  name text not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  primary key (meeting_id, person_id)
);

create function cadence.tell_live() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'meeting' then
    perform pg_notify('quarterdeck_live', 'cadence.meeting:' || new.id);
  else
    perform pg_notify('quarterdeck_live', 'cadence.meeting:' || new.meeting_id);
  end if;
  return null;
end $$;
create trigger live after update on cadence.meeting for each row execute function cadence.tell_live();
create trigger live after insert on cadence.note_edit for each row execute function cadence.tell_live();
create trigger live_new after insert on cadence.presence for each row execute function cadence.tell_live();
create trigger live after update on cadence.presence for each row
  when (old.gone_at is distinct from new.gone_at) execute function cadence.tell_live();

-- whoever changes the words alone (an erasure) leaves nothing of what they were
create function cadence.forget_notes() returns trigger language plpgsql as $$
begin
  if new.notes_state is not distinct from old.notes_state then
    new.notes_state := null;
  end if;
  return new;
end $$;
create trigger notes before update of notes on cadence.meeting for each row
  when (new.notes is distinct from old.notes) execute function cadence.forget_notes();
