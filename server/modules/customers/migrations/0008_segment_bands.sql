-- From how many employees a company counts as mid-market and as enterprise: dated rows, the latest day not ahead is in force.
create table customers.segment_bands (
  version int primary key,
  valid_from date not null,
  mid_market_from int not null check (mid_market_from > 1),
  enterprise_from int not null check (enterprise_from > mid_market_from),
  reason text not null,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null
);
insert into customers.segment_bands values (1, '2000-01-01', 100, 1000, 'As shipped', now(), 'system', 'Quarterdeck');
