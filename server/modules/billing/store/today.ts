import { sql } from 'kysely'

/** Today of the selling company that a column names, as `todayOf` says it: companies are a handful, so that looking one up is nothing. */
export function todayOfCompany(now: Date, column: string) {
  return sql<string>`(select (${now}::timestamptz at time zone own.zone)::date from billing.legal_entity own where own.id = ${sql.ref(column)})`
}

/** Today of a contract, on the calendar that it began with. */
export function todayOfContract(now: Date) {
  return sql<string>`(${now}::timestamptz at time zone contract.zone)::date`
}

/** The earliest and the latest day that anywhere has at an instant: bounds for an index, which cannot know zones. */
export const earliestToday = (now: Date) => sql<string>`(${now}::timestamptz at time zone 'Etc/GMT+12')::date`
export const latestToday = (now: Date) => sql<string>`(${now}::timestamptz at time zone 'Pacific/Kiritimati')::date`
