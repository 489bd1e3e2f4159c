-- Milestones with their days, and what a measure that is judged was judged to be: live facts beside the promise, oldest first.
alter table strategy.measure drop column milestone_ids;
alter table strategy.measure drop column score;
alter table strategy.measure add column milestones jsonb not null default '[]';
alter table strategy.measure add column scores jsonb not null default '[]';
alter table strategy.measure add check (
  kind in ('metric', 'tbd') or (metric_id is null and direction is not null and target is not null and due is not null)
);

-- Each judgement of a measure without a number, with its words; only ever added to.
create table strategy.assessment (
  id uuid primary key,
  edition_id uuid not null references strategy.edition (id),
  item_key uuid not null,
  day date not null,
  score int not null check (score between 0 and 5),
  words text not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index assessment_item on strategy.assessment (item_key, id);

-- What somebody thinks that the figure will be at the end of each quarter that is left.
alter table strategy.status_update add column forecasts jsonb not null default '[]';

-- Which updates somebody was told of, on their day and when it was over: once each.
create table strategy.update_notice (
  edition_id uuid not null references strategy.edition (id),
  due_on date not null,
  told text not null check (told in ('due', 'overdue')),
  at timestamptz not null,
  primary key (edition_id, due_on, told)
);
