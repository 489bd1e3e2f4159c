import type { Open } from '../../../kernel/context.ts'
import type { Stage } from '../rules/pulse.ts'
import { saveFailing, saveGood } from '../store/pulse.ts'

/** Says of a stage that it did its work, or what keeps it from it. */
export type Pulse = { good: (stage: Stage) => Promise<void>; failing: (stage: Stage, trouble: string) => Promise<void> }

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

  return { good: (stage) => say(stage, ''), failing: (stage, trouble) => say(stage, trouble.slice(0, 500) || 'it failed without a word') }
}
