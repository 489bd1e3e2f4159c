-- Who an account belongs to, asked by the reach of every list: an answer from the index alone.
create unique index account_reach on customers.account (id) include (owner_id);
