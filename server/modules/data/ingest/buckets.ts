/** A token bucket per name: `perSecond` on average, ten times that in one go. Answers the seconds to wait, 0 when it may pass. */
export function buckets(perSecond: number, clock: () => number = Date.now): (name: string, amount: number) => number {
  const held = new Map<string, { tokens: number; at: number }>()
  const burst = perSecond * 10
  return (name, amount) => {
    const now = clock()
    let bucket = held.get(name)
    if (!bucket) {
      if (held.size > 20_000) held.clear()
      bucket = { tokens: burst, at: now }
      held.set(name, bucket)
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    if (bucket.tokens < Math.min(amount, burst)) return Math.min(30, Math.max(1, Math.ceil((amount - bucket.tokens) / perSecond)))
    bucket.tokens -= amount
    return 0
  }
}
