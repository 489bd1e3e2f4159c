import { recordAll } from '../../kernel/audit.ts'
import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { personsOf } from '../people/index.ts'
import { actionRef, calledIn } from './queries/book.ts'
import { handActions, openActionsOf } from './store/actions.ts'
import { agreedBy, decisionsOfDecider, handDecisions } from './store/handing.ts'

/** Open actions and open decisions are somebody's; a leaver's go to whoever takes them. What was answered stays with whoever answered. */
export const owning: Owning = { ownedBy, handOver }

async function ownedBy(ctx: Context, personId: string): Promise<Owned[]> {
  const [actions, decisions] = await Promise.all([openActionsOf(ctx.tx, personId), decisionsOfDecider(ctx.tx, personId)])
  return [
    ...decisions.map(({ id, number, issue, audience }) => ({
      kind: 'decision',
      id,
      title: calledIn(number, { issue, audience }),
      href: `/decisions/decisions/${id}`,
    })),
    ...actions.map((one) => ({ kind: 'action', id: one.id, title: actionRef(one).title, href: actionRef(one).href })),
  ]
}

async function handOver(ctx: Context, { kind, ids, from, to, left }: Handing): Promise<string[]> {
  // nobody decides or does it in the name of one who is not with us
  if (left) return []
  const names = await personsOf(ctx, [from, to])
  const taker = { id: to, name: names.get(to) ?? '' }
  if (kind === 'decision') await fitTaker(ctx, ids, taker)
  const moved = kind === 'decision' ? await handDecisions(ctx.tx, ids, from, taker) : await handActions(ctx.tx, ids, from, to)
  await recordAll(
    ctx,
    moved.map((one) => ({
      action: `decisions.${kind === 'decision' ? 'decision' : 'action'}.handed_over`,
      subject: { kind, id: one.id, label: one.number },
      before: { of: names.get(from) ?? null },
      after: { of: names.get(to) ?? null },
    })),
  )
  return moved.map(({ id }) => id)
}

/** Who is asked to agree does not decide as well. Refuses `rapid.decider_agrees`. */
async function fitTaker(ctx: Context, ids: readonly string[], to: { id: string; name: string }): Promise<void> {
  const [asked] = await agreedBy(ctx.tx, ids, to.id)
  if (asked === undefined) return
  const text = `${to.name} is asked to agree to ${asked} and cannot decide it as well. Hand it to somebody else.`
  throw new Refusal('conflict', 'rapid.decider_agrees', text)
}
