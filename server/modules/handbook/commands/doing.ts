import { record, trailRows } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { houseWords } from '../facts.ts'
import { draftOfDone, stepsDone, titleOfDone } from '../rules/doing.ts'
import { getPage } from '../store/pages.ts'
import { looksOf } from '../queries/looking.ts'
import { createPage } from './pages.ts'
import { pageLabel } from './saying.ts'

/**
 * Begins a procedure of what was done: a draft with the steps, where each was done, and of what kind each value was. Of rows that are somebody
 * else's only those who see the whole trail make one.
 */
export async function draftDoings(
  ctx: Context,
  { rows: ids, title, audience, groups }: InputOf<typeof promise.doingsDraft>,
): Promise<OutputOf<typeof promise.doingsDraft>> {
  const wanted = [...new Set(ids)]
  const me = personBehind(ctx.actor)
  const all = mayDo(ctx.actor, 'house.trail') !== undefined
  const rows = (await trailRows(ctx, wanted)).filter(({ actor }) => all || actor.id === me)
  // one that is not there and one that is another's are told apart by nobody
  if (rows.length < wanted.length) throw new Refusal('missing', 'doing.unknown', 'Some of this is not in the trail, or not yours to see.')
  const steps = stepsDone(rows, houseWords())
  if (steps.length === 0)
    throw new Refusal('refused', 'doing.no_work', 'Who came in and from where makes no step. Choose something that was done.', {
      unmet: [{ code: 'doing.no_work', text: 'Choose something that was done.', path: 'rows' }],
    })
  const page = await createPage(ctx, {
    source: draftOfDone(titleOfDone(title, rows, steps), steps),
    note: 'Drafted from what was done',
    ...{ backup: null, audience, groups },
  })
  await record(ctx, {
    action: 'handbook.procedure.drafted',
    subject: pageLabel(await getPage(ctx.tx, page.id, await looksOf(ctx))),
    after: { rows: rows.length, steps: steps.length },
  })
  return { id: page.id, number: page.number, title: page.title, steps: steps.length }
}
