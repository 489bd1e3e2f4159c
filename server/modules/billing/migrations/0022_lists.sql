-- What the list of contracts is sorted by, with the id that decides between equals: the next page begins where the index says.
create index contract_runs_until on billing.contract ((end_day - 1), id);
