import { hostname } from 'node:os'
import type { House } from '../../kernel/room.ts'
import { holdDefinitions } from './commands/versions.ts'
import { readyForHooks } from './commands/hooks.ts'
import { saveOpened } from './store/segments.ts'
import { addDiscards } from './store/sources.ts'
import { type Ingest, openIngest } from './ingest/ingest.ts'
import { type KeyRing, openKeyRing } from './ingest/keys.ts'
import { type EventLog, openEventLog } from './log/writer.ts'
import { type Asker, openAsker } from './warehouse/asker.ts'
import type { Engine } from './warehouse/engine.ts'

/** What lives while the house is open: the log and its door, and the warehouse where this process may hold it. */
export type DataLife = { log: EventLog; keys: KeyRing; ingest: Ingest; engine?: Engine; asker: Asker; publicUrl: string }

let living: DataLife | undefined

/** The life of this process's house; nothing before it opened and after it closed. */
export function life(): DataLife | undefined {
  return living
}

/** The log of this process's data folder, each segment of which the database knows before its first line is acknowledged. */
export function logOf({ open, settings, clock }: House): EventLog {
  return openEventLog({
    dataDir: settings.dataDir,
    node: hostname(),
    now: () => clock().getTime(),
    opened: (id) => open((ctx) => saveOpened(ctx.tx, id, `${hostname()}:${settings.dataDir}`, ctx.now)),
  })
}

export async function openLife(house: House): Promise<{ close: () => Promise<void> }> {
  const { open, settings, clock } = house
  await open(async (ctx) => {
    await holdDefinitions(ctx)
    await readyForHooks(ctx)
  })
  const keys = openKeyRing(open)
  await keys.refresh()
  const written = logOf(house)
  // a process that never holds the warehouse does without its engine
  const engine = house.roles.has('worker')
    ? await (await import('./warehouse/engine.ts')).openEngine(house, (source) => keys.subjectOf(source))
    : undefined
  const asker = openAsker(() => engine)
  const discards = new Map<string, number>()
  const log: EventLog = {
    ...written,
    append: async (envelope) => {
      await written.append(envelope)
      engine?.nudge('log')
    },
    appendEnvelopes: async (envelopes) => {
      const count = await written.appendEnvelopes(envelopes)
      engine?.nudge('log')
      return count
    },
  }
  const ingest = openIngest({
    log,
    keys,
    now: () => clock().getTime(),
    behind: () => engine?.behind() ?? 0,
    discarded: (hint) => {
      if (discards.size < 1000) discards.set(hint, (discards.get(hint) ?? 0) + 1)
    },
    limits: {
      body: settings.ingestMaxBody,
      ratio: settings.ingestMaxRatio,
      depth: settings.ingestMaxDepth,
      items: settings.ingestMaxBatch,
      item: settings.ingestMaxItem,
      eventsPerSecond: settings.ingestEventsPerSecond,
      requestsPerSecond: settings.ingestRequestsPerSecond,
      mostUnloaded: 20 * 1024 ** 3,
    },
  })
  async function countDiscards(): Promise<void> {
    if (discards.size === 0) return
    const counted = new Map(discards)
    discards.clear()
    await open((ctx) => addDiscards(ctx.tx, ctx.today, counted))
  }
  const counting = setInterval(() => void countDiscards().catch(() => undefined), 10_000)
  counting.unref()
  const mine: DataLife = { log, keys, ingest, asker, ...(engine ? { engine } : {}), publicUrl: settings.publicUrl }
  living = mine
  return {
    close: async () => {
      clearInterval(counting)
      keys.close()
      await written.close()
      asker.close()
      await engine?.close()
      await countDiscards().catch(() => undefined)
      if (living === mine) living = undefined
    },
  }
}
