-- What this database belongs together with. One row, written when the house opens for the first time: `house` stands in the data
-- folder too, and each proof is a known text encrypted under a key, which opens under no other.
create table kernel.belonging (
  one boolean primary key default true check (one),
  house uuid not null,
  secret_proof bytea not null,
  licensing_proof bytea not null,
  at timestamptz not null default now()
);
create trigger belonging_immutable before update or delete on kernel.belonging for each row execute function kernel.refuse_change();
