-- What proves who somebody is, and how lately.

-- when the password or a code was last given in this session; sign-in is the first time
alter table people.session add column proved_at timestamptz;
update people.session set proved_at = created_at;
alter table people.session alter column proved_at set default now();

-- one-time codes that were taken: the same code a second time is refused (RFC 6238 §5.2); kept for minutes
create table people.used_code (
  person_id uuid not null references people.person (id),
  -- keyed with the house key: a code has six digits, and a bare hash would tell it
  code_mac char(64) not null,
  at timestamptz not null,
  primary key (person_id, code_mac)
);
