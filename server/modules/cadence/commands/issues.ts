import type { Context } from '../../../kernel/context.ts'
import { readScorecard } from '../queries/scorecard.ts'
import { issueTitle, raises } from '../rules/scorecard.ts'
import { addItems, timesRaised } from '../store/items.ts'
import type { AgendaItemTable } from '../tables.ts'
import type { Book } from '../queries/book.ts'
import { untouched } from './untouched.ts'

/** Each red or missed row of the scorecard is an issue of the meeting, once, with what is known of its past. Answers how many are new. */
export async function raiseRed(ctx: Context, { series, meeting }: Book, items: readonly AgendaItemTable[]): Promise<number> {
  const { rows } = await readScorecard(ctx, series)
  const there = new Set(items.flatMap(({ row_id }) => row_id ?? []))
  const red = rows.filter((row) => raises(row.colour) && !there.has(row.id))
  if (red.length === 0) return 0
  const times = await timesRaised(
    ctx.tx,
    red.map(({ id }) => id),
    meeting.id,
  )
  const last = Math.max(0, ...items.map(({ position }) => position))
  await addItems(
    ctx.tx,
    red.map((row, at) => ({
      ...untouched(ctx),
      meeting_id: meeting.id,
      part: 'issue' as const,
      position: last + 1 + at,
      title: issueTitle(row),
      kind: 'decide' as const,
      owner: row.owner.id,
      minutes: null,
      shows: null,
      note: null,
      source: 'scorecard' as const,
      link: row.href === null ? null : { room: row.room, kind: row.kind, id: row.about, title: row.title, href: row.href },
      row_id: row.id,
      red_weeks: row.red_weeks,
      times_before: times.get(row.id) ?? 0,
      raised_by: null,
    })),
  )
  return red.length
}
