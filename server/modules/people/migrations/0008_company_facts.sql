-- What else a company says of itself.
alter table people.company
  add column legal_name text,
  add column website text,
  -- the part of colleagues' addresses behind the @
  add column mail_domain text,
  add column languages text[] not null default '{}';
