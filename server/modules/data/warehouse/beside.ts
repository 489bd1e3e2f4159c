import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import { removeDuckDb, type Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import type { Open } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { Kept } from '../rules/line.ts'
import { type LoaderOptions, openLoader } from './loader.ts'
import { buildMarts } from './marts.ts'
import { makeWarehouse } from './open.ts'
import { pullWhole } from './pull.ts'
import type { LoaderListeners } from './take.ts'
import { roomViews } from './views.ts'

export type BesideParts = Pick<LoaderOptions, 'dataDir' | 'itemBytes' | 'ceilings' | 'now'> & {
  path: string
  open: Open
  listeners: LoaderListeners
}
/** A second warehouse that is built while the first one answers. It tells nobody anything until it takes the first one's place. */
export type Beside = {
  warehouse: Warehouse
  /** takes up what lies in the log and in the rooms now; refuses when a part of the log cannot be read. `step` ends it by throwing */
  catchUp: (step?: Step) => Promise<void>
  /** tells the house what it found on its way: for when it has taken the first one's place */
  tell: () => Promise<void>
  close: () => Promise<void>
  discard: () => Promise<void>
}

/** How far the building is: steps done and in all, and what is done now. */
export type Step = (done: number, of: number, note: string) => Promise<void>

/** Rows of quarantine that are remembered; the rest is counted in the warehouse itself. */
const mostKept = 50_000

export async function openBeside(parts: BesideParts): Promise<Beside> {
  const { open, listeners } = parts
  const path = besidePath(parts.path)
  await mkdir(dirname(path), { recursive: true })
  await removeDuckDb(path)
  // beside a warehouse that may use half of the memory
  const warehouse = await makeWarehouse({ path, readers: 1, memory: `${Math.max(256, Math.floor(totalmem() / 5 / 1024 ** 2))}MiB` })
  const kept: Kept[] = []
  const ended: Parameters<LoaderListeners['ended']>[] = []
  const quiet: LoaderListeners = {
    subjectOf: listeners.subjectOf,
    kept: async (some, trial) => {
      // tried, so that what cannot be written down is found now
      await listeners.kept(some, true)
      if (!trial && kept.length < mostKept) kept.push(...some)
    },
    // told when it was loaded first
    reported: async () => undefined,
    ended: async (segment, facts, position) => void ended.push([segment, facts, { ...position }]),
  }
  const { dataDir, now, itemBytes, ceilings } = parts
  const loader = await openLoader({
    ...{ dataDir, warehouse, listeners: quiet },
    ...(now ? { now } : {}),
    ...(itemBytes ? { itemBytes } : {}),
    ...(ceilings ? { ceilings } : {}),
  })
  let closed = false

  async function catchUp(step?: Step): Promise<void> {
    const further = roomViews().length + 1
    let segments = 0
    const { unreadable } = await loader.loadNew(async (done, of) => {
      segments = of
      await step?.(done, of + further, 'Reading the log')
    })
    const [first] = unreadable
    if (first) throw new Refusal('refused', 'rebuild.failed', `${first.path} cannot be read: ${first.reason}. ${unchanged}`)
    for (const [at, view] of roomViews().entries()) {
      await step?.(segments + at, segments + further, `Reading ${view.name}`)
      await pullWhole(open, warehouse, view)
    }
    await step?.(segments + roomViews().length, segments + further, 'Working out the figures')
    const { company, today } = await open(async (ctx) => ({ company: await companyOf(ctx), today: ctx.today }))
    await buildMarts(warehouse, { currency: company.currency, fiscalYearEnd: company.fiscal_year_end, today })
  }

  async function close(): Promise<void> {
    if (!closed) await warehouse.close()
    closed = true
  }

  return {
    warehouse,
    catchUp,
    tell: async () => {
      if (kept.length > 0) await listeners.kept(kept, false)
      for (const one of ended) await listeners.ended(...one)
    },
    close,
    discard: async () => {
      await close()
      await removeDuckDb(path)
    },
  }
}

export const unchanged = 'The present warehouse is as it was.'

export function besidePath(path: string): string {
  return `${path}.next`
}

/** Puts the file beside in the place of the other; both are closed. Gives the way back, and the end of it. */
export async function swapFiles(path: string): Promise<{ back: () => Promise<void>; done: () => Promise<void> }> {
  const before = `${path}.before`
  await removeDuckDb(before)
  const had = existsSync(path)
  if (had) await rename(path, before)
  if (existsSync(`${path}.wal`)) await rename(`${path}.wal`, `${before}.wal`)
  await rename(besidePath(path), path)
  return {
    back: async () => {
      await removeDuckDb(path)
      if (had) await rename(before, path)
      if (existsSync(`${before}.wal`)) await rename(`${before}.wal`, `${path}.wal`)
    },
    done: () => removeDuckDb(before),
  }
}
