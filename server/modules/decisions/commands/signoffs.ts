import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { isOpen } from '../queries/signoff.ts'
import { saveDecision, takeDecision } from '../store/decisions.ts'
import { labelOf } from '../queries/book.ts'
import { decide } from './decide.ts'
import { askNoMore, moveOn } from './move-on.ts'
import { askWhoIsWaitedFor } from './asking.ts'

const house = { person: '00000000-0000-0000-0000-000000000000', all: true }

/** An open sign-off of a room's own thing is asked until another day: its text was put forward anew. */
export async function askUntil(ctx: Context, id: string, need_by: Day): Promise<void> {
  const decision = await takeDecision(ctx.tx, id, house)
  if (!isOpen(decision) || decision.need_by === need_by) return
  const change = { need_by, reminded: null, version: decision.version + 1 }
  await saveDecision(ctx.tx, id, change)
  const now = { ...decision, ...change }
  await record(ctx, {
    action: 'decisions.window.moved',
    subject: labelOf(decision),
    before: { need_by: decision.need_by },
    after: { need_by },
  })
  await askNoMore(ctx, decision)
  await askWhoIsWaitedFor(ctx, now)
  await moveOn(ctx, now)
}

/** Its decider agrees to it in the room whose thing it is, which has seen to what had to be there: it waits for nobody any longer. */
export async function concludeSignoff(
  ctx: Context,
  id: string,
  said: { text: string; override_reason?: string | undefined },
): Promise<void> {
  const decision = await takeDecision(ctx.tx, id, house)
  if (!isOpen(decision)) return
  if (decision.state === 'collecting') {
    await saveDecision(ctx.tx, id, { state: 'ready' })
    await record(ctx, {
      action: 'decisions.decision.made_ready',
      subject: labelOf(decision),
      reason: 'Its room waits for no further answer.',
    })
  }
  await decide(ctx, { id, text_no: decision.text_no, outcome: 'accept', actions: [], no_actions: true, ...said })
}

/** Nobody is asked about a room's thing any more. */
export async function withdrawSignoff(ctx: Context, id: string, reason: string): Promise<void> {
  const decision = await takeDecision(ctx.tx, id, house)
  if (!isOpen(decision)) return
  await saveDecision(ctx.tx, id, { state: 'withdrawn', ended_on: ctx.today, ended_reason: reason, version: decision.version + 1 })
  await record(ctx, { action: 'decisions.decision.withdrawn', subject: labelOf(decision), reason })
  await ctx.announce('decisions.decision.withdrawn', { decision_id: id, number: decision.number }, { key: id })
  await askNoMore(ctx, decision)
}
