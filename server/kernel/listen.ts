import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from './connect.ts'

type Heard = (said?: string) => void
type House = { db: Pick<Database, 'url'> }
type Listening = {
  heard: Map<string, Set<Heard>>
  /** the connection that hears now; nothing while the database is away */
  client?: pg.Client
  close: () => Promise<void>
}

const open = new WeakMap<House['db'], Listening>()

/**
 * Hears NOTIFY on a channel, however long the database is away meanwhile. `heard` gets what was said; nothing when something may have been
 * missed. One connection hears every channel of a house: it is opened with the first and closed with the last.
 */
export function listen(house: House, channel: string, heard: Heard): { close: () => Promise<void> } {
  const listening = open.get(house.db) ?? openListening(house.db)
  listening.heard.set(channel, (listening.heard.get(channel) ?? new Set()).add(heard))
  if (listening.client) void tellOnceHeard(listening.client, channel, heard)
  return {
    close: async () => {
      const left = listening.heard.get(channel)
      left?.delete(heard)
      if (left?.size !== 0) return
      listening.heard.delete(channel)
      if (listening.heard.size > 0) {
        await listening.client?.query(`unlisten ${channel}`).catch(() => undefined)
        return
      }
      if (open.get(house.db) === listening) open.delete(house.db)
      await listening.close()
    },
  }
}

/** What was said before the channel was heard may have been missed. A connection that breaks meanwhile tells everybody when it is back. */
async function tellOnceHeard(client: pg.Client, channel: string, heard: Heard): Promise<void> {
  const done = await client.query(`listen ${channel}`).catch(() => undefined)
  if (done) heard()
}

function openListening(db: House['db']): Listening {
  const closing = new AbortController()
  const listening: Listening = {
    heard: new Map(),
    close: async () => {
      closing.abort()
      await staying
    },
  }
  async function stay(): Promise<void> {
    while (!closing.signal.aborted) {
      await hear(db.url, listening, closing.signal).catch(() => undefined)
      await pause(1000, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const staying = stay()
  open.set(db, listening)
  return listening
}

/** Returns when the connection has ended, by itself or because it was told to. */
async function hear(url: string, listening: Listening, closing: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'quarterdeck-listen',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('notification', ({ channel, payload }) => {
    for (const one of [...(listening.heard.get(channel) ?? [])]) one(payload)
  })
  client.on('error', () => undefined)
  const end = () => void client.end().catch(() => undefined)
  try {
    await client.connect()
    closing.addEventListener('abort', end, { once: true })
    if (closing.aborted) return end()
    const channels = [...listening.heard.keys()]
    // whoever comes from here on asks for its channel itself
    listening.client = client
    await client.query(channels.map((channel) => `listen ${channel}`).join('; '))
    for (const channel of channels) for (const one of [...(listening.heard.get(channel) ?? [])]) one()
    await ended
  } finally {
    delete listening.client
    closing.removeEventListener('abort', end)
    end()
  }
}
