import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Open } from '../../../kernel/context.ts'
import { type KnownKey, knownKeys } from '../store/sources.ts'

/**
 * The write keys in memory, so that an event never waits for the database. Read again three times a minute (a key ends at an instant that is known long before), and at once when an
 * unknown key comes (a source made a moment ago), a few times a second at most. With the database away, what was known stays known.
 */
export type KeyRing = {
  find: (key: string) => Promise<KnownKey | undefined>
  subjectOf: (source: string) => 'server' | 'person'
  /** false until the keys were read once */
  ready: () => boolean
  refresh: () => Promise<void>
  close: () => void
}

const leastBetween = 300

export function openKeyRing(open: Open, every = 20_000): KeyRing {
  let byHash = new Map<string, KnownKey>()
  let bySource = new Map<string, KnownKey>()
  let hashes = new Map<string, string>()
  let read = 0
  let reading: Promise<void> | undefined
  let waiting: Promise<void> | undefined

  async function readNow(): Promise<void> {
    const keys = await open((ctx) => knownKeys(ctx.tx))
    byHash = new Map(keys.map((key) => [key.hash, key]))
    bySource = new Map(keys.map((key) => [key.source, key]))
    read = Date.now()
  }
  function refresh(): Promise<void> {
    reading ??= readNow().finally(() => {
      reading = undefined
    })
    return reading
  }
  /** Reads again for an unknown key, which waits its turn: nobody can make the database work by guessing. */
  function refreshAfter(at: number): Promise<void> {
    waiting ??= wait(Math.max(0, at - Date.now()))
      .then(refresh)
      .finally(() => {
        waiting = undefined
      })
    return waiting
  }
  const timer = setInterval(() => void refresh().catch(() => undefined), every)
  timer.unref()

  async function find(key: string): Promise<KnownKey | undefined> {
    let hash = hashes.get(key)
    if (!hash) {
      hash = sha256(key)
      if (hashes.size > 10_000) hashes = new Map()
      hashes.set(key, hash)
    }
    let known = byHash.get(hash)
    if (!known) {
      await refreshAfter(read + leastBetween).catch(() => undefined)
      known = byHash.get(hash)
    }
    return known && (known.until === null || known.until.getTime() > Date.now()) ? known : undefined
  }

  return {
    find,
    subjectOf: (source) => bySource.get(source)?.subject ?? 'server',
    ready: () => read > 0,
    refresh,
    close: () => clearInterval(timer),
  }
}
