import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import type { segmentsChange } from '../contract.ts'
import { requireBands } from '../rules/segment.ts'
import { bandsView } from '../segment-bands.ts'
import { moveSegments, saveBands, takeBands } from '../store/segments.ts'
import type { BandsTable } from '../tables.ts'

/** New bands from today on; every account whose number of employees is known is in its new segment when this is answered. */
export async function changeSegments(ctx: Context, input: InputOf<typeof segmentsChange>): Promise<OutputOf<typeof segmentsChange>> {
  const { if_match: ifMatch, reason, ...bands } = input
  const before = await takeBands(ctx.tx)
  fitVersion(ifMatch, before.version)
  requireBands(bands)
  const made = { created_at: ctx.now, created_by: ctx.actor.id, created_by_name: ctx.actor.name }
  const row: BandsTable = { version: before.version + 1, valid_from: ctx.today, ...bands, reason, ...made }
  await saveBands(ctx.tx, row)
  const moved = await moveSegments(ctx.tx, bands, { at: ctx.now, who: ctx.actor.id })
  const { mid_market_from, enterprise_from } = before
  await record(ctx, {
    action: 'customers.segments.changed',
    subject: { kind: 'segments', id: 'bands', label: 'Segments' },
    before: { mid_market_from, enterprise_from },
    after: { ...bands, accounts_moved: moved.length },
    reason,
  })
  await ctx.announce('customers.segments.changed', { version: row.version, moved: moved.length }, { key: 'segments' })
  return { ...bandsView(row), moved: moved.length }
}
