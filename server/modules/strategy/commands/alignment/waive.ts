import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import type { defectsWaive } from '../../contract.ts'
import { answering } from '../../queries/alignment/answering.ts'
import { seesFew } from '../../queries/seen.ts'
import { fitWaiver } from '../../rules/alignment/guard.ts'
import { tellWaived } from './telling.ts'
import { plansOfEditions } from '../../store/plans.ts'
import { addWaiver, takeDefect, unknownDefect } from '../../store/alignment/defects.ts'

/** A defect is accepted in writing, on its texts of now, until a day. */
export async function waive(ctx: Context, { id, reason, until }: InputOf<typeof defectsWaive>): Promise<OutputOf<typeof defectsWaive>> {
  const defect = await takeDefect(ctx.tx, id)
  if (defect.few && !seesFew(ctx)) throw unknownDefect()
  if (defect.cleared_at) throw new Refusal('conflict', 'defect.cleared', 'This defect is there no more. Nothing is to be waived.')
  fitWaiver(defect, until, ctx.today)
  if ([...(await answering(ctx, defect.plan_ids)).values()].some((those) => those.has(personBehind(ctx.actor))))
    throw new Refusal(
      'forbidden',
      'defect.your_own',
      'Whoever answers for one of these plans, or decides on it, does not waive what is wrong with it. Ask somebody else who may.',
    )
  const { finding_key, text_hash, code, edition_id, title } = defect
  await addWaiver(ctx.tx, {
    id: newId(),
    ...{ defect_id: id, finding_key, text_hash, reason, until },
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
    at: ctx.now,
  })
  await record(ctx, {
    action: 'strategy.defect.waived',
    subject: { kind: 'edition', id: edition_id, label: title },
    after: { defect: id, code, until, text_hash },
    reason,
  })
  const [plan] = await plansOfEditions(ctx.tx, [edition_id])
  await tellWaived(ctx, defect, plan?.slug ?? '', { until, why: reason })
  return { id, until }
}
