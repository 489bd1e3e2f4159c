-- Calendars as versioned rows: the company's own takes over its working days and holidays.

create table people.calendar (
  id uuid primary key,
  key text not null check (key ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null check (version > 0),
  name text not null,
  zone text not null,
  -- [{weekday, from, to}], wall time; [{date, name}]; [{from, to}], both days included
  weekly jsonb not null,
  holidays jsonb not null,
  closures jsonb not null,
  -- in force from this day on, until another version is
  valid_from date not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (key, version)
);
create index calendar_in_force on people.calendar (key, valid_from, version);

insert into people.calendar
select gen_random_uuid(), 'company', 1, 'Company', company.zone,
  (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday, 'from', '09:00', 'to', '17:00') order by weekday), '[]')
   from unnest(company.working_days) as weekday),
  (select coalesce(jsonb_agg(jsonb_build_object('date', to_char(day, 'YYYY-MM-DD'), 'name', name) order by day), '[]') from people.holiday),
  '[]', '1970-01-01', company.created_at, company.created_by
from people.company;

drop table people.holiday;
alter table people.company drop column working_days;
