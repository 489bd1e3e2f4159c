import type { Day } from '../../../kernel/period.ts'

const firstPause = 1000
const longestPause = 300_000

/**
 * Milliseconds before work that has failed so many times in a row is tried again: doubling from a second to five minutes, and of that
 * between a half and the whole (`chance` of 0 to 1), so that processes that failed together do not come back together.
 */
export function pauseAfter(failures: number, chance: number): number {
  const whole = Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 20))
  return Math.round(whole * (0.5 + Math.min(1, Math.max(0, chance)) / 2))
}

/** What is said of it beside the trouble itself. */
export function triedText(failures: number, pause: number): string {
  const again = pause < 1000 ? 'within a second' : `in ${Math.round(pause / 1000)} s`
  return failures === 1 ? `It is tried again ${again}.` : `It has failed ${failures} times in a row and is tried again ${again}.`
}

/** `first`: whatever lies in the warehouse is not trusted. `check`: what moved, and then all that there is beside it, once a day. */
export type How = 'moved' | 'first' | 'check'

/** A pull that failed is built again, and is no reason to read all that there is once more: only the day of the last check is. */
export function howToPull({ trusted, checked, today }: { trusted: boolean; checked: Day | undefined; today: Day }): How {
  if (!trusted) return 'first'
  return checked === today ? 'moved' : 'check'
}
