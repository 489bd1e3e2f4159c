import type { Pool } from 'pg'
import { later } from '../../server/kernel/period.ts'

/** A pool, or one connection inside a transaction of its own. */
export type Asked = Pick<Pool, 'query'>

export function told(row: unknown): string {
  return JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
}

/**
 * Each order that licensing has ticked has its licence, and no two files of one order say the same span: one file a segment of seats.
 */
export async function unlicensed(pool: Asked): Promise<string[]> {
  const { rows } = await pool.query(licences)
  return rows.map((row) => `an order without its licence, or with one twice: ${told(row)}`)
}

const licences = `
  with told as (
    select o.number as order_number, l.starts_on, l.kind, l.format, l.deployment_id, count(*) as files
    from billing.order o join licensing.entitlement e on e.order_number = o.number
    join licensing.licence_source s on s.entitlement_id = e.id join licensing.licence l on l.id = s.licence_id
    where o.paid_at is not null group by 1, 2, 3, 4, 5)
  select order_number, starts_on::text as starts_on, kind, files from told where files > 1
  union all
  select o.number, null, 'missing', 0 from billing.order o
  where o.paid_at is not null and o.fulfilled_at is not null and not exists (select 1 from told where told.order_number = o.number)
  limit 5`

type Told = { subscription: string; plan: string; day: string; segments: { from: string; to: string; seats: number }[]; files: File[] }
type File = { number: string; seats: number; plan: string; from: string; to: string }

/**
 * Each segment of seats that billing told has its file: the newest of those that hold its first day, or the day on which it was told, says
 * its seats. More seats that begin later, inside the days of a file, may wait for their day. A test's own reading of the rule.
 */
export async function wronglyLicensed(pool: Asked): Promise<string[]> {
  const { rows } = await pool.query(toldSeats)
  return (rows as Told[]).flatMap(({ subscription, plan, day, segments, files }) =>
    segments
      .filter((segment) => segment.to > day)
      .flatMap((segment) => {
        const at = later(segment.from, day)
        const file = files.find((one) => one.from <= at && at < one.to)
        const waits = file && segment.from > day && segment.from > file.from && segment.seats > file.seats
        if (file && file.plan === plan && (file.seats === segment.seats || waits)) return []
        return [`a segment without its licence: ${subscription} from ${at}: ${segment.seats} seats sold, ${told(file ?? 'no file')}`]
      }),
  )
}

/** What each subscription was last told to give, and its files, the newest first. What was cancelled keeps the files that it has. */
const toldSeats = `
  select e.subscription_number as subscription, e.plan, (e.created_at at time zone e.zone)::date::text as day, e.segments,
    coalesce((
      select jsonb_agg(jsonb_build_object('number', l.number, 'seats', l.seats, 'plan', l.plan, 'from', l.starts_on, 'to', l.ends_on) order by l.serial desc)
      from licensing.licence l
      where l.id in (select s.licence_id from licensing.licence_source s join licensing.entitlement o on o.id = s.entitlement_id
        where o.subscription_id = e.subscription_id)), '[]') as files
  from (select distinct on (subscription_id) * from licensing.entitlement order by subscription_id, version desc) e
  where e.segments is not null and e.reason <> 'cancellation' and e.kind <> 'addon'
  order by 1 limit 1000`
