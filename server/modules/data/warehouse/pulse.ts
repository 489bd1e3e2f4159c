import type { Open } from '../../../kernel/context.ts'
import { detailOf } from '../rules/line.ts'
import type { Stage } from '../rules/pulse.ts'
import { saveFailing, saveGood } from '../store/pulse.ts'

/** Says of a stage that it did its work, or what keeps it from it. */
type Pulse = {
  good: (stage: Stage) => Promise<void>
  failing: (stage: Stage, trouble: string) => Promise<void>
  /** does the work of a stage; its failure is said and given back, so that the other stage goes on */
  during: (stage: Stage, work: () => Promise<void>) => Promise<{ error: unknown } | undefined>
}

const often = 10_000

/** Said at once when it changes, else every ten seconds. Where the database cannot be reached, silence says it. */
export function openPulse(open: Open): Pulse {
  const said = new Map<Stage, { text: string; at: number }>()

  async function say(stage: Stage, text: string): Promise<void> {
    const last = said.get(stage)
    if (last?.text === text && Date.now() - last.at < often) return
    said.set(stage, { text, at: Date.now() })
    try {
      await open((ctx) => (text === '' ? saveGood(ctx.tx, stage) : saveFailing(ctx.tx, stage, text)))
    } catch {
      said.delete(stage)
    }
  }

  const failing = (stage: Stage, trouble: string) => say(stage, trouble.slice(0, 500) || 'it failed without a word')

  async function during(stage: Stage, work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
    try {
      await work()
      // events say themselves how far they were read
      if (stage === 'views') await say(stage, '')
      return undefined
    } catch (error) {
      await failing(stage, detailOf(error))
      return { error }
    }
  }

  return { good: (stage) => say(stage, ''), failing, during }
}
