import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { itemsGet, itemsList } from '../contract.ts'
import { getEdition, listItems, planOf } from '../store/editions.ts'
import { mayBeSeen } from './seen.ts'

/** The lines of an edition with their keys: what an edit of one of them names. */
export async function items(ctx: Context, { id }: InputOf<typeof itemsList>): Promise<OutputOf<typeof itemsList>> {
  const edition = await getEdition(ctx.tx, id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const rows = await listItems(ctx.tx, id)
  return {
    rev: edition.head_rev,
    lines: rows.map(({ item_key: key, section, depth, parent_key, rank, raw, text }) => ({
      key,
      section,
      depth,
      parent_key,
      rank,
      raw,
      text,
    })),
  }
}

export async function item(ctx: Context, { id, key }: InputOf<typeof itemsGet>): Promise<OutputOf<typeof itemsGet>> {
  const { rev, lines } = await items(ctx, { id })
  const line = lines.find((one) => one.key === key)
  if (!line) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  return { ...line, rev }
}
