import { createReadStream } from 'node:fs'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { closeSegment, dayOf, type Segment, segmentFolder, surveySegments, trueFacts, type Unreadable } from '../log/segments.ts'
import type { Ceilings } from '../rules/counts.ts'
import { detailOf, type LineRules, readLine, refused } from '../rules/line.ts'
import { isEngineFault } from './faults.ts'
import { type Line, type LoaderListeners, openTaker, type Position, type Struggles, type Touched } from './take.ts'

export type { LoaderListeners, Position } from './take.ts'

export type LoaderOptions = {
  dataDir: string
  warehouse: Warehouse
  listeners: LoaderListeners
  now?: () => Date
  sliceBytes?: number
  /** items that one transaction takes */
  partItems?: number
  /** `INGEST_MAX_ITEM`: a larger item goes to quarantine */
  itemBytes?: number
  ceilings?: Ceilings
  abandonedAfter?: number
  struggles?: Struggles
  touched?: Touched
}
/** `lastBySource`: the newest receipt of each source among them. `unreadable`: what of the log could not be read, for all else was. */
export type Loaded = { events: number; rejected: number; bytes: number; lastBySource: Map<string, Date>; unreadable: Unreadable[] }
export type Loader = {
  /** loads all that lies in the log at the moment of the call; says after each segment how many are done, and of how many */
  loadNew: (told?: (done: number, of: number) => Promise<void>) => Promise<Loaded>
  /** bytes that lie in the log and are not in; nothing when a part of the log cannot be looked at */
  unloaded: () => Promise<number | undefined>
  /** the same, as of the last call of `loadNew` */
  behind: () => number | undefined
}

/** `noted`: the operational store has its final facts. */
type Known = Position & { noted: boolean }

export async function openLoader(options: LoaderOptions): Promise<Loader> {
  const { dataDir, warehouse, listeners, now = () => new Date(), sliceBytes = 24 * 1024 * 1024, partItems = 20_000 } = options
  const { abandonedAfter = 300_000 } = options
  const { itemBytes, ceilings, struggles, touched } = options
  const rules: LineRules = { subjectOf: listeners.subjectOf, ...(itemBytes ? { itemBytes } : {}), ...(ceilings ? { ceilings } : {}) }
  const taker = openTaker({ warehouse, listeners, now, ...(struggles ? { struggles } : {}), ...(touched ? { touched } : {}) })
  const known = await knownSegments(warehouse)
  let unloaded: number | undefined
  // fewer after an engine failed, since it may have failed over the size of a part
  let most = partItems

  async function loadNew(told?: (done: number, of: number) => Promise<void>): Promise<Loaded> {
    const sum: Loaded = { events: 0, rejected: 0, bytes: 0, lastBySource: new Map(), unreadable: [] }
    const { segments, unreadable } = await surveySegments(segmentFolder(dataDir))
    sum.unreadable.push(...unreadable)
    unloaded = unreadable.length > 0 ? undefined : waiting(segments)
    for (const [at, segment] of segments.entries()) {
      await told?.(at, segments.length)
      try {
        await loadSegment(segment, sum)
      } catch (error) {
        if (error instanceof AtEngine) throw error.cause
        sum.unreadable.push({ path: segment.path, reason: detailOf(error) })
      }
    }
    unloaded = sum.unreadable.length > 0 ? undefined : waiting(segments)
    return sum
  }

  function waiting(segments: Segment[]): number {
    return segments.reduce((sum, segment) => sum + Math.max(0, segment.bytes - (known.get(segment.id)?.bytes ?? 0)), 0)
  }

  async function loadSegment(segment: Segment, sum: Loaded): Promise<void> {
    const state = known.get(segment.id) ?? { bytes: 0, lines: 0, events: 0, rejected: 0, noted: false }
    known.set(segment.id, state)
    if (state.noted && state.bytes >= segment.bytes) return
    if (!segment.closed && Date.now() - segment.touched >= abandonedAfter) await endAbandoned(segment, state)
    const before = { ...state }
    try {
      while (state.bytes < segment.bytes) {
        const slice = await readSlice(segment.path, state.bytes, sliceBytes)
        if (slice.length === 0) break
        await loadSlice(segment, slice, state, sum.lastBySource)
      }
    } finally {
      sum.events += state.events - before.events
      sum.rejected += state.rejected - before.rejected
      sum.bytes += state.bytes - before.bytes
    }
    if (!segment.closed || state.bytes < segment.bytes) return
    const facts = await trueFacts(segment)
    await atEngine(listeners.ended(segment, facts, state))
    await atEngine(
      warehouse.write((writer) => writer.run('update control.loaded set noted = true where segment = $segment', { segment: segment.id })),
    )
    state.noted = true
  }

  /** A segment whose writer died is ended here, some minutes after its last write; a torn last line is told of. */
  async function endAbandoned(segment: Segment, state: Known): Promise<void> {
    const facts = await closeSegment(segment.path)
    segment.closed = facts
    segment.bytes = facts.bytes
    if (facts.torn === 0) return
    const place = { segment: segment.id, line: facts.lines + 1, idx: 0, source: '', received: Math.trunc(segment.touched) }
    const { kept } = refused(place, 'torn_line', `${facts.torn} bytes without an end`, () => '')
    await atEngine(listeners.kept(kept, false))
    state.rejected += 1
  }

  /** Reads the lines of a slice and takes them part by part; gives the event loop back every few milliseconds. */
  async function loadSlice(segment: Segment, slice: Buffer, state: Known, last: Map<string, Date>): Promise<void> {
    const since = newsSince(segment)
    let lines: Line[] = []
    let items = 0
    let turn = performance.now()
    const enter = async () => {
      const part = lines
      lines = []
      items = 0
      try {
        await atEngine(taker.take(segment.id, part, state, since))
        most = Math.min(partItems, most * 2)
      } catch (error) {
        most = Math.max(1, most >> 1)
        throw error
      }
    }
    for (let from = 0, to = slice.indexOf(10); to >= 0; from = to + 1, to = slice.indexOf(10, from)) {
      const read = readLine(slice.subarray(from, to), segment.id, state.lines + lines.length + 1, rules, now().getTime())
      for (const { place } of read) {
        if (place.source && (last.get(place.source)?.getTime() ?? 0) < place.received) last.set(place.source, new Date(place.received))
      }
      lines.push({ bytes: to + 1 - from, items: read })
      items += read.length
      if (items >= most) await enter()
      if (performance.now() - turn < 12) continue
      await breathe()
      turn = performance.now()
    }
    if (lines.length > 0) await enter()
  }

  /** What was received two days before its segment was begun is history; nothing of more than 35 days ago is news, however long a loader slept. */
  function newsSince(segment: Segment): string {
    const begun = Date.parse(dayOf(segment.path) ?? now().toISOString().slice(0, 10))
    return new Date(Math.max(begun - 2 * 86_400_000, now().getTime() - 35 * 86_400_000)).toISOString().slice(0, 19)
  }

  async function unloadedNow(): Promise<number | undefined> {
    const { segments, unreadable } = await surveySegments(segmentFolder(dataDir))
    return unreadable.length > 0 ? undefined : waiting(segments)
  }

  return { loadNew, unloaded: unloadedNow, behind: () => unloaded }
}

/** Around an error that all segments would meet. */
class AtEngine extends Error {}

async function atEngine<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isEngineFault(error) ? new AtEngine('an engine failed', { cause: error }) : error
  }
}

async function knownSegments(warehouse: Warehouse): Promise<Map<string, Known>> {
  const rows = await warehouse.query('select segment, bytes, lines, events, rejected, noted from control.loaded')
  return new Map(
    rows.map((row) => [
      String(row['segment']),
      {
        bytes: Number(row['bytes']),
        lines: Number(row['lines']),
        events: Number(row['events']),
        rejected: Number(row['rejected']),
        noted: row['noted'] === true,
      },
    ]),
  )
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
