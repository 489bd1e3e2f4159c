import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { scorecardsLookBack } from '../contract.ts'
import { frozenOn } from '../store/frozen.ts'
import { lastHeld } from '../store/meetings.ts'
import { getSeries } from '../store/series.ts'
import { readerOf } from './book.ts'
import type { ScoreRow } from './scorecard.ts'

type Answer = OutputOf<typeof scorecardsLookBack>

/** Measure × date, each cell as it was frozen; rows as they stand on the newest scorecard, those that were taken out since after them. */
export async function lookBack(ctx: Context, { id, limit }: InputOf<typeof scorecardsLookBack>): Promise<Answer> {
  const series = await getSeries(ctx.tx, id, readerOf(ctx))
  const held = (await lastHeld(ctx.tx, series.id, ctx.now, limit)).toReversed()
  const frozen = await frozenOn(
    ctx.tx,
    held.map((one) => one.id),
  )
  const at = new Map(held.map((one, place) => [one.id, place]))
  const rows = new Map<string, Answer['rows'][number]>()
  // newest first, so that a row is called and placed as it was last
  for (const { row_id, meeting_id, row: kept, value, target, colour, unit, definition } of frozen.toReversed()) {
    const { title, owner, direction } = kept as ScoreRow
    const blank = { id: row_id, title, owner, unit, direction, definitions: [], cells: held.map(() => null) }
    const row: Answer['rows'][number] = rows.get(row_id) ?? blank
    row.cells[at.get(meeting_id) ?? 0] = { value, target, colour }
    if (definition !== null && !row.definitions.includes(definition)) row.definitions.push(definition)
    rows.set(row_id, row)
  }
  return {
    dates: held.map((one) => ({ meeting_id: one.id, day: one.day, href: `/cadence/meetings/${one.id}` })),
    rows: [...rows.values()],
  }
}
