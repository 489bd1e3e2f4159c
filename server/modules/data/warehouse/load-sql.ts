/** Whether an id was staged twice: most parts of the log need no more than this answer. */
export const twinsSql = `
select exists (select 1 from stage group by source, message_id having count(*) > 1) as there`

/**
 * From staged rows to unique events. The earliest (received, segment, line, index) of one (source, message id) within 35 days wins,
 * whether its segment loads first or last: so that loading as it comes equals building anew.
 */
export const freshSql = `
create or replace temp table fresh as
  select * from stage
  qualify row_number() over (partition by source, message_id order by received_at, segment, line, idx) = 1`

/** The same where no id was staged twice: the rows are not written again. */
export const allFreshSql = `
drop table if exists temp.fresh;
alter table temp.stage rename to fresh`

/** Events that are there already under the same id; `older` says that the one there stays. */
export const rivalsSql = `
create or replace temp table rivals as
  select e.source, e.message_id, e.segment, e.line, e.idx, e.server_id, e.event_at::date as day,
    (e.received_at, e.segment, e.line, e.idx) <= (f.received_at, f.segment, f.line, f.idx) as older
  from fresh f join raw.raw_events e on e.source = f.source and e.message_id = f.message_id
  where e.received_at between (select min(received_at) from fresh) - interval 35 day and (select max(received_at) from fresh) + interval 35 day
    and e.received_at between f.received_at - interval 35 day and f.received_at + interval 35 day`

export const dropLaterSql = `
delete from fresh using rivals where rivals.older and fresh.source = rivals.source and fresh.message_id = rivals.message_id`

export const displaceSql = `
delete from raw.raw_events e using rivals r where not r.older and e.segment = r.segment and e.line = r.line and e.idx = r.idx`

export const insertSql = `
insert into raw.raw_events by name select * from fresh`

export const touchedSql = `
create or replace temp table touched as
  select distinct server_id, event_at::date as day from fresh where server_id is not null
  union select distinct server_id, day from rivals where not older and server_id is not null`

/** What the days looked like before, so that listeners hear only of changes. */
export const beforeSql = `
create or replace temp table before as
  select s.* from mart.server_day s join touched t on t.server_id = s.server_id and t.day = s.day`

export const clearDaysSql = `
delete from mart.server_day s using touched t where s.server_id = t.server_id and s.day = t.day`

const fields = [
  'active_users_daily',
  'active_users_monthly',
  'registered_users',
  'registered_deactivated_users',
  'bot_accounts',
  'version',
  'server_version',
  'edition',
  'license_id',
  'dev_build',
  'ran_tests',
]
const paths = fields.map((field) => `'$.${field}'`).join(', ')
const p = (field: string) => `p[${fields.indexOf(field) + 1}]`
/** A count that the loader found implausible is none here. */
const count = (field: string) => `case when not contains(flags, 'counts:${field}') then try_cast(${p(field)} as bigint) end`
const place = '(received_at, segment, line, idx)'

/**
 * Why a server's day counts in no figure, as far as its own reports tell: no released version, a development or test run, counts that
 * cannot be. Kept with the row, since it never changes; whoever changes the rule raises `schemaVersion`.
 */
export const unfitSql = `case when not released then 'version' when test_run then 'test_run'
  when implausible is not null or active_users_daily < 0 or active_users_daily > registered_users then 'counts' end`

/**
 * One row per (server, UTC day). Of several activity reports one whose counts are plausible wins whole, of those the one with the most
 * daily users, then the latest received; version, edition and licence are the last that any event of the day named. A day of one event,
 * as most are, has nothing to compare.
 */
export const buildDaysSql = `
insert into mart.server_day by name
with read as (
  select e.server_id, e.event_at::date as day, e.received_at, e.segment, e.line, e.idx, e.source,
    json_extract_string(e.properties, [${paths}]) as p, e.flags
  from raw.raw_events e join touched t on t.server_id = e.server_id and t.day = e.event_at::date
  where e.type = 'track' and e.event_at >= (select min(day) from touched) and e.event_at < (select max(day) from touched) + interval 1 day
), facts as materialized (
  select server_id, day, received_at, segment, line, idx, source,
    ${count('active_users_daily')} as dau, ${count('active_users_monthly')} as mau, ${count('registered_users')} as registered,
    ${count('registered_deactivated_users')} as deactivated, ${count('bot_accounts')} as bots,
    nullif(array_to_string(list_filter(string_split(flags, ','), lambda flag: starts_with(flag, 'counts:')), ','), '') as odd, coalesce(${p('version')}, ${p('server_version')}) as version,
    ${p('edition')} as edition, nullif(${p('license_id')}, '') as licence,
    coalesce(try_cast(${p('dev_build')} as boolean), false) or coalesce(try_cast(${p('ran_tests')} as boolean), false) as test_run
  from read
), many as (
  select server_id, day from facts group by server_id, day having count(*) > 1
), days as (
  select server_id, day,
    arg_max({dau: dau, mau: mau, registered: registered, deactivated: deactivated, bots: bots, odd: odd},
      (odd is null, coalesce(dau, -1), received_at, segment, line, idx))
      filter (where dau is not null or registered is not null or odd is not null) as activity,
    arg_max(version, ${place}) filter (where version is not null) as version,
    arg_max(edition, ${place}) filter (where edition is not null) as edition,
    arg_max(licence, ${place}) filter (where licence is not null) as licence_id,
    bool_or(test_run) as test_run, max(received_at) as received_at, arg_max(source, ${place}) as source
  from facts semi join many using (server_id, day) group by server_id, day
  union all
  select server_id, day,
    case when dau is not null or registered is not null or odd is not null
      then {dau: dau, mau: mau, registered: registered, deactivated: deactivated, bots: bots, odd: odd} end,
    version, edition, licence, test_run, received_at, source
  from facts anti join many using (server_id, day)
)
select *, ${unfitSql} as unfit from (
select server_id, day, activity.dau as active_users_daily, activity.mau as active_users_monthly, activity.registered as registered_users,
  activity.deactivated as deactivated_users, activity.bots as bots, version, edition, licence_id,
  coalesce(regexp_matches(version, '^[0-9]+\\.[0-9]+\\.[0-9]+'), false) as released, test_run, received_at, source,
  activity.odd as implausible
from days)`

/**
 * Server-days that are new or differ from before, oldest first. Only those of which something came when it was news (`since`):
 * two years of history that are imported tell nobody anything new.
 */
export const changedSql = `
select s.server_id, s.day::varchar as day, s.active_users_daily, s.active_users_monthly, s.registered_users, s.deactivated_users, s.version,
  s.licence_id, s.source, s.implausible
from mart.server_day s join touched t on t.server_id = s.server_id and t.day = s.day
left join before b on b.server_id = s.server_id and b.day = s.day
where s.received_at >= $since::timestamp and (b.server_id is null
    or (s.active_users_daily, s.active_users_monthly, s.registered_users, s.deactivated_users, s.version, s.licence_id)
      is distinct from (b.active_users_daily, b.active_users_monthly, b.registered_users, b.deactivated_users, b.version, b.licence_id))
order by s.day, s.server_id`
