/** A share with where the true one lies, 19 times in 20: runs with an error out of all that ended. */
type Rate = { n: number; k: number; share: number | null; low: number; high: number; is: Verdict }
type Verdict = 'few' | 'green' | 'red' | 'undecided'

const z = 1.959963984540054
/** Below so many runs a share says nothing, and none is shown. */
export const fewest = 20
/** What is promised of every procedure. */
export const target = 0.05

/** Wilson's interval for a proportion (E. B. Wilson, 1927), clipped to what a share can be. */
export function wilson(k: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const p = k / n
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n)
  // at the ends the interval touches what it can be; there arithmetic leaves a trace
  return { low: k === 0 ? 0 : Math.max(0, centre - half), high: k === n ? 1 : Math.min(1, centre + half) }
}

/** Green below the promise with its whole interval, red above it with its whole interval, else undecided; `few` says too little. */
export function rateOf(k: number, n: number): Rate {
  const { low, high } = wilson(k, n)
  const is = n < fewest ? 'few' : high < target ? 'green' : low > target ? 'red' : 'undecided'
  return { n, k, share: n < fewest ? null : k / n, low, high, is }
}

type Compared = { points: number; low: number; high: number; is: 'better' | 'worse' | 'no_proof' | 'few' }

/** How much less often something goes wrong than before, in shares, by Newcombe's interval (R. G. Newcombe, 1998, method 10). */
export function compared(before: { k: number; n: number }, after: { k: number; n: number }): Compared {
  const [was, now] = [wilson(before.k, before.n), wilson(after.k, after.n)]
  const [p1, p2] = [before.n === 0 ? 0 : before.k / before.n, after.n === 0 ? 0 : after.k / after.n]
  const points = p1 - p2
  const low = points - Math.sqrt((p1 - was.low) ** 2 + (now.high - p2) ** 2)
  const high = points + Math.sqrt((was.high - p1) ** 2 + (p2 - now.low) ** 2)
  if (Math.min(before.n, after.n) < fewest) return { points, low, high, is: 'few' }
  return { points, low, high, is: low > 0 ? 'better' : high < 0 ? 'worse' : 'no_proof' }
}
