-- Who sells, what is sold, at what price, with which taxes and by which policy. Prices, rates and policies are dated rows.

create table billing.legal_entity (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9]{2,6}$'),
  name text not null,
  address jsonb not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  zone text not null,
  registrations jsonb not null default '[]',
  iban text,
  bic text,
  fiscal_year_start int not null default 1 check (fiscal_year_start between 1 and 12),
  conventions jsonb not null default '{}',
  -- the buyers' countries that this company serves; '*' serves the rest
  sells_to text[] not null default '{}',
  position int not null,
  created_at timestamptz not null,
  created_by text not null
);

create table billing.product (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9-]{2,40}$'),
  name text not null,
  description text not null default '',
  class text not null check (class in ('self_hosted', 'saas', 'support', 'training', 'services')),
  obligation text not null,
  family text not null,
  edition_rank int not null,
  unit text not null check (unit in ('seat', 'flat', 'each')),
  min_quantity int not null default 1 check (min_quantity >= 1),
  self_serve boolean not null default true,
  entitlements jsonb not null default '{}',
  eccn text,
  state text not null default 'active' check (state in ('draft', 'active', 'retired')),
  audience text not null default 'public' check (audience in ('public', 'internal', 'restricted')),
  created_at timestamptz not null,
  created_by text not null
);

create table billing.price_book_version (
  id uuid primary key,
  book text not null,
  version int not null check (version >= 1),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  state text not null default 'draft' check (state in ('draft', 'published')),
  sha text check (sha ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by text not null,
  unique (book, version)
);

create table billing.price (
  version_id uuid not null references billing.price_book_version (id),
  product_id uuid not null references billing.product (id),
  currency text not null,
  per text not null,
  min_quantity int not null default 1,
  unit_price numeric(24, 12) not null check (unit_price >= 0),
  ssp numeric(24, 12),
  floor numeric(24, 12),
  cadences jsonb not null default '[]',
  primary key (version_id, product_id, currency, per, min_quantity)
);

-- a published version is frozen; only the version after it may end it, once
create function billing.guard_price_book() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'price_book.immutable'; end if;
  if old.state = 'published' and (to_jsonb(new) - 'valid_to') is distinct from (to_jsonb(old) - 'valid_to') then
    raise exception 'price_book.immutable';
  end if;
  if old.state = 'published' and old.valid_to is not null and new.valid_to is distinct from old.valid_to then
    raise exception 'price_book.immutable';
  end if;
  return new;
end $$;
create trigger guard before update or delete on billing.price_book_version for each row execute function billing.guard_price_book();

create function billing.guard_price() returns trigger language plpgsql as $$
begin
  if exists (select 1 from billing.price_book_version v
             where v.id = case when tg_op = 'DELETE' then old.version_id else new.version_id end and v.state = 'published') then
    raise exception 'price_book.immutable';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on billing.price for each row execute function billing.guard_price();

create table billing.tax_rate (
  id uuid primary key,
  jurisdiction text not null,
  code text not null,
  rate numeric(24, 12) not null,
  valid_from date not null,
  valid_to date,
  needs_registration boolean not null default false,
  source text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (jurisdiction, code, valid_from)
);

create table billing.tax_rule (
  id uuid primary key,
  rule text not null,
  priority int not null,
  valid_from date not null,
  valid_to date,
  "when" jsonb not null,
  "then" jsonb not null,
  source text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (rule, valid_from)
);

create table billing.policy (
  id uuid primary key,
  kind text not null,
  version int not null,
  effective_from date not null,
  rows jsonb not null,
  state text not null check (state in ('draft', 'active')),
  created_at timestamptz not null,
  created_by text not null,
  unique (kind, version)
);

create table billing.terms_document (
  id uuid primary key,
  code text not null,
  version text not null,
  locale text not null,
  title text not null,
  body text not null,
  sha text not null check (sha ~ '^[0-9a-f]{64}$'),
  effective_from date not null,
  standard boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  unique (code, version, locale)
);

-- one guard for all rows that the law or a signature keeps
create function billing.never_changes() returns trigger language plpgsql as $$
begin
  raise exception '%.immutable', tg_table_name;
end $$;
create trigger guard before update or delete on billing.terms_document for each row execute function billing.never_changes();

create table billing.profile (
  id uuid primary key,
  account_id uuid not null references customers.account (id),
  entity_id uuid not null references billing.legal_entity (id),
  legal_name text not null,
  address jsonb not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text,
  kind text not null,
  tax_ids jsonb not null default '[]',
  currency text not null,
  terms_days int not null default 30,
  terms_approved boolean not null default false,
  po_required boolean not null default false,
  language text not null default 'en',
  segment text,
  einvoice jsonb,
  buyer_reference text,
  policies jsonb not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  unique (account_id, entity_id)
);

create table billing.payment_method (
  id uuid primary key,
  profile_id uuid not null references billing.profile (id),
  provider text not null,
  provider_ref text not null,
  kind text not null check (kind in ('card', 'sepa_debit', 'ach', 'transfer')),
  brand text not null,
  last4 text not null check (last4 ~ '^\d{4}$'),
  exp_month int not null,
  exp_year int not null,
  state text not null default 'active' check (state in ('active', 'removed')),
  is_default boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  unique (profile_id, provider_ref)
);
create unique index payment_method_default on billing.payment_method (profile_id) where is_default;

create table billing.tax_id_check (
  id uuid primary key,
  profile_id uuid not null references billing.profile (id),
  tax_id text not null,
  state text not null check (state in ('valid', 'invalid', 'pending', 'format_only')),
  register text not null,
  consultation_number text,
  asked_at timestamptz not null,
  answered_at timestamptz,
  raw jsonb not null default '{}',
  created_at timestamptz not null,
  created_by text not null
);
