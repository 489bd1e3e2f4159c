-- whom a sign in a foreign text means, told once by somebody who knows: initials of another system, a nickname, an old team's name
create table people.told_sign (
  sign text primary key check (sign = lower(sign)),
  person_id uuid references people.person (id),
  group_id uuid references people."group" (id),
  told_at timestamptz not null,
  told_by text not null,
  check (num_nonnulls(person_id, group_id) = 1)
);
create index told_sign_person on people.told_sign (person_id);
