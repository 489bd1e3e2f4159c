/** Where a licence stands at an instant, before anything newer in its line is considered. */
export type Phase = 'not_started' | 'active' | 'grace' | 'terminated'

/** The days of grace that the product grants by itself after expiry: ten steps of 86,400 s. */
export const builtInGraceMs = 864_000_000

/** Times in epoch milliseconds; an instant equal to a boundary belongs to what begins there. */
export function phaseAt(times: { starts_at: number; expires_at: number }, at: number): Phase {
  if (at < times.starts_at) return 'not_started'
  if (at < times.expires_at) return 'active'
  return at < times.expires_at + builtInGraceMs ? 'grace' : 'terminated'
}
