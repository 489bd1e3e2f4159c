import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from './connect.ts'

/**
 * A connection of its own that hears NOTIFY on a channel; opens again by itself, however long the database is away. `heard` gets what was
 * said; nothing when something may have been missed.
 */
export function listen(
  house: { db: Pick<Database, 'url'> },
  channel: string,
  heard: (said?: string) => void,
): { close: () => Promise<void> } {
  const closing = new AbortController()

  async function stay(): Promise<void> {
    while (!closing.signal.aborted) {
      await hear(house.db.url, channel, heard, closing.signal).catch(() => undefined)
      await pause(1000, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  const staying = stay()
  return {
    close: async () => {
      closing.abort()
      await staying
    },
  }
}

/** Returns when the connection has ended, by itself or because it was told to. */
async function hear(url: string, channel: string, heard: (said?: string) => void, closing: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'quarterdeck-listen',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('notification', ({ payload }) => heard(payload))
  client.on('error', () => undefined)
  const end = () => void client.end().catch(() => undefined)
  try {
    await client.connect()
    closing.addEventListener('abort', end, { once: true })
    if (closing.aborted) return end()
    await client.query(`listen ${channel}`)
    heard()
    await ended
  } finally {
    closing.removeEventListener('abort', end)
    end()
  }
}
