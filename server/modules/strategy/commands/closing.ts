import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type { closingsClose } from '../contract.ts'
import { closing, isEnded } from '../queries/closing.ts'
import { addClosing, findClosing } from '../store/updates.ts'
import { fitAuthor, labelOf, takeFor } from './steps.ts'

/** Closes a period once: its lessons, and which methods go on into the next. */
export async function closePeriod(
  ctx: Context,
  { id, lessons, methods }: InputOf<typeof closingsClose>,
): Promise<OutputOf<typeof closingsClose>> {
  const now = await takeFor(ctx, id, 'close')
  fitAuthor(ctx, now)
  const { edition, rows } = now
  if (!isEnded(edition, ctx.today))
    throw new Refusal(
      'refused',
      'plan.period_runs',
      `Its period runs until ${edition.period_end ?? 'an unknown day'}. Close it when that is over.`,
    )
  if (await findClosing(ctx.tx, id))
    throw new Refusal('conflict', 'plan.closed_already', 'This period is closed. What was written then stays.')
  const known = new Set(rows.filter(({ section, depth }) => section === 'methods' && depth === 0).map(({ item_key }) => item_key))
  const stray = methods.find(({ key }) => !known.has(key))
  if (stray) throw new Refusal('missing', 'item.unknown', 'This plan has no such method.')
  const by = { by_id: personBehind(ctx.actor), by_name: ctx.actor.name, at: ctx.now }
  const verdicts = new Map(methods.map(({ key, verdict }) => [key, { edition_id: id, item_key: key, verdict }]))
  await addClosing(ctx.tx, { edition_id: id, lessons, ...by }, [...verdicts.values()])
  const dropped = methods.filter(({ verdict }) => verdict === 'drop').length
  await record(ctx, { action: 'strategy.edition.closed', subject: labelOf(edition), after: { methods: verdicts.size, dropped } })
  await ctx.announce('strategy.edition.closed', { edition_id: id, plan_id: edition.plan_id }, { key: edition.plan_id })
  return closing(ctx, { id })
}
