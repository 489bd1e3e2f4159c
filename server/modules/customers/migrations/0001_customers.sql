-- Who this is: accounts, their contacts, and the contacts' way into the portal.

create sequence customers.account_number;

create table customers.account (
  id uuid primary key,
  -- A-000123; never used again
  number text not null unique,
  name text not null,
  -- the name without case, accents, legal form and signs: what tells two spellings of one company
  name_key text not null,
  -- as it stands in the register, where it differs
  legal_name text,
  kind text not null check (kind in ('business', 'consumer', 'government', 'nonprofit', 'academic', 'internal', 'test', 'partner')),
  country char(2) not null,
  region text,
  segment text check (segment in ('smb', 'mid_market', 'enterprise')),
  owner_id uuid references people.person (id),
  website text,
  -- the registrable domain of website or first contact; nothing for mailboxes that anybody can have
  domain text,
  billing_address jsonb,
  tax_id text,
  source text not null check (source in ('staff', 'self_service', 'import')),
  -- a sign-up becomes an account when its code is typed in; until then nobody but that visitor sees it
  confirmed_at timestamptz,
  version int not null default 1,
  created_day date not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create index account_name on customers.account (lower(name), id);
create index account_name_key on customers.account (name_key);
create index account_domain on customers.account (domain) where domain is not null;
create index account_owner on customers.account (owner_id);
create index account_created on customers.account (created_at desc, id desc);

create table customers.contact (
  id uuid primary key,
  account_id uuid not null references customers.account (id),
  name text not null,
  -- as given, for letters
  email text not null,
  -- lower-case, for comparing
  email_key text not null check (email_key = lower(email)),
  email_verified_at timestamptz,
  title text,
  phone text,
  roles text[] not null,
  version int not null default 1,
  removed_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null
);
create unique index contact_email on customers.contact (email_key) where removed_at is null;
create index contact_account on customers.contact (account_id, id);

create table customers.portal_code (
  id uuid primary key,
  contact_id uuid not null references customers.contact (id),
  code_hash char(64) not null,
  tries int not null default 0,
  expires_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null
);
create index portal_code_contact on customers.portal_code (contact_id, created_at desc);

create table customers.portal_session (
  id uuid primary key,
  contact_id uuid not null references customers.contact (id),
  token_hash char(64) not null unique,
  expires_at timestamptz not null,
  address text,
  agent text,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index portal_session_contact on customers.portal_session (contact_id, created_at desc);

-- what the warehouse may read: no personal data, no sign-up that nobody confirmed
create view customers.public_accounts as
select id, number, name, kind, country, region, segment, owner_id as owner, website, source, created_day, created_at, updated_at,
  kind in ('internal', 'test') as outside_metrics
from customers.account
where confirmed_at is not null;
