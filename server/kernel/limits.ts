import { Refusal } from './refusal.ts'

type Bucket = { tokens: number; at: number }

/** So many callers are remembered at most; beyond that the ones longest unheard are forgotten. */
const mostBuckets = 50_000

/**
 * A token bucket per key in this process: `perMinute` on average, twice that at once. For doors that stand open to anyone.
 * Refuses `limit.too_many` with the seconds to wait. A forgotten caller starts with a full bucket.
 */
export function rateLimit(perMinute: number, clock: () => number = Date.now) {
  // a map keeps the order of writing: the first is the one longest unheard
  const buckets = new Map<string, Bucket>()
  const burst = perMinute * 2
  return (key: string): void => {
    const now = clock()
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 60_000) * perMinute)
    bucket.at = now
    buckets.delete(key)
    buckets.set(key, bucket)
    for (const oldest of buckets.keys()) {
      if (buckets.size <= mostBuckets) break
      buckets.delete(oldest)
    }
    if (bucket.tokens < 1) {
      const wait = Math.ceil(((1 - bucket.tokens) / perMinute) * 60)
      throw new Refusal('busy', 'limit.too_many', `Too many requests. Try again in ${wait} s.`, { facts: { retry_after_s: wait } })
    }
    bucket.tokens -= 1
  }
}

export type Within = (thing: string, perMinute: number | undefined, caller: string) => void

/** One bucket for a caller and a thing, at whatever door it is asked for: who has a second way in has no second bucket. */
export function rateLimits(clock?: () => number): Within {
  const limits = new Map<string, ReturnType<typeof rateLimit>>()
  return (thing, perMinute, caller) => {
    if (perMinute === undefined) return
    const limit = limits.get(thing) ?? rateLimit(perMinute, clock)
    limits.set(thing, limit)
    limit(caller)
  }
}

/** The part of an address that one caller holds: all of IPv4, the /64 network of IPv6, in which a host may take any address. */
export function callerOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
