import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { plansDifferences } from '../contract.ts'
import { differencesOf, type Side } from '../rules/differences.ts'
import { getEdition, getRevision, listItems } from '../store/editions.ts'
import { listMeasures } from '../store/measures.ts'
import { getPlan } from '../store/plans.ts'
import type { EditionRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'

/** Two editions of one plan, line by line. */
export async function differences(
  ctx: Context,
  { slug, from, to }: InputOf<typeof plansDifferences>,
): Promise<OutputOf<typeof plansDifferences>> {
  const plan = await getPlan(ctx.tx, slug)
  mayBeSeen(ctx, plan)
  const [before, after] = [await getEdition(ctx.tx, from), await getEdition(ctx.tx, to)]
  if (before.plan_id !== plan.id || after.plan_id !== plan.id)
    throw new Refusal('missing', 'edition.unknown', 'This plan has no such edition.')
  return {
    from: named(before),
    to: named(after),
    differences: differencesOf(await sideOf(ctx, before), await sideOf(ctx, after)),
  }
}

function named({ id, no, title_core: title, state, vetted_on }: EditionRow) {
  return { id, no, title, state, vetted_on }
}

async function sideOf(ctx: Context, { id, head_rev }: EditionRow): Promise<Side> {
  const { reading } = await getRevision(ctx.tx, id, head_rev)
  return { reading, rows: await listItems(ctx.tx, id), measures: await listMeasures(ctx.tx, id) }
}
