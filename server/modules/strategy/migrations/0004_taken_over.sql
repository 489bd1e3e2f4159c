-- Who answers for a plan in place of the one whom its text names: what is signed stays as it was signed.
create table strategy.taken_over (
  edition_id uuid primary key references strategy.edition (id),
  person_id uuid not null,
  at timestamptz not null,
  by_id text not null
);
