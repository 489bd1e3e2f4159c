import type { House } from '../../kernel/room.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { openKeyRing } from './ingest/keys.ts'
import { life, logOf } from './life.ts'
import type { Envelope } from './log/writer.ts'
import { noteLastEvents } from './store/sources.ts'

/** Writes many requests to the log at once, as if they had been received then: for imports and the demo company. Answers how many. */
export async function appendEnvelopes(envelopes: Iterable<Envelope>): Promise<number> {
  return lived().log.appendEnvelopes(envelopes)
}

/** Resolves when everything that is in the log and in the rooms now is in the warehouse; does nothing where another process holds it. */
export async function warehouseReady(): Promise<void> {
  await lived().engine?.ready()
}

/** From now on what rooms write is taken up seldom, until the house closes: who tells much of the past asks for figures that rest on none of it. */
export function pullSeldom(): void {
  lived().engine?.seldom()
}

/** So many items a transaction: each looks through what is there already, and nobody else waits for the warehouse. */
const atOnce = 100_000

/**
 * Writes requests to the log and loads them into the warehouse of a house whose rooms are not open yet and which nobody else holds: the
 * demo company's field is laid while its story is told. Whoever opens the room later finds them loaded.
 */
export async function landAhead(house: House, envelopes: Iterable<Envelope>): Promise<void> {
  const [{ openLoader }, { listenersOf }, { openWarehouse, warehousePath }] = await Promise.all([
    import('./warehouse/loader.ts'),
    import('./warehouse/listeners.ts'),
    import('./warehouse/open.ts'),
  ])
  const { dataDir, warehouseReaders: readers, ingestMaxItem: itemBytes } = house.settings
  const keys = openKeyRing(house.open)
  const log = logOf(house)
  const { warehouse } = await openWarehouse({ path: warehousePath(dataDir), readers, inOneGo: true })
  try {
    await keys.refresh()
    await log.appendEnvelopes(envelopes)
    await log.close()
    const listeners = listenersOf(house.open, (source) => keys.subjectOf(source))
    const { unreadable, lastBySource } = await (
      await openLoader({ dataDir, warehouse, listeners, now: house.clock, itemBytes, partItems: atOnce })
    ).loadNew()
    if (unreadable[0]) throw new Error(`${unreadable[0].path}: ${unreadable[0].reason}`)
    // the room that opens finds nothing new in the log: when a source spoke last is said here or never
    await house.open((ctx) => noteLastEvents(ctx.tx, lastBySource))
  } finally {
    keys.close()
    await warehouse.close()
  }
}

function lived() {
  const living = life()
  if (!living) throw new Refusal('busy', 'data.closed', 'The log is not open yet.')
  return living
}
