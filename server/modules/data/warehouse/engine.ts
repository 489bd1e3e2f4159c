import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import type { Day } from '../../../kernel/period.ts'
import type { House } from '../../../kernel/room.ts'
import { builtIn } from '../metrics/builtin.ts'
import { ceilingsOf } from '../rules/counts.ts'
import type { Subject } from '../rules/item.ts'
import { detailOf } from '../rules/line.ts'
import { howToPull } from '../rules/retry.ts'
import { saveTrouble } from '../store/owner.ts'
import { noteLastEvents } from '../store/sources.ts'
import { type Answerer, awayRefusal, openAnswers, type WarehouseState } from './answers.ts'
import { openCompanyFacts } from './company.ts'
import { openDoor } from './door.ts'
import { openLeaves } from './leaves.ts'
import { listenersOf } from './listeners.ts'
import { isFatal } from './faults.ts'
import { unreadSegments, unreadText } from './known.ts'
import { openLoader, type Loader } from './loader.ts'
import { buildMarts, type CompanyToday, martsRestOn, sameCompany } from './marts.ts'
import { isLocked, openWarehouse, warehousePath } from './open.ts'
import { openOwnership } from './ownership.ts'
import { openPuller } from './puller.ts'
import { openPulse } from './pulse.ts'
import { openRebuild, type Rebuilt } from './rebuild.ts'
import { openRests } from './rests.ts'
import { openRetry } from './retry.ts'
import type { Struggles } from './take.ts'
import { openTelling } from './telling.ts'
import { openTurns } from './turns.ts'
import { roomViews } from './views.ts'

/** The warehouse of this process while it holds the lease, and the loop that keeps it true to the log and the rooms. */
export type Engine = {
  /** whether this process holds the lease; it may still be filling the warehouse */
  owns: () => boolean
  /** answers questions while this process owns the warehouse; refuses while there is nothing to answer from */
  answerer: Answerer
  warehouse: () => Warehouse | undefined
  /** of a warehouse that may be asked: nothing before its first pull and load are done */
  state: () => WarehouseState | undefined
  /** bytes of the log that were not in at the last load; nothing when that is not known */
  behind: () => number | undefined
  /** wakes the loop: new events lie in the log, views changed, or the owner does not answer */
  nudge: (what: 'log' | 'views' | 'owner') => void
  /** everything that is there now is loaded and built when this resolves */
  ready: () => Promise<void>
  /** from now on views that move all the time are pulled seldom: for whoever moves them and waits for none of it */
  seldom: () => void
  /** builds a second warehouse, compares, swaps; refuses with the reason and changes nothing when that cannot be */
  rebuild: (acceptDifferences: boolean) => Promise<Rebuilt>
  close: () => Promise<void>
}

/**
 * Milliseconds after which an idle owner looks by itself whether something moved, and says through when its figures are complete; and those
 * between two pulls of views that nobody waits for, fewer than those after which a stage counts as stalled (`stalledAfter`).
 */
const [quietly, seldomly] = [10_000, 20_000]

export async function openEngine(house: House, subjectOf: (source: string) => Subject): Promise<Engine> {
  const { open, settings, log } = house
  const door = await openDoor({
    dataDir: settings.dataDir,
    bind: settings.warehouseBind,
    broke: (error) => log.error({ err: error }, 'the door of the warehouse'),
  })
  const ownership = openOwnership(open, door, () => nudge('owner'))
  const complete = new Map<string, Date>()
  const telling = openTelling(open, complete)
  let warehouse: Warehouse | undefined
  let loader: Loader | undefined
  let build = Date.now()
  // the build that changed the rooms' rows last: the others took up events alone
  let views = build
  // before the first pull and load of its owner a warehouse answers nothing: what is not in yet would read as 0
  let filled = false
  let dirty = true
  let built: CompanyToday | undefined
  // the day on which what was kept by changes was compared with the whole
  let checked: Day | undefined
  // what an earlier owner left in the tables is compared with the views first
  let trusted = false
  // a view may have moved since the last pull
  let moved = true
  let [lastLoad, lastPull, lastWhole, pullEvery] = [0, 0, 0, 0]
  let turns: ReturnType<typeof openTurns> | undefined

  const ceilings = ceilingsOf(settings.ingestCeilings)
  const struggles: Struggles = new Map()
  const leaves = openLeaves()
  const pulse = openPulse(open)
  const again = openRetry()
  const rests = openRests()
  const company = openCompanyFacts(open)
  const listeners = listenersOf(open, subjectOf)

  const drifted = (view: string) => log.error({ view }, 'a view moved without telling; the warehouse was set right by the daily check')
  const puller = openPuller({ open, owner: ownership.token, drifted })

  async function hold(): Promise<boolean> {
    if (!ownership.mine() && warehouse) await letGo()
    const taken = await ownership.take(async () => {
      const unread = await unreadSegments(open, settings.dataDir)
      return unread && unreadText(unread, settings.dataDir)
    })
    if (typeof taken === 'object') {
      await open((ctx) => saveTrouble(ctx.tx, taken.against))
      for (const stage of ['events', 'views'] as const) await pulse.failing(stage, taken.against)
    }
    if (taken !== 'mine') return false
    if (!warehouse) await takeUp()
    return warehouse !== undefined
  }

  async function takeUp(): Promise<void> {
    try {
      const opened = await openWarehouse({ path: warehousePath(settings.dataDir), readers: settings.warehouseReaders })
      warehouse = opened.warehouse
      const parts = { itemBytes: settings.ingestMaxItem, ceilings, struggles, touched: leaves.touched }
      loader = await openLoader({ dataDir: settings.dataDir, warehouse, listeners, now: house.clock, ...parts })
      views = build = Math.max(build + 1, Date.now())
      if (opened.made) log.info('the warehouse is built from the log and the rooms')
    } catch (error) {
      // the file is still held by a process that is going away
      if (!isLocked(error)) throw error
    }
  }

  async function letGo(): Promise<void> {
    const going = warehouse
    ;[filled, trusted, dirty] = [false, false, true]
    built = undefined
    warehouse = undefined
    loader = undefined
    complete.clear()
    again.done()
    await going?.close()
  }

  function now(): { warehouse: Warehouse; views: number } & WarehouseState {
    if (!warehouse || !filled || !ownership.mine()) throw awayRefusal()
    return { warehouse, views, build, complete: new Map(complete) }
  }

  async function load(): Promise<void> {
    if (!loader || !(dirty || Date.now() - lastLoad > 2000)) return
    const asked = dirty
    dirty = false
    lastLoad = Date.now()
    const started = house.clock()
    const loaded = await loader.loadNew().catch(async (error: unknown) => {
      // it ended itself and answers nothing more: the next round opens it again
      if (isFatal(error)) await letGo()
      throw error
    })
    // events are complete only through what could be read
    if (!asked && loaded.bytes === 0 && loaded.unreadable.length === 0 && Date.now() - lastWhole < quietly) return
    lastWhole = Date.now()
    const whole = loaded.unreadable.length === 0 && !(await unreadSegments(open, settings.dataDir, true))
    if (whole) complete.set('events', started)
    const why = loaded.unreadable.map(({ path, reason }) => `${path}: ${reason}`)[0] ?? 'a segment of the log cannot be read here'
    await (whole ? pulse.good('events') : pulse.failing('events', why))
    if (loaded.events === 0) return
    rests.worked()
    build += 1
    await open((ctx) => noteLastEvents(ctx.tx, loaded.lastBySource))
    for (const metric of builtIn().catalogue.values()) if (metric.parents.includes('events')) telling.add(metric.id)
  }

  async function pull(): Promise<void> {
    if (!warehouse || (trusted && Date.now() - lastPull < (moved ? pullEvery : quietly))) return
    moved = false
    lastPull = Date.now()
    const facts = await company.now()
    const done = built
    // until all of it is done: what was taken up by half is built again
    built = undefined
    const { changed, through } = await puller.pull(warehouse, howToPull({ ...facts, trusted, checked })).catch((error: unknown) => {
      moved = true
      throw error
    })
    trusted = true
    checked = facts.today
    for (const view of roomViews()) complete.set(view.name, through)
    const asBefore = sameCompany(done, facts)
    if (changed.size === 0 && asBefore) {
      built = done
      return
    }
    rests.worked()
    if (!asBefore || martsRestOn(changed)) await buildMarts(warehouse, facts)
    built = facts
    views = build += 1
    for (const metric of builtIn().catalogue.values()) {
      if (done?.today !== facts.today || metric.parents.some((parent) => changed.has(parent))) telling.add(metric.id)
    }
    telling.atOnce()
  }

  /** Whole views may be read in vain: the next try waits longer each time, and the pulse says so. */
  async function pullOnce(): Promise<void> {
    try {
      await pull()
      again.done()
    } catch (error) {
      // some of it may be in: nothing that was kept is given out beside it
      views = build += 1
      throw new Error(`${detailOf(error)}. ${again.failed()}`, { cause: error })
    }
  }

  async function round(): Promise<void> {
    if (!(await hold())) return
    // neither waits for the other: a view that cannot be read keeps no event out, and no event a sale
    const [pulled, loaded] = [again.due() ? await pulse.during('views', pullOnce) : undefined, await pulse.during('events', load)]
    for (const failed of [pulled, loaded]) if (failed) throw failed.error
    if (trusted) filled = true
    await telling.tell()
    await rests.rest(warehouse)
  }

  function nudge(what: 'log' | 'views' | 'owner'): void {
    if (what === 'log') dirty = true
    if (what === 'views') moved = true
    turns?.wake()
  }

  const answerer = openAnswers({ now, open, ownership, leaves, unloaded: async () => (await loader?.unloaded()) ?? null })
  door.serve(answerer)

  // a run of transactions that moved views is pulled once a second
  const subscription = house.listen('quarterdeck_views', () => {
    moved = true
    if (Date.now() - lastPull > 1000) turns?.wake()
  })
  turns = openTurns({
    round,
    pause: () => (moved || telling.waits() ? 1000 : 2000),
    failed: (error) => log.error({ err: error }, 'the warehouse could not take up what is new'),
  })
  const { alone } = turns

  const ready = () =>
    alone(() => {
      // said when its turn has come: a round before it that fails would put the next try off again
      dirty = true
      moved = true
      lastPull = 0
      again.atOnce()
      company.forget()
      telling.atOnce()
      return round()
    })

  const { rebuild } = openRebuild({
    open,
    hold,
    parts: {
      ...{ dataDir: settings.dataDir, path: warehousePath(settings.dataDir), itemBytes: settings.ingestMaxItem },
      ...{ ceilings, now: house.clock, open, listeners },
    },
    current: () => warehouse,
    catchUp: async () => {
      company.forget()
      dirty = true
      moved = true
      lastPull = 0
      await pulse.during('views', pull)
      await pulse.during('events', load)
    },
    letGo,
    takeUp,
    alone,
    after: () => alone(round),
  })

  async function close(): Promise<void> {
    const ended = turns?.close()
    await subscription.close()
    await ended
    await door.close()
    await letGo()
    await ownership.close()
  }

  return {
    owns: ownership.mine,
    answerer,
    warehouse: () => warehouse,
    state: () => (filled && warehouse && ownership.mine() ? { build, complete: new Map(complete) } : undefined),
    behind: () => loader?.behind(),
    nudge,
    ready,
    seldom: () => {
      pullEvery = seldomly
    },
    rebuild,
    close,
  }
}
