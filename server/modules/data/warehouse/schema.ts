/** Raised whenever a table below changes its form; a file of another form is thrown away and built again. */
export const schemaVersion = 7

/** Landing, facts of the business, and marts. No keys and no indexes: the loader keeps rows unique, the engine scans. */
export const schemaSql = `
create schema raw; create schema rooms; create schema core; create schema mart; create schema control;
create table control.form (form varchar);
create table control.mirrored (view varchar, made varchar);
create table control.loaded (segment varchar, bytes bigint, lines bigint, events bigint, rejected bigint, noted boolean);
create table raw.raw_events (
  source varchar, message_id varchar, type varchar, event varchar, event_at timestamp, received_at timestamp, original_at varchar,
  server_id varchar, user_id varchar, anonymous_id varchar, group_id varchar, properties json, context json,
  segment varchar, line bigint, idx integer, flags varchar);
create table mart.server_day (
  server_id varchar, day date, active_users_daily bigint, active_users_monthly bigint, registered_users bigint, deactivated_users bigint,
  bots bigint, version varchar, edition varchar, licence_id varchar, released boolean, test_run boolean, received_at timestamp, source varchar,
  implausible varchar, unfit varchar);
create table core.core_day as
  select day::date as day, date_trunc('month', day)::date as month, date_trunc('quarter', day)::date as quarter,
    date_trunc('year', day)::date as year, date_trunc('week', day)::date as week,
    day::date as fiscal_quarter, day::date as fiscal_year
  from generate_series(date '2010-01-01', date '2045-12-31', interval 1 day) as series(day);
`

/** The rows that wait to be loaded, as the loader understood them. */
export const stageSql = `
create temp table if not exists stage (
  source varchar, message_id varchar, type varchar, event varchar, event_at timestamp, received_at timestamp, original_at varchar,
  server_id varchar, user_id varchar, anonymous_id varchar, group_id varchar, properties varchar, context varchar,
  segment varchar, line bigint, idx integer, flags varchar)`
