import type { Context } from '../../../../kernel/context.ts'
import { endNoticesOf, notifyAll } from '../../../../kernel/notices.ts'
import type { DefectRow } from '../../tables.ts'

const reason = 'strategy.defect.opened'

/** The house hears of each; of an error hears whoever answers for one of the plans, unless one of them is for the few. */
export async function tellOpened(ctx: Context, rows: readonly DefectRow[], slugs: ReadonlyMap<string, string>): Promise<void> {
  for (const row of rows) await ctx.announce(reason, payload(row, slugs), { key: row.plan_id })
  await notifyAll(
    ctx,
    rows
      .filter(({ level, few }) => level === 'error' && !few)
      .map((row) => ({
        to: row.dri_ids,
        reason,
        key: row.finding_key,
        subject: {
          room: 'strategy',
          kind: 'edition',
          id: row.edition_id,
          title: row.title,
          href: `/strategy/alignment?defect=${row.id}`,
          audience: 'internal' as const,
        },
        text: row.says,
        rule: 'alert' as const,
      })),
  )
}

export async function tellCleared(ctx: Context, rows: readonly DefectRow[], slugs: ReadonlyMap<string, string>): Promise<void> {
  for (const row of rows) await ctx.announce('strategy.defect.cleared', payload(row, slugs), { key: row.plan_id })
  await endNoticesOf(ctx, { reason, keys: rows.flatMap(({ level, finding_key }) => (level === 'error' ? [finding_key] : [])) })
}

function payload(row: DefectRow, slugs: ReadonlyMap<string, string>) {
  const { id: defect_id, code, level, plan_id, edition_id, to_plan_id, from_key, to_key } = row
  return { defect_id, code, level, plan_id, edition_id, slug: slugs.get(plan_id) ?? '', to_plan_id, from_key, to_key }
}
