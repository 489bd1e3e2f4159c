-- figures that anyone may read: opened for one text of the definition, and closed by the next
create table data.metric_publication (
  metric text primary key check (length(metric) between 1 and 64),
  hash text not null check (length(hash) = 64),
  published_at timestamptz not null
);
