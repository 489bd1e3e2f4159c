import type { Row, Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import type { Day } from '../../../kernel/period.ts'
import type { RawEvent, Subject } from '../rules/item.ts'
import { detailOf, type Kept, type ReadItem, refused } from '../rules/line.ts'
import type { Segment, SegmentFacts } from '../log/segments.ts'
import { isEngineFault, isFatal } from './faults.ts'
import { stageRows } from './stage.ts'

/** How far a segment is in. */
export type Position = { bytes: number; lines: number; events: number; rejected: number }
/** One line of the log: its bytes with the line's end, and its items. */
export type Line = { bytes: number; items: ReadItem[] }

/**
 * What the loader tells the operational store, before its own transaction commits: so that nothing can be forgotten in between.
 * `trial`: do all of it and undo it, to learn whether it can be done.
 */
export type LoaderListeners = {
  subjectOf: (source: string) => Subject
  kept: (kept: Kept[], trial: boolean) => Promise<void>
  reported: (days: Row[], trial: boolean) => Promise<void>
  ended: (segment: Segment, facts: SegmentFacts, position: Position) => Promise<void>
}
type Takes = { warehouse: Warehouse; listeners: LoaderListeners; now: () => Date; struggles?: Struggles; touched?: Touched }
/** Told of the days whose rows were written anew, once they are: after the commit, before anything else is taken. */
export type Touched = (days: readonly Day[]) => void
/** How often a single line ended the warehouse itself; outlives the warehouse that it ended. */
export type Struggles = Map<string, number>

const mostStruggles = 3
const trialOver = new Error('a trial is undone')

/**
 * Takes lines into the warehouse, all of them whatever they hold: where a stage cannot take a part, it is halved down to the line, and a
 * line down to the item; that item goes to quarantine with the words of the stage, the rest is loaded. An error of the engines themselves
 * is thrown, and before an item is accused a harmless one must pass the same stages. `position` moves on with each part that is in.
 */
export function openTaker({ warehouse, listeners, now, struggles = new Map(), touched }: Takes) {
  async function take(segment: string, lines: Line[], position: Position, since: string): Promise<void> {
    const first = `${segment}:${position.lines + 1}`
    const [only] = lines
    try {
      if (lines.length === 1 && only && (struggles.get(first) ?? 0) >= mostStruggles) {
        const items = only.items.map((item) =>
          refused(item.place, 'not_loadable', 'the warehouse ended itself over its line', item.excerpt),
        )
        return await enter(segment, [{ ...only, items }], position, since)
      }
      await enter(segment, lines, position, since)
    } catch (error) {
      if (isFatal(error) && lines.length === 1) struggles.set(first, (struggles.get(first) ?? 0) + 1)
      if (isEngineFault(error) || !only) throw error
      if (lines.length > 1) {
        const half = lines.length >> 1
        await take(segment, lines.slice(0, half), position, since)
        await take(segment, lines.slice(half), position, since)
      } else await enter(segment, [{ ...only, items: await sifted(only.items, since, error) }], position, since)
    }
  }

  /** One transaction: rows, position, what is told. */
  async function enter(segment: string, lines: Line[], position: Position, since: string): Promise<void> {
    const items = lines.flatMap((line) => line.items)
    const events = items.filter((item) => item.row).length
    const after: Position = {
      bytes: position.bytes + lines.reduce((sum, line) => sum + line.bytes, 0),
      lines: position.lines + lines.length,
      events: position.events + events,
      rejected: position.rejected + items.length - events,
    }
    await pass(items, since, false, { segment, ...after })
    Object.assign(position, after)
  }

  async function pass(items: ReadItem[], since: string, trial: boolean, reached?: Position & { segment: string }): Promise<void> {
    const kept = items.flatMap((item) => item.kept)
    const days = await warehouse.write(async (writer) => {
      const rows = items.map((item) => item.row).filter((row) => row !== undefined)
      const { changed, days } = await stageRows(writer, rows, since)
      if (reached) {
        await writer.run('delete from control.loaded where segment = $segment', { segment: reached.segment })
        await writer.run('insert into control.loaded values ($segment, $bytes, $lines, $events, $rejected, false)', reached)
      }
      if (kept.length > 0) await listeners.kept(kept, trial)
      if (changed.length > 0) await listeners.reported(changed, trial)
      if (trial) throw trialOver
      return days
    })
    if (days.length > 0) touched?.(days)
  }

  /** The error that these items meet together, if any. */
  async function faultOf(items: ReadItem[], since: string): Promise<unknown> {
    try {
      await pass(items, since, true)
    } catch (error) {
      if (error === trialOver) return undefined
      if (isEngineFault(error)) throw error
      return error
    }
    return undefined
  }

  /** The items of a line such that all stages take them together: those that a stage refuses are told of, without their rows. */
  async function sifted(items: ReadItem[], since: string, known: unknown): Promise<ReadItem[]> {
    const good: ReadItem[] = []
    const sift = async (some: ReadItem[], met?: unknown): Promise<void> => {
      const fault = met ?? (await faultOf([...good, ...some], since))
      const [only] = some
      if (fault === undefined || !only) good.push(...some)
      else if (some.length > 1) {
        await sift(some.slice(0, some.length >> 1))
        await sift(some.slice(some.length >> 1))
      } else good.push(await accused(only, good, since, fault))
    }
    if (items.length === 0) throw known
    await sift(items, known)
    return good
  }

  async function accused(item: ReadItem, beside: ReadItem[], since: string, fault: unknown): Promise<ReadItem> {
    await control(fault)
    const told = refused(item.place, 'not_loadable', detailOf(fault), item.excerpt)
    if ((await faultOf([...beside, told], since)) === undefined) return told
    return refused(item.place, 'not_loadable', 'neither it nor its excerpt could be written down; it lies in the log', () => '')
  }

  /** A harmless item must pass every stage: when it does not, the stage is at fault, and no event. */
  async function control(fault: unknown): Promise<void> {
    const at = now().getTime()
    const place = { segment: 'control', line: 1, idx: 0, source: 'control', received: at }
    const row: RawEvent = {
      ...{ segment: 'control', line: 1, idx: 0, source: 'control', messageId: 'control', type: 'track', event: 'activity' },
      ...{ eventAt: at, receivedAt: at, originalAt: null, serverId: '0'.repeat(26), userId: null, anonymousId: null, groupId: null },
      ...{ properties: '{"active_users_daily":1,"registered_users":1,"version":"1.0.0"}', context: '{}', flags: '' },
    }
    const harmless: ReadItem = { ...refused(place, 'not_loadable', 'a trial', () => ''), row }
    if ((await faultOf([harmless], '2000-01-01')) !== undefined) throw fault
  }

  return { take }
}
