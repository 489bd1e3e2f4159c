import type { Context } from '../../../kernel/context.ts'
import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { measuresAssessments } from '../contract.ts'
import { listAssessments } from '../store/assessments.ts'
import { getEdition, listItems, planOf } from '../store/editions.ts'
import { mayBeSeen } from './seen.ts'

/** What was judged of a measure of an edition, and of the same measure in those before it. */
export async function assessments(ctx: Context, input: InputOf<typeof measuresAssessments>): Promise<OutputOf<typeof measuresAssessments>> {
  const edition = await getEdition(ctx.tx, input.id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const known = await listItems(ctx.tx, edition.id)
  if (!known.some(({ item_key }) => item_key === input.key)) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  const page = pageBy(await listAssessments(ctx.tx, input.key, input), newest(), input.limit)
  return {
    next: page.next,
    items: page.items.map(({ id, day, score, words, by_name, at }) => ({ id, day, score, words, by: by_name, at: at.toISOString() })),
  }
}
