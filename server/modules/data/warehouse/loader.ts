import { createReadStream } from 'node:fs'
import { setImmediate as breathe } from 'node:timers/promises'
import { DuckDBTimestampValue } from '@duckdb/node-api'
import type { DuckDBAppender } from '@duckdb/node-api'
import type { Row, Warehouse, Writer } from '../../../adapters/warehouse/duckdb.ts'
import { closeSegment, listSegments, type Segment, type SegmentFacts, segmentFolder } from '../log/segments.ts'
import { excerptOf, itemsOf, type RawEvent, type Reason, type Subject, sortItem } from '../rules/item.ts'
import {
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
} from './load-sql.ts'
import { stageSql } from './schema.ts'

export type Rejected = { segment: string; line: number; idx: number; source: string; reason: Reason; excerpt: string; received: number }
export type Progress = { segment: string; bytes: number; lines: number; events: number; rejected: number }

/** What the loader tells the operational store, before its own transaction commits: so that nothing can be forgotten in between. */
export type LoaderEars = {
  subjectOf: (source: string) => Subject
  kept: (rejected: Rejected[], progress: Progress[], closed: { segment: Segment; facts: SegmentFacts }[]) => Promise<void>
  reported: (days: Row[]) => Promise<void>
}

export type LoaderOptions = {
  dataDir: string
  warehouse: Warehouse
  ears: LoaderEars
  now?: () => Date
  sliceBytes?: number
  /** `INGEST_MAX_ITEM`: a larger item goes to quarantine */
  itemBytes?: number
  abandonedAfter?: number
}
/** `lastBySource`: the newest receipt of each source among them. */
export type Loaded = { events: number; rejected: number; bytes: number; lastBySource: Map<string, Date> }
export type Loader = {
  /** loads all that lies in the log at the moment of the call */
  loadNew: () => Promise<Loaded>
  /** unloaded bytes, as of the last call */
  behind: () => number
}

type Known = { bytes: number; lines: number; events: number; rejected: number; done: boolean }

export async function openLoader(options: LoaderOptions): Promise<Loader> {
  const { dataDir, warehouse, ears, now = () => new Date(), itemBytes, sliceBytes = 24 * 1024 * 1024, abandonedAfter = 300_000 } = options
  const known = new Map<string, Known>()
  for (const row of await warehouse.query('select segment, bytes, lines, events, rejected from control.loaded')) {
    known.set(String(row['segment']), {
      bytes: Number(row['bytes']),
      lines: Number(row['lines']),
      events: Number(row['events']),
      rejected: Number(row['rejected']),
      done: false,
    })
  }
  let unloaded = 0
  let newest = new Map<string, Date>()

  async function loadNew(): Promise<Loaded> {
    const sum: Loaded = { events: 0, rejected: 0, bytes: 0, lastBySource: new Map() }
    newest = sum.lastBySource
    const segments = await listSegments(segmentFolder(dataDir))
    unloaded = 0
    for (const segment of segments) unloaded += Math.max(0, segment.bytes - (known.get(segment.id)?.bytes ?? 0))
    for (const segment of segments) {
      const state = known.get(segment.id) ?? { bytes: 0, lines: 0, events: 0, rejected: 0, done: false }
      known.set(segment.id, state)
      if (state.done) continue
      const torn = await endIfAbandoned(segment, state)
      while (state.bytes < segment.bytes) {
        const slice = await readSlice(segment.path, state.bytes, sliceBytes)
        if (slice.length === 0) break
        const loaded = await loadSlice(segment.id, slice, state)
        sum.events += loaded.events
        sum.rejected += loaded.rejected
        sum.bytes += slice.length
        unloaded -= slice.length
      }
      if (segment.closed && state.bytes >= segment.closed.bytes) {
        await ears.kept(torn ?? [], [{ segment: segment.id, ...state }], [{ segment, facts: segment.closed }])
        state.done = true
      }
    }
    return sum
  }

  /** A segment whose writer died is ended here, some minutes after its last write. */
  async function endIfAbandoned(segment: Segment, state: Known): Promise<Rejected[] | undefined> {
    if (segment.closed || Date.now() - segment.touched < abandonedAfter) return undefined
    const facts = await closeSegment(segment.path)
    segment.closed = facts
    segment.bytes = facts.bytes
    if (facts.torn === 0) return undefined
    const place = { segment: segment.id, line: facts.lines + 1, idx: 0 }
    state.rejected += 1
    return [{ ...place, source: '', reason: 'torn_line', excerpt: `${facts.torn} bytes without an end`, received: segment.touched }]
  }

  async function loadSlice(segment: string, slice: Buffer, state: Known): Promise<{ events: number; rejected: number }> {
    const rejected: Rejected[] = []
    const after: Known = { ...state, bytes: state.bytes + slice.length }
    await warehouse.write(async (writer) => {
      await writer.run(stageSql)
      await writer.run('delete from temp.stage')
      await writer.append('stage', (appender) => stage(appender, segment, slice, after, rejected), { temp: true })
      const changed = after.events > state.events ? await settle(writer) : []
      await writer.run('delete from control.loaded where segment = $segment', { segment })
      await writer.run('insert into control.loaded values ($segment, $bytes, $lines, $events, $rejected)', {
        segment,
        bytes: after.bytes,
        lines: after.lines,
        events: after.events,
        rejected: after.rejected,
      })
      const { done: _done, ...progress } = after
      if (rejected.length > 0) await ears.kept(rejected, [{ segment, ...progress }], [])
      if (changed.length > 0) await ears.reported(changed)
    })
    const loaded = { events: after.events - state.events, rejected: after.rejected - state.rejected }
    Object.assign(state, after)
    return loaded
  }

  async function settle(writer: Writer): Promise<Row[]> {
    await writer.run(freshSql)
    await writer.run(rivalsSql)
    const [rivals] = await writer.rows('select count(*) as n, count(*) filter (where not older) as later from rivals')
    if (Number(rivals?.['n'] ?? 0) > 0) await writer.run(dropLaterSql)
    if (Number(rivals?.['later'] ?? 0) > 0) await writer.run(displaceSql)
    await writer.run(insertSql)
    await writer.run(touchedSql)
    await writer.run(beforeSql)
    await writer.run(clearDaysSql)
    await writer.run(buildDaysSql)
    return writer.rows(changedSql, { since: new Date(now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10) })
  }

  /** Reads the lines of a slice; gives the event loop back every few milliseconds, since doors answer in the same process. */
  async function stage(appender: DuckDBAppender, segment: string, slice: Buffer, after: Known, rejected: Rejected[]): Promise<void> {
    let from = 0
    let since = performance.now()
    for (let to = slice.indexOf(10, from); to >= 0; to = slice.indexOf(10, from)) {
      after.lines += 1
      const line = slice.toString('utf8', from, to)
      from = to + 1
      for (const event of readLine(line, segment, after.lines)) {
        if ('reason' in event) {
          after.rejected += event.loaded ? 0 : 1
          rejected.push(event)
        } else {
          after.events += 1
          appendEvent(appender, event)
        }
      }
      if (performance.now() - since < 12) continue
      await breathe()
      since = performance.now()
    }
  }

  function* readLine(line: string, segment: string, number: number): Generator<RawEvent | (Rejected & { loaded?: boolean })> {
    const place = { segment, line: number, idx: 0 }
    let envelope: { k: string; r: number; t?: string; b: Record<string, unknown> }
    try {
      envelope = JSON.parse(line)
    } catch {
      yield { ...place, source: '', reason: 'torn_line', excerpt: excerptOf(line), received: now().getTime() }
      return
    }
    const from = { source: envelope.k, received: envelope.r, subject: ears.subjectOf(envelope.k), ...(itemBytes ? { itemBytes } : {}) }
    const last = newest.get(envelope.k)
    if (!last || last.getTime() < envelope.r) newest.set(envelope.k, new Date(envelope.r))
    const { items, shared } = itemsOf(envelope.b)
    for (const [idx, item] of items.entries()) {
      const sorted = sortItem(item, shared, { segment, line: number, idx }, from, envelope.t)
      const about = { segment, line: number, idx, source: envelope.k, received: envelope.r }
      if ('reason' in sorted) yield { ...about, reason: sorted.reason, excerpt: sorted.excerpt }
      else {
        yield sorted.row
        if (sorted.warning) yield { ...about, reason: sorted.warning, excerpt: excerptOf(item), loaded: true }
      }
    }
  }

  return { loadNew, behind: () => unloaded }
}

/** Whole lines from an offset on; a line longer than the slice is read whole. */
async function readSlice(path: string, start: number, size: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let last = -1
  let bytes = 0
  const stream = createReadStream(path, { start, highWaterMark: 1024 * 1024 })
  for await (const part of stream as AsyncIterable<Buffer>) {
    const end = part.lastIndexOf(10)
    if (end >= 0) last = bytes + end
    parts.push(part)
    bytes += part.length
    if (bytes >= size && last >= 0) break
  }
  return Buffer.concat(parts).subarray(0, last + 1)
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
