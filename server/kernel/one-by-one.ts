import { faultOf } from './fault.ts'
import { isRefusal } from './refusal.ts'

/** What was done of several things, and of the first that failed which they are and why. */
export type Left = { failed: number; reasons: string[] }

/** So many reasons are told; who looks for the rest mends these first. */
const mostReasons = 20

export const noneFailed = (): Left => ({ failed: 0, reasons: [] })

/** Does one of several things; where it fails, that is kept with its reason, and keeps nobody from the next. Whether it was done. */
export async function tried(kept: Left, which: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    kept.failed += 1
    const { type, message } = faultOf(error)
    if (kept.reasons.length < mostReasons) kept.reasons.push(`${which}: ${isRefusal(error) ? error.code : `${type} ${message}`}`)
    return false
  }
}

/** For work that is tried again as a whole: fails once all others are done, where some failed. */
export function failAgain({ failed, reasons }: Left): void {
  if (failed > 0) throw new Error(`${failed} failed: ${reasons.join('; ')}`)
}
