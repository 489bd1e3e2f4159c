-- Who we are: the company, its people, teams and roles; sign-in tables of better-auth behind our adapter; keys.

create table people.company (
  id uuid primary key,
  -- one house, one company
  one boolean not null default true unique check (one),
  name text not null,
  zone text not null,
  fiscal_year_end char(5) not null check (fiscal_year_end ~ '^\d\d-\d\d$'),
  currency char(3) not null,
  locale text not null,
  -- ISO weekdays, 1 = Monday
  working_days int[] not null,
  version int not null default 1,
  created_at timestamptz not null,
  created_by text not null
);

create table people.holiday (
  day date primary key,
  name text not null,
  created_at timestamptz not null,
  created_by text not null
);

create table people.person (
  id uuid primary key,
  name text not null,
  -- stored lower-case: an address has one owner
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  title text,
  two_factor_enabled boolean not null default false,
  left_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text not null default 'sign-in'
);
create index person_name on people.person (lower(name), id);

create table people.session (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  -- SHA-256 of the token: a copy of this table opens no door
  token_hash char(64) not null unique,
  expires_at timestamptz not null,
  address text,
  agent text,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_person on people.session (person_id, created_at desc);

create table people.credential (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  provider text not null,
  provider_account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, provider_account)
);
create index credential_person on people.credential (person_id);

create table people.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on people.verification (identifier, created_at desc);

create table people.two_factor (
  id uuid primary key,
  person_id uuid not null unique references people.person (id),
  -- both encrypted by the sign-in library under a key derived from the house key
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);

-- tries that count against a limit; one row for each, forgotten after a day
create table people.attempt (
  id uuid primary key,
  subject text not null,
  at timestamptz not null
);
create index attempt_subject on people.attempt (subject, at);

create table people.team (
  id uuid primary key,
  name text not null,
  parent_id uuid references people.team (id),
  lead_id uuid references people.person (id),
  closed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  created_by text not null
);
create unique index team_name on people.team (lower(name)) where closed_at is null;

create table people.team_member (
  id uuid primary key,
  team_id uuid not null references people.team (id),
  person_id uuid not null references people.person (id),
  ended_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create unique index team_member_now on people.team_member (team_id, person_id) where ended_at is null;
create index team_member_person on people.team_member (person_id) where ended_at is null;

create table people.role_grant (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  role text not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create unique index role_grant_now on people.role_grant (person_id, role) where ended_at is null;

create table people.invitation (
  id uuid primary key,
  email text not null check (email = lower(email)),
  name text,
  roles text[] not null,
  teams uuid[] not null default '{}',
  token_hash char(64) not null unique,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references people.person (id),
  revoked_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create unique index invitation_open on people.invitation (email) where accepted_at is null and revoked_at is null;

create table people.password_reset (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  token_hash char(64) not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null
);

create table people.api_key (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  name text not null,
  -- the first characters, so that a person recognises a key; the rest is only a hash
  prefix text not null,
  secret_hash char(64) not null unique,
  rights text[] not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create index api_key_person on people.api_key (person_id, created_at desc);
