import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { measuresBind } from '../contract.ts'
import { bindingIn } from '../rules/bindings.ts'
import { isLive } from '../rules/kinds.ts'
import { isMeasure } from '../rules/measurable.ts'
import type { PlanReading } from '../rules/reading.ts'
import { listItems } from '../store/editions.ts'
import type { EditionRow, MeasureRow } from '../tables.ts'
import { boundTo, type Known, knownFor } from './binding.ts'
import { readNow } from './readings.ts'

/** What an imported text says of its measures: a key for each of its items, the bindings that hold here, and those that stay text. */
export type SaidBindings = { keys: string[]; measures: MeasureRow[]; left: { title: string; why: string }[] }

/**
 * Binds the measures of a text that say what they are bound to, as if somebody bound them by hand: where that is to be had here, and by whom it
 * may be done. A measure that the plan knows by its id stays the same measure.
 */
export async function saidBindings(ctx: Context, edition: EditionRow, reading: PlanReading): Promise<SaidBindings> {
  const items = reading.sections.flatMap(({ name, items: own }) => own.map((item) => ({ item, said: bindingIn(name, item) })))
  const said: SaidBindings = { keys: items.map(() => newId()), measures: [], left: [] }
  if (items.every((one) => one.said === null)) return said
  const keys = new Set(
    (edition.predecessor === null ? [] : await listItems(ctx.tx, edition.predecessor)).filter(isMeasure).map(({ item_key }) => item_key),
  )
  const wishes = items.flatMap(({ item, said: wish }, at) => {
    if (wish === null) return []
    const old = typeof wish.key === 'string' && keys.delete(wish.key) ? wish.key : undefined
    return [{ at, item, read: measuresBind.input.safeParse({ ...wish, id: edition.id, key: old ?? said.keys[at] }) }]
  })
  const may = mayDo(ctx.actor, 'strategy.write')
  const known = await knownFor(ctx, may ? wishes.flatMap(({ read }) => read.data ?? []) : [])
  for (const { at, item, read } of wishes) {
    const why = may ? bindAt(ctx, edition, said, { at, read, known }) : 'Whoever imports it may not bind measures.'
    if (why) said.left.push({ title: item.text, why: `${why} What it says stays in the text.` })
  }
  return said
}

type Wish = { at: number; read: ReturnType<typeof measuresBind.input.safeParse>; known: Known }

/** Binds one measure; answers why not, where it cannot be. */
function bindAt(ctx: Context, edition: EditionRow, said: SaidBindings, { at, read, known }: Wish): string | null {
  if (!read.success) return `Its binding cannot be read (${read.error.issues.map(({ path }) => path.join('.')).join(', ')}).`
  try {
    said.measures.push({ ...boundTo(ctx, edition, read.data, { known }), item_key: read.data.key })
    said.keys[at] = read.data.key
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** What the measures of an imported edition have come to today. */
export function readBound(ctx: Context, edition: EditionRow, slug: string, { measures, keys }: SaidBindings, reading: PlanReading) {
  const texts = new Map(reading.sections.flatMap(({ items }) => items).map(({ text }, at) => [keys[at], text]))
  const { period_start, period_end, state } = edition
  return readNow(
    ctx,
    measures.flatMap((row) =>
      isLive(row.kind) ? [{ ...row, period_start, period_end, slug, text: texts.get(row.item_key) ?? '', state }] : [],
    ),
  )
}
