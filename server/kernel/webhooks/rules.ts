/** Seconds between tries: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h; after the tenth a delivery is set aside. */
const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
const mostTries = waits.length + 1
const day = 86_400_000

/** When a delivery that failed so many times is tried again; nothing once it is set aside. `dice` is from 0 to 1: a fifth later at most. */
export function nextTry(attempts: number, now: Date, dice: number, retryAfter?: string): Date | undefined {
  if (attempts >= mostTries) return undefined
  const wait = (waits[attempts - 1] ?? 0) * 1000 * (1 + dice / 5)
  return new Date(Math.max(now.getTime() + wait, wished(retryAfter, now)))
}

/** A receiver may ask for more time, in seconds or as a date, a day at most. */
function wished(retryAfter: string | undefined, now: Date): number {
  const text = retryAfter?.trim() ?? ''
  const at = /^\d{1,9}$/.test(text) ? now.getTime() + Number(text) * 1000 : Date.parse(text)
  return Number.isNaN(at) ? 0 : Math.min(at, now.getTime() + day)
}

export type Outcome = { status: number | null; code: string | null; retryAfter?: string }

export function isDelivered({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300
}

/** Why a receiver is called no more: it said that it is gone, or a delivery was given up and none has succeeded for five days. */
export function whyDisable(outcome: Outcome, givenUp: boolean, lastSuccess: Date, now: Date): string | undefined {
  if (outcome.status === 410) return 'It answered 410: the address is gone for good.'
  if (givenUp && now.getTime() - lastSuccess.getTime() >= 5 * day) return 'No delivery has succeeded for five days.'
  return undefined
}

type WebhookState = 'active' | 'paused' | 'disabled'
export function stateOf(row: { paused_at: Date | null; disabled_at: Date | null }): WebhookState {
  if (row.disabled_at) return 'disabled'
  return row.paused_at ? 'paused' : 'active'
}

type DeliveryState = 'waiting' | 'delivered' | 'given_up'
export function deliveryState(row: { delivered_at: Date | null; dead_at: Date | null }): DeliveryState {
  if (row.delivered_at) return 'delivered'
  return row.dead_at ? 'given_up' : 'waiting'
}
