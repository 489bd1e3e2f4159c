import { setTimeout as pause } from 'node:timers/promises'
import { stubborn } from './stubborn.ts'

type Wire = { base: string; writeKey: string }

export const messageId = (n: number) => `kill-${String(n).padStart(6, '0')}`

/**
 * Sends `events` reports in batches, each again until it is acknowledged, keeping step with `pace` (0 to 1): so that they come all
 * through a run, however long it takes. Answers how many were acknowledged.
 */
export async function report(wire: Wire, events: number, batch: number, pace: () => number): Promise<number> {
  const send = stubborn('203.0.113.77')
  const authorization = `Basic ${Buffer.from(`${wire.writeKey}:`).toString('base64')}`
  let acknowledged = 0
  let next = 0
  async function worker(): Promise<void> {
    while (next < events) {
      if (next > pace() * events + batch * 8) {
        await pause(50)
        continue
      }
      const from = next
      next += batch
      const items = Array.from({ length: batch }, (_, at) => item(from + at))
      const response = await send(
        new Request(`${wire.base}/v1/batch`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ batch: items, sentAt: new Date().toISOString() }),
        }),
      )
      if (response.status !== 200) throw new Error(`a batch was answered ${response.status}: ${await response.text()}`)
      acknowledged += batch
    }
  }
  await Promise.all([worker(), worker()])
  return acknowledged
}

function item(n: number) {
  const server = `server${String(n % 500).padStart(20, '0')}`
  return {
    type: 'track',
    messageId: messageId(n),
    anonymousId: server,
    userId: server,
    event: 'activity',
    timestamp: new Date().toISOString(),
    properties: { active_users_daily: n % 90, active_users_monthly: 100, registered_users: 120, version: '10.9.0' },
  }
}
