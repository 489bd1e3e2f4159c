import pg from 'pg'
import type { OpenHouse } from './house.ts'

/**
 * The delivery loop of a worker: wakes when the database says that an event was written, and once a second for retries.
 * `lanes` deliveries run side by side; each is one transaction, so any number of workers may run on any number of machines.
 */
export async function startDispatch(house: OpenHouse, lanes = 3): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  let wake: () => void = () => undefined
  const ears = await listen(house, () => wake())

  async function lane(): Promise<void> {
    while (!stopping) {
      const nap = new Promise<void>((resolve) => {
        const before = wake
        const timer = setTimeout(resolve, 1000)
        wake = () => {
          before()
          clearTimeout(timer)
          resolve()
        }
      })
      try {
        await house.deliver()
      } catch (error) {
        if (!stopping) house.log.error({ err: error }, 'dispatch failed; trying again')
      }
      await nap
    }
  }

  const running = Array.from({ length: lanes }, lane)
  return {
    close: async () => {
      stopping = true
      wake()
      await ears.close()
      await Promise.all(running)
    },
  }
}

/** A connection of its own that hears NOTIFY; opens again by itself after a broken connection. */
async function listen(house: OpenHouse, heard: () => void): Promise<{ close: () => Promise<void> }> {
  let client: pg.Client | undefined
  let closed = false

  async function open(): Promise<void> {
    if (closed) return
    const next = new pg.Client({ connectionString: house.db.url, application_name: 'quarterdeck-ears' })
    next.on('notification', heard)
    next.on('error', () => {
      client = undefined
      setTimeout(() => void open().catch(() => undefined), 1000)
    })
    await next.connect()
    await next.query('listen quarterdeck_outbox')
    client = next
  }

  await open()
  return {
    close: async () => {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}
