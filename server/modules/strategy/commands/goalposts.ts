import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type { Pledged } from '../rules/editorial.ts'
import { shiftsOf } from '../rules/goalposts.ts'
import { addGoalposts } from '../store/goalposts.ts'

type Moving = {
  plan_id: string
  edition_id: string
  /** the words of a measure by its key */
  texts: ReadonlyMap<string, string>
  before: readonly (Pledged & { unit: string | null })[]
  after: readonly Pledged[]
  decision: { id: string; number: string } | null
}

/** Writes down what of promises that were vetted is another one now, with who did it and by what decision. */
export async function noteShifts(ctx: Context, { plan_id, edition_id, texts, before, after, decision }: Moving): Promise<void> {
  const now = new Map(after.map((one) => [one.item_key, one]))
  const rows = before.flatMap((one) =>
    shiftsOf(one, now.get(one.item_key)).map(({ item_key, field, from, to }) => ({
      ...{ id: newId(), plan_id, edition_id, item_key, field, from_value: from, to_value: to },
      ...{ text: texts.get(item_key) ?? '', unit: one.unit },
      ...{ decision_id: decision?.id ?? null, decision_number: decision?.number ?? null },
      ...{ by_id: personBehind(ctx.actor), by_name: ctx.actor.name, day: ctx.today, at: ctx.now },
    })),
  )
  await addGoalposts(ctx.tx, rows)
}
