import { sql } from 'kysely'
import type { Context } from './context.ts'
import type { Database } from './connect.ts'
import { listen } from './listen.ts'

/** The channel on which rooms tell that a thing has changed; triggers of theirs may tell on it themselves. */
const channel = 'quarterdeck_live'

/** Wakes whoever follows the topic, in every process, when this transaction commits. */
export async function tellLive(ctx: Pick<Context, 'tx'>, topic: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${topic})`.execute(ctx.tx)
}

type House = { db: Pick<Database, 'url'> }
type Ears = { waiting: Map<string, Set<() => void>>; close: () => Promise<void> }
const open = new WeakMap<House['db'], Ears>()

/**
 * Calls `wake` whenever something is told on the topic, and once more whenever it may have been missed; answers how to stop. One
 * connection hears for all of this process: it is opened with the first who waits and closed with the last.
 */
export function awaitLive(house: House, topic: string, wake: () => void): () => Promise<void> {
  const ears = open.get(house.db) ?? openEars(house)
  const same = ears.waiting.get(topic) ?? new Set()
  ears.waiting.set(topic, same.add(wake))
  return async () => {
    same.delete(wake)
    if (same.size === 0) ears.waiting.delete(topic)
    if (ears.waiting.size > 0 || open.get(house.db) !== ears) return
    open.delete(house.db)
    await ears.close()
  }
}

function openEars(house: House): Ears {
  const waiting: Ears['waiting'] = new Map()
  const { close } = listen(house, channel, (topic) => {
    const told = topic === undefined ? [...waiting.values()] : [waiting.get(topic) ?? new Set<() => void>()]
    for (const wake of told.flatMap((some) => [...some])) wake()
  })
  const ears = { waiting, close }
  open.set(house.db, ears)
  return ears
}
