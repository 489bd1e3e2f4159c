-- when each stage of the warehouse last did its work, and what keeps it from it; written by the process that owns the warehouse,
-- read by every other: silence is seen by the age of a row, whoever has fallen silent
create table data.pulse (
  stage text primary key check (stage in ('events', 'views')),
  good_at timestamptz not null,
  trouble text,
  trouble_since timestamptz
);
