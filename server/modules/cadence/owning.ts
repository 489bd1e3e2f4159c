import { recordAll } from '../../kernel/audit.ts'
import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { personsOf } from '../people/index.ts'
import { seriesLabel, seriesTitle } from './queries/book.ts'
import { lookWhoBelongs } from './commands/daily.ts'
import { handSeats, seriesLedBy } from './store/handing.ts'

/** A series is led by somebody: the chair goes to whoever takes the work over, and with it the chair of the meetings ahead. */
export const owning: Owning = { ownedBy, handOver }

async function ownedBy(ctx: Context, personId: string): Promise<Owned[]> {
  const rows = await seriesLedBy(ctx.tx, personId)
  return rows.map((row) => ({ kind: 'series', id: row.id, title: seriesTitle(row), href: `/cadence/series/${row.id}` }))
}

async function handOver(ctx: Context, { ids, from, to, left }: Handing): Promise<string[]> {
  // nobody leads in the name of one who is not with us
  if (left) return []
  const names = await personsOf(ctx, [from, to])
  const moved = await handSeats(ctx.tx, ids, from, to)
  await recordAll(
    ctx,
    moved.map((row) => ({
      action: 'cadence.series.handed_over',
      subject: seriesLabel(row),
      before: { of: names.get(from) ?? null },
      after: { of: names.get(to) ?? null },
    })),
  )
  await lookWhoBelongs(ctx, to)
  return moved.map(({ id }) => id)
}
