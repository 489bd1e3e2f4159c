-- Which text of a definition held from when: a row whenever a house starts with another text than the newest row's, and never changed.
-- Whether somebody vetted it is said by decisions alone, so no row claims it.
drop view data.public_metrics;
alter table data.metric_version
  drop column state, drop column decision, drop column certified_at,
  drop constraint metric_version_metric_version_key,
  -- in the order of writing, whatever the clocks of several machines said
  add column n bigint generated always as identity,
  add column source text not null default 'shipped' check (source in ('shipped')),
  add column holds_from timestamptz not null default now(),
  drop column created_at, drop column created_by;
alter table data.metric_version alter column source drop default, alter column holds_from drop default;
create index metric_version_newest on data.metric_version (metric, n desc);
drop trigger metric_version_kept on data.metric_version;
create trigger metric_version_kept before update or delete on data.metric_version for each row execute function kernel.refuse_change();

create view data.public_metrics as
  select distinct on (metric) metric as id, version, hash, sql_hash, source, holds_from from data.metric_version order by metric, n desc;
