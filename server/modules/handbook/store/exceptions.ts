import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { exceptionsList } from '../contract.ts'
import type { ExceptionTable } from '../following-tables.ts'
import { counts } from './runs.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** `EXC-0001`: never given twice. */
export async function takeExceptionNumber(tx: Tx): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval('handbook.exception_number') as n`.execute(tx)
  return `EXC-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}

export async function addException(tx: Tx, row: ExceptionTable): Promise<void> {
  await tables(tx).insertInto('exception').values(row).execute()
}

/** Refuses `exception.unknown`. */
export async function getException(tx: Tx, id: string): Promise<ExceptionTable> {
  const row = await tables(tx).selectFrom('exception').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw noException()
  return row
}

export function noException(): Refusal {
  return new Refusal('missing', 'exception.unknown', 'There is no such exception.')
}

/** What is asked of pages and has no answer yet, with whoever asked. */
export async function openExceptionsOn(tx: Tx, pages: readonly string[]): Promise<Pick<ExceptionTable, 'id' | 'page_id' | 'by_id'>[]> {
  return tables(tx)
    .selectFrom('exception')
    .select(['id', 'page_id', 'by_id'])
    .where('page_id', 'in', [...pages])
    .where('state', '=', 'asked')
    .limit(5000)
    .execute()
}

export async function saveException(tx: Tx, id: string, change: Partial<ExceptionTable>): Promise<void> {
  await tables(tx).updateTable('exception').set(change).where('id', '=', id).execute()
}

/** Exceptions that ended by their day and of which nobody was told yet; they are told by this. */
export async function takeExpired(tx: Tx, today: string): Promise<ExceptionTable[]> {
  return tables(tx)
    .updateTable('exception')
    .set({ expiry_told: true })
    .where('state', '=', 'granted')
    .where('expiry_told', '=', false)
    .where('until', '<', today)
    .returningAll()
    .execute()
}

export type Pressure = { page_id: string; n: number; k: number; flags: number; exceptions: number }

/** What speaks for reading procedures again: of one, or of all in force; runs and exceptions since each was read last. */
export async function pressures(tx: Tx, { page, since, today }: { page?: string; since: string; today: string }): Promise<Pressure[]> {
  const one = page === undefined ? sql`true` : sql`p.page_id = ${page}`
  const { rows } = await sql<Pressure>`select p.page_id, rate.n, rate.k,
      (select count(*)::int from handbook.flag f where f.page_id = p.page_id and f.state = 'open') as flags,
      coalesce((select max(t.n) from (select count(*)::int as n from handbook.exception x where x.page_id = p.page_id and x.state in ('granted', 'ended')
        and x.day >= greatest(${since}::date, p.reviewed_on) group by x.key) t), 0) as exceptions
    from handbook.procedure p join handbook.page page on page.id = p.page_id
    join lateral (
      select count(*)::int as n, count(wrong.run_id)::int as k from handbook.run run
      left join lateral (select e.run_id from handbook.error e where e.run_id = run.id and ${counts(today)} limit 1) wrong on true
      where run.page_id = p.page_id and run.finished_day >= greatest(${since}::date, p.reviewed_on)
        and (run.state <> 'aborted' or run.abort_reason = 'error')
    ) rate on true
    where p.in_force_no is not null and page.retired_on is null and p.pulled_to is null and ${one} limit 2000`.execute(tx)
  return rows
}

type Listed = ExceptionTable & { title: string; page_number: string | null; mine: boolean }

/** Exceptions as the list was asked, of pages that the reader may open. */
export async function listExceptions(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Listed>> {
  const mine = sql<boolean>`(page.owner = ${looks.person} or page.backup = ${looks.person} is true)`
  const rows = tables(tx)
    .selectFrom('exception')
    .innerJoin('page', 'page.id', 'exception.page_id')
    .selectAll('exception')
    .select(['page.title', 'page.number as page_number', mine.as('mine')])
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
    holds(sql<string>`kernel.fold(exception.number || ' ' || exception.reason || ' ' || exception.control)`, words, nearness),
  ]
  const by: Expressed<typeof exceptionsList.list> = {
    number: sql`exception.number`,
    title: sql`lower(page.title)`,
    by: { name: sql`lower(exception.by_name)`, id: sql`exception.by_id` },
    state: sql`(case when exception.state = 'granted' and exception.until < ${asking.today}::date then 'expired' else exception.state end)`,
    until: sql`exception.until`,
    asked: sql`exception.at`,
    mine,
    page: sql`exception.page_id::text`,
  }
  return askList<typeof exceptionsList.list, Listed>(tx, { list: exceptionsList.list, asking, rows, id: 'exception.id', by, search }, asked)
}
