import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'

/**
 * The delivery loop of a worker: wakes when the database says that an event was written, and once a second for retries.
 * `lanes` deliveries run side by side; each is one transaction, so any number of workers may run on any number of machines.
 * `close` lets each lane end the delivery it is at and starts no other.
 */
export async function startDispatch(house: OpenHouse, lanes = 3): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  const asleep = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of [...asleep]) wake()
  }
  const ears = listen(house, wakeAll)

  async function lane(): Promise<void> {
    while (!stopping) {
      // taken before the work, so that an event announced meanwhile cuts the nap short
      const nap = napOf(asleep, 1000)
      try {
        await house.deliver(() => !stopping)
      } catch (error) {
        if (!stopping) house.log.error({ err: faultOf(error) }, 'dispatch failed; trying again')
      }
      if (stopping) nap.wake()
      await nap.over
    }
  }

  const running = Array.from({ length: lanes }, lane)
  return {
    close: async () => {
      stopping = true
      wakeAll()
      await Promise.all([ears.close(), ...running])
    },
  }
}

function napOf(asleep: Set<() => void>, ms: number): { over: Promise<void>; wake: () => void } {
  let wake = () => {}
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(() => wake(), ms)
    wake = () => {
      asleep.delete(wake)
      clearTimeout(timer)
      resolve()
    }
    asleep.add(wake)
  })
  return { over, wake }
}

/** A connection of its own that hears NOTIFY; opens again by itself, however long the database is away. */
function listen(house: OpenHouse, heard: () => void): { close: () => Promise<void> } {
  const closing = new AbortController()

  async function stay(): Promise<void> {
    while (!closing.signal.aborted) {
      await hear(house.db.url, heard, closing.signal).catch(() => undefined)
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
async function hear(url: string, heard: () => void, closing: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'quarterdeck-ears',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('notification', heard)
  client.on('error', () => undefined)
  const end = () => void client.end().catch(() => undefined)
  try {
    await client.connect()
    closing.addEventListener('abort', end, { once: true })
    if (closing.aborted) return end()
    await client.query('listen quarterdeck_outbox')
    heard()
    await ended
  } finally {
    closing.removeEventListener('abort', end)
    end()
  }
}
