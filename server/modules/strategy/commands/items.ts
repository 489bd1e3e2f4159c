import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type BlockEdit, edited, type itemsAdd, type itemsChange, type itemsPlace, type itemsRemove } from '../contract.ts'
import { editionPage } from '../queries/page.ts'
import { blocksOf, openingsOf } from '../rules/blocks.ts'
import { isAsMeant, type Line, meant } from '../rules/meant.ts'
import { getRevision, listItems } from '../store/editions.ts'
import type { ItemRow } from '../tables.ts'
import { fitRevision, readAgain, replaceText, takeOpen } from './editions.ts'

type Changed = OutputOf<typeof itemsChange>

/** One more line behind another one, or the first of a section. */
export function addItem(ctx: Context, { raw, after, section, ...rest }: InputOf<typeof itemsAdd>): Promise<Changed> {
  return edit(ctx, rest, ({ at, sections }) => {
    if (after !== undefined) return { do: 'add', after: at(after), raw }
    const place = sections.findIndex(({ name, items }) => name === section && items.length === 0)
    if (place < 0)
      throw new Refusal(
        'refused',
        'item.section_not_empty',
        'This section has lines, or the plan has no such label. Name the line that it comes behind.',
      )
    return { do: 'begin', section: place, raw }
  })
}

export function changeItem(ctx: Context, { key, raw, ...rest }: InputOf<typeof itemsChange>): Promise<Changed> {
  return edit(ctx, rest, ({ at }) => ({ do: 'write', at: at(key), raw }))
}

export function placeItem(ctx: Context, { key, to, beside, ...rest }: InputOf<typeof itemsPlace>): Promise<Changed> {
  return edit(ctx, rest, ({ at }) =>
    to === 'before' || to === 'after' ? { do: 'place', at: at(key), beside: at(beside ?? ''), where: to } : { do: to, at: at(key) },
  )
}

export function removeItem(ctx: Context, { key, ...rest }: InputOf<typeof itemsRemove>): Promise<Changed> {
  return edit(ctx, rest, ({ at }) => ({ do: 'remove', at: at(key) }))
}

type Sections = Awaited<ReturnType<typeof getRevision>>['reading']['sections']
type Around = { at: (key: string) => number; sections: Sections }

/** Only the lines that an edit touches are written again. A text that is read otherwise than it was meant is not saved. */
async function edit(
  ctx: Context,
  { id, if_match }: { id: string; if_match?: number | undefined },
  editOf: (around: Around) => BlockEdit,
): Promise<Changed> {
  const edition = await takeOpen(ctx, id)
  const head = await getRevision(ctx.tx, id, edition.head_rev)
  fitRevision(edition, head, if_match)
  const rows = await listItems(ctx.tx, id)
  const { source, reading } = head
  const blocks = blocksOf(source, reading)
  const wish = editOf({ at: (key) => indexOf(rows, key), sections: reading.sections })
  const next = edited(source, blocks, wish, openingsOf(source, reading))
  if (next === undefined) throw new Refusal('refused', 'item.edit_impossible', impossible[wish.do])
  const lines = blocks.map(({ raw, depth, section }, n): Line => ({ key: rows[n]?.item_key ?? null, raw, depth, section }))
  const wanted = meant(lines, blocks, wish)
  const again = await readAgain(ctx, edition, next)
  if (!isAsMeant(wanted, blocksOf(next, again)))
    throw new Refusal(
      'refused',
      'item.read_otherwise',
      'Written so, the text would be read as something else than this one line. Escape what is a mark of its own, or edit the source.',
    )
  // keys go where the lines went: nothing has to be recognised
  const known = { exact: wanted.map(({ key }) => key) }
  const rev = next === source ? edition.head_rev : await replaceText(ctx, edition, head, next, { known })
  const place = wanted.findIndex((line) => isMeantBy(wish, line, lines))
  return { rev, key: (await listItems(ctx.tx, id))[place]?.item_key ?? null, page: await editionPage(ctx, id) }
}

/** The line that was written or moved; one that was taken away is among the wanted lines no more. */
function isMeantBy(wish: BlockEdit, line: Line, lines: readonly Line[]): boolean {
  return 'at' in wish ? line.key !== null && line.key === lines[wish.at]?.key : line.key === null
}

function indexOf(rows: readonly ItemRow[], key: string): number {
  const at = rows.findIndex(({ item_key }) => item_key === key)
  if (at < 0) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  return at
}

const byHand = 'A row of a table is written in the source.'
const impossible: Record<BlockEdit['do'], string> = {
  write: byHand,
  remove: byHand,
  add: byHand,
  begin: 'Nothing says where the first line of this section would stand. Write it in the source.',
  up: 'It is the first below its parent already.',
  down: 'It is the last below its parent already.',
  nest: 'There is no line before it below which it could hang, or it hangs four deep already.',
  lift: 'It hangs on no other line.',
  place: 'A line goes beside another one of its own kind, and never into what hangs on itself.',
}
