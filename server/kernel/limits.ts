import { Refusal } from './refusal.ts'

type Bucket = { tokens: number; at: number }

/** A token bucket per key in this process: `perMinute` on average, twice that at once. For doors that stand open to anyone. */
export function rateLimit(perMinute: number, clock: () => number = Date.now) {
  const buckets = new Map<string, Bucket>()
  const burst = perMinute * 2
  return (key: string): void => {
    const now = clock()
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 60_000) * perMinute)
    bucket.at = now
    if (buckets.size > 50_000) buckets.clear()
    buckets.set(key, bucket)
    if (bucket.tokens < 1) {
      const wait = Math.ceil(((1 - bucket.tokens) / perMinute) * 60)
      throw new Refusal('busy', 'limit.too_many', `Too many requests. Try again in ${wait} s.`, { facts: { retry_after_s: wait } })
    }
    bucket.tokens -= 1
  }
}
