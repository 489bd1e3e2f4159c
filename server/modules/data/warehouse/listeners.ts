import type { Context, Open } from '../../../kernel/context.ts'
import { reported } from '../incoming.ts'
import type { Subject } from '../rules/item.ts'
import { saveQuarantine, saveSegment } from '../store/landing.ts'
import type { LoaderListeners } from './take.ts'

/** What the loader tells the house: rejected events, days that servers reported, segments that are in. */
export function listenersOf(open: Open, subjectOf: (source: string) => Subject): LoaderListeners {
  return {
    subjectOf,
    kept: (kept, trial) =>
      tell(open, trial, (ctx) =>
        saveQuarantine(
          ctx.tx,
          kept.map(({ received, line, ...row }) => ({ ...row, line: BigInt(line), received_at: new Date(received) })),
          ctx.now,
        ),
      ),
    reported: (days, trial) => tell(open, trial, (ctx) => reported(ctx, days)),
    ended: (segment, facts, position) =>
      open((ctx) =>
        saveSegment(ctx.tx, {
          id: segment.id,
          kind: 'segment',
          bytes: BigInt(facts.bytes),
          lines: BigInt(facts.lines),
          events: BigInt(position.events),
          rejected: BigInt(position.rejected),
          sha256: facts.sha256,
          state: 'loaded',
          recorded_at: ctx.now,
        }),
      ),
  }
}

const undone = new Error('a trial is undone')

async function tell(open: Open, trial: boolean, work: (ctx: Context) => Promise<void>): Promise<void> {
  try {
    await open(async (ctx) => {
      await work(ctx)
      if (trial) throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
}
