import { pauseAfter, triedText } from '../rules/retry.ts'

/** When work that failed is to be tried again. */
export function openRetry() {
  let failures = 0
  let at = 0
  return {
    due: () => Date.now() >= at,
    /** notes one more failure; answers what is said of it */
    failed: (): string => {
      failures += 1
      const pause = pauseAfter(failures, Math.random())
      at = Date.now() + pause
      return triedText(failures, pause)
    },
    done: () => {
      failures = 0
      at = 0
    },
    /** somebody waits for it: the next try is now */
    atOnce: () => {
      at = 0
    },
  }
}
