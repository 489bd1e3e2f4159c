-- Who belongs to what, dated. Teams become groups of the kind `team`; initials and short names stand in one name space.

alter table people.person
  add column initials text check (initials ~ '^[A-Z]{2,5}$'),
  add column manager_id uuid references people.person (id) check (manager_id <> id),
  add column country char(2),
  add column zone text,
  add column locale text,
  add column started_on date,
  -- the last day with us; the doors close when it is over, `left_at` says when they did
  add column ended_on date,
  add column kind text not null default 'employee' check (kind in ('employee', 'contractor')),
  add column external_id text;

alter table people.team rename to "group";
alter table people."group"
  add column short_name text check (short_name ~ '^[A-Za-z][A-Za-z0-9&-]{1,11}$'),
  add column kind text not null default 'team' check (kind in ('team', 'body', 'project')),
  add column audience text not null default 'internal' check (audience in ('public', 'internal', 'restricted')),
  add check (parent_id is null or kind = 'team');
alter index people.team_name rename to group_name;

alter table people.team_member rename to membership;
alter table people.membership rename column team_id to group_id;
drop index people.team_member_now, people.team_member_person;
alter table people.membership
  add column valid_from date,
  -- the first day on which it no longer holds
  add column valid_to date,
  add column source text not null default 'hand' check (source in ('hand', 'scim', 'team'));

-- days are the company's own
create function pg_temp.company_day(at timestamptz) returns date language sql as
  $$ select (at at time zone coalesce((select zone from people.company), 'UTC'))::date $$;
update people.person set started_on = pg_temp.company_day(created_at), ended_on = pg_temp.company_day(left_at);
update people.membership set valid_from = pg_temp.company_day(created_at), valid_to = pg_temp.company_day(ended_at);
alter table people.membership
  alter column valid_from set not null,
  drop column ended_at,
  add check (valid_to >= valid_from);
create unique index membership_now on people.membership (group_id, person_id) where valid_to is null;
create index membership_person on people.membership (person_id, valid_from);
create index membership_group on people.membership (group_id, valid_from);

-- signs for who and what is there already: first letters, then ever longer ones, then any that is free
do $$
declare
  one record;
  words text[];
  base text;
  sign text;
  taken text[] := '{}';
begin
  for one in
    (select 1 as rank, id, name, created_at from people.person where left_at is null
     union all select 2, id, name, created_at from people."group" where closed_at is null)
    order by 1, 4, 2
  loop
    words := array_remove(regexp_split_to_array(upper(regexp_replace(normalize(one.name, nfd), '[^A-Za-z ]', '', 'g')), ' +'), '');
    base := left(array_to_string(array(select left(word, 1) from unnest(words) as word), ''), 3);
    if length(base) < 2 then base := left(array_to_string(words, '') || 'XX', 2); end if;
    sign := base;
    for i in 0 .. 675 loop
      exit when not sign = any (taken);
      sign := base || case when i < 26 then chr(65 + i) else chr(65 + i / 26 - 1) || chr(65 + i % 26) end;
    end loop;
    taken := taken || sign;
    if one.rank = 1 then update people.person set initials = sign where id = one.id;
    else update people."group" set short_name = sign where id = one.id;
    end if;
  end loop;
end $$;

alter table people.person add check (left_at is not null or initials is not null);
alter table people."group" add check (closed_at is not null or short_name is not null);
create unique index person_initials on people.person (initials) where left_at is null;
create unique index group_short_name on people."group" (upper(short_name)) where closed_at is null;
create index person_manager on people.person (manager_id) where left_at is null;

-- a role may be held for a run of days; `ended_at` is the hand that ended it before
alter table people.role_grant
  add column from_day date,
  -- the last day on which it holds
  add column until_day date,
  add column reason text,
  add column ended_by text;
update people.role_grant set from_day = pg_temp.company_day(created_at);
alter table people.role_grant alter column from_day set not null, add check (until_day >= from_day);
create index role_grant_person on people.role_grant (person_id, from_day);
