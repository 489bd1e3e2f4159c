import { setImmediate as breathe } from 'node:timers/promises'
import { DuckDBTimestampValue } from '@duckdb/node-api'
import type { DuckDBAppender } from '@duckdb/node-api'
import type { Row, Writer } from '../../../adapters/warehouse/duckdb.ts'
import type { Day } from '../../../kernel/period.ts'
import type { RawEvent } from '../rules/item.ts'
import {
  allFreshSql,
  beforeSql,
  buildDaysSql,
  changedSql,
  clearDaysSql,
  displaceSql,
  dropLaterSql,
  freshSql,
  insertSql,
  rivalsSql,
  touchedSql,
  twinsSql,
} from './load-sql.ts'
import { stageSql } from './schema.ts'

/** `changed`: the server-days that are news; `days`: all days of which a server's row was written anew. */
type Staged = { changed: Row[]; days: Day[] }

/** Puts rows into the warehouse inside the writer's transaction; news is what came since the instant `since`. */
export async function stageRows(writer: Writer, rows: RawEvent[], since: string): Promise<Staged> {
  if (rows.length === 0) return { changed: [], days: [] }
  await writer.run(stageSql)
  await writer.run('delete from temp.stage')
  await writer.append('stage', (appender) => append(appender, rows), { temp: true })
  const [twins] = await writer.rows(twinsSql)
  await writer.run(twins?.['there'] === true ? freshSql : allFreshSql)
  await writer.run(rivalsSql)
  const [rivals] = await writer.rows('select count(*) as n, count(*) filter (where not older) as later from rivals')
  if (Number(rivals?.['n'] ?? 0) > 0) await writer.run(dropLaterSql)
  if (Number(rivals?.['later'] ?? 0) > 0) await writer.run(displaceSql)
  await writer.run(insertSql)
  await writer.run(touchedSql)
  await writer.run(beforeSql)
  await writer.run(clearDaysSql)
  await writer.run(buildDaysSql)
  const days = await writer.rows('select distinct day::varchar as day from touched')
  return { changed: await writer.rows(changedSql, { since }), days: days.map((row) => String(row['day'])) }
}

/** Gives the event loop back every few milliseconds, since doors answer in the same process. */
async function append(appender: DuckDBAppender, rows: RawEvent[]): Promise<void> {
  let since = performance.now()
  for (const row of rows) {
    appendEvent(appender, row)
    if (performance.now() - since < 12) continue
    await breathe()
    since = performance.now()
  }
}

function appendEvent(appender: DuckDBAppender, row: RawEvent): void {
  appender.appendVarchar(row.source)
  appender.appendVarchar(row.messageId)
  appender.appendVarchar(row.type)
  maybe(appender, row.event)
  appender.appendTimestamp(new DuckDBTimestampValue(BigInt(row.eventAt) * 1000n))
  appender.appendTimestamp(new DuckDBTimestampValue(BigInt(row.receivedAt) * 1000n))
  maybe(appender, row.originalAt)
  maybe(appender, row.serverId)
  maybe(appender, row.userId)
  maybe(appender, row.anonymousId)
  maybe(appender, row.groupId)
  appender.appendVarchar(row.properties)
  appender.appendVarchar(row.context)
  appender.appendVarchar(row.segment)
  appender.appendBigInt(BigInt(row.line))
  appender.appendInteger(row.idx)
  appender.appendVarchar(row.flags)
  appender.endRow()
}

function maybe(appender: DuckDBAppender, value: string | null): void {
  if (value === null) appender.appendNull()
  else appender.appendVarchar(value)
}
