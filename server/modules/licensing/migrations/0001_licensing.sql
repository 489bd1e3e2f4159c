-- templates for licences, one row for each product, plan and version; used ones are never edited, a change is a new version
create table licensing.licence_profile (
  id uuid primary key,
  product_code text not null,
  plan text not null,
  version int not null check (version > 0),
  kind text not null check (kind in ('paid', 'addon')),
  format text not null check (format in ('mattermost', 'native')),
  aud text not null,
  sku_name text not null,
  sku_short_name text not null,
  is_gov boolean not null default false,
  features jsonb not null,
  limits jsonb,
  grants jsonb not null default '[]',
  seat_mode text not null check (seat_mode in ('hard', 'soft', 'report')),
  extra_rule jsonb not null,
  grace_days int not null check (grace_days >= 0),
  terminate_days int check (terminate_days >= grace_days),
  max_activations int,
  lease jsonb,
  nonproduction_copies int not null default 0,
  composition text not null default 'earliest_boundary' check (composition in ('earliest_boundary', 'longest_base')),
  eccn text,
  export_class text,
  valid_from date not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (product_code, plan, version)
);

-- one installation of the product at a customer; the default one is called Main
create table licensing.deployment (
  id uuid primary key,
  account_id uuid not null references customers.account (id),
  product_code text not null,
  name text not null,
  use text not null default 'production' check (use in ('production', 'nonproduction')),
  is_default boolean not null default false,
  instance_id text,
  server_id text,
  notes text,
  created_at timestamptz not null,
  created_by text not null,
  unique (account_id, product_code, name)
);
create unique index deployment_default on licensing.deployment (account_id, product_code) where is_default;

-- what billing said that a subscription (one item of one contract) gives; the highest version counts, lower ones are history
create table licensing.entitlement (
  id uuid primary key,
  subscription_id uuid not null,
  subscription_number text not null,
  contract_number text not null,
  order_number text,
  version int not null check (version > 0),
  account_id uuid not null references customers.account (id),
  end_customer_id uuid references customers.account (id),
  reseller_id uuid references customers.account (id),
  product_code text not null,
  plan text not null,
  kind text not null check (kind in ('paid', 'addon', 'nfr', 'internal')),
  seats int not null check (seats >= 0),
  grants jsonb not null default '[]',
  options jsonb not null default '{}',
  starts_on date not null,
  -- exclusive
  ends_on date not null,
  zone text not null,
  reason text not null,
  funding text not null check (funding in ('paid', 'po_accepted', 'provisional')),
  event_id text not null,
  created_at timestamptz not null,
  created_by text not null,
  check (starts_on <= ends_on),
  unique (subscription_id, version)
);
create index entitlement_account on licensing.entitlement (account_id, product_code);

create table licensing.signing_key (
  id uuid primary key,
  kid text not null unique,
  purpose text not null check (purpose in ('license', 'status', 'lease', 'root', 'mattermost')),
  environment text not null check (environment in ('prod', 'test')),
  alg text not null check (alg in ('EdDSA', 'ES256', 'RS512')),
  origin text not null check (origin in ('generated', 'imported')),
  public_pem text not null,
  public_sha256 char(64) not null unique,
  sealed_private bytea,
  state text not null check (state in ('pending', 'active', 'verifying', 'retired', 'compromised')),
  first_use_on date not null,
  retires_on date,
  created_at timestamptz not null,
  created_by text not null
);
create unique index signing_key_active on licensing.signing_key (purpose, environment, alg) where state = 'active';

create sequence licensing.licence_number;

-- the bytes delivered are the bytes stored
create table licensing.licence (
  id uuid primary key,
  number text not null unique,
  wire_id char(26) not null unique,
  line uuid not null,
  serial int not null check (serial > 0),
  account_id uuid not null references customers.account (id),
  customer_name text not null,
  deployment_id uuid not null references licensing.deployment (id),
  profile_id uuid not null references licensing.licence_profile (id),
  product_code text not null,
  plan text not null,
  sku_name text not null,
  format text not null check (format in ('mattermost', 'native')),
  environment text not null check (environment in ('prod', 'test')),
  kind text not null check (kind in ('paid', 'addon', 'trial', 'nonproduction', 'nfr', 'internal')),
  provisional boolean not null default false,
  seats int not null check (seats > 0),
  extra_users int,
  starts_on date not null,
  ends_on date not null,
  issued_at timestamptz not null,
  starts_at timestamptz not null,
  expires_at timestamptz not null,
  grace_until timestamptz not null,
  terminate_at timestamptz,
  payload bytea not null,
  signature bytea not null,
  document text not null,
  document_sha256 char(64) not null,
  key_id uuid not null references licensing.signing_key (id),
  -- the screening decision; see docs/decisions/0005-licence-without-screening.md
  decision_id uuid,
  issue_key char(64) not null unique,
  replaces uuid[] not null default '{}',
  reason text not null,
  status_list int,
  status_idx int,
  created_at timestamptz not null,
  created_by text not null,
  check (starts_at < expires_at),
  unique (line, serial),
  unique (status_list, status_idx)
);
create index licence_account on licensing.licence (account_id, issued_at desc, id desc);
create index licence_issued on licensing.licence (issued_at desc, id desc);
create index licence_expires on licensing.licence (expires_at, id);

create table licensing.licence_source (
  licence_id uuid not null references licensing.licence (id),
  entitlement_id uuid not null references licensing.entitlement (id),
  seats int not null,
  primary key (licence_id, entitlement_id)
);
create index licence_source_entitlement on licensing.licence_source (entitlement_id);

create table licensing.download (
  id uuid primary key,
  licence_id uuid not null references licensing.licence (id),
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  -- /24 or /48, never the whole address
  ip_prefix text,
  format text not null
);
create index download_licence on licensing.download (licence_id, at desc);

create function licensing.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of licensing.% are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger licence_immutable before update or delete on licensing.licence
  for each row execute function licensing.refuse_change();
create trigger licence_source_immutable before update or delete on licensing.licence_source
  for each row execute function licensing.refuse_change();
create trigger entitlement_immutable before update or delete on licensing.entitlement
  for each row execute function licensing.refuse_change();
create trigger licence_profile_immutable before update or delete on licensing.licence_profile
  for each row execute function licensing.refuse_change();

create view licensing.public_licences as
select l.id as licence_id, l.number, l.wire_id::text as wire_id, l.account_id, e.subscription_number, e.contract_number, e.order_number,
  l.product_code, l.plan, l.seats, l.extra_users, l.kind, l.environment, l.issued_at, l.starts_at, l.expires_at, l.grace_until, l.terminate_at,
  l.starts_on, l.ends_on, l.serial, l.line, l.deployment_id
from licensing.licence l
join licensing.licence_source s on s.licence_id = l.id
join licensing.entitlement e on e.id = s.entitlement_id;
