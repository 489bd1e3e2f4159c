-- Programs as accounts of their own, and people whose doors are closed for a while.
alter table people.person
  -- who answers for a service account
  add column owner_id uuid references people.person (id),
  add column suspended_at timestamptz,
  alter column email drop not null,
  drop constraint person_kind_check,
  drop constraint person_check1,
  add constraint person_kind_check check (kind in ('employee', 'contractor', 'service')),
  add constraint person_initials_kept check (left_at is not null or initials is not null or kind = 'service'),
  -- a program has no mailbox and is found by no sign
  add constraint person_service check (
    (kind = 'service') = (owner_id is not null)
    and (kind = 'service') = (email is null)
    and (kind <> 'service' or initials is null)
    and owner_id is distinct from id
  );
create index person_owner on people.person (owner_id) where owner_id is not null;
