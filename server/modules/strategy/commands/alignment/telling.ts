import type { Context } from '../../../../kernel/context.ts'
import { endNoticesOf, notifyAll } from '../../../../kernel/notices.ts'
import type { Day } from '../../../../kernel/period.ts'
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
        subject: subjectOf(row),
        text: row.says,
        rule: 'alert' as const,
      })),
  )
}

function subjectOf({ id, edition_id, title }: DefectRow) {
  const href = `/strategy/alignment?defect=${id}`
  return { room: 'strategy', kind: 'edition', id: edition_id, title, href, audience: 'internal' as const }
}

export async function tellCleared(ctx: Context, rows: readonly DefectRow[], slugs: ReadonlyMap<string, string>): Promise<void> {
  for (const row of rows) await ctx.announce('strategy.defect.cleared', payload(row, slugs), { key: row.plan_id })
  await endNoticesOf(ctx, { reason, keys: rows.flatMap(({ level, finding_key }) => (level === 'error' ? [finding_key] : [])) })
}

/** Whoever answers for one of the plans hears that it was accepted, and is asked to mend it no more; `why` is the waiver's own reason. */
export async function tellWaived(ctx: Context, row: DefectRow, slug: string, waiver: { until: Day; why: string }): Promise<void> {
  const { until, why } = waiver
  await ctx.announce('strategy.defect.waived', { ...payload(row, new Map([[row.plan_id, slug]])), until }, { key: row.plan_id })
  if (row.level !== 'error' || row.few) return
  await endNoticesOf(ctx, { reason, keys: [row.finding_key] })
  await notifyAll(ctx, [
    {
      to: row.dri_ids,
      reason: 'strategy.defect.waived',
      key: row.finding_key,
      subject: subjectOf(row),
      text: `${ctx.actor.name} has waived until ${until} that ${row.says.charAt(0).toLowerCase()}${row.says.slice(1).replace(/\.$/, '')}: ${why}`,
      rule: 'decided' as const,
    },
  ])
}

function payload(row: DefectRow, slugs: ReadonlyMap<string, string>) {
  const { id: defect_id, code, level, plan_id, edition_id, to_plan_id, from_key, to_key } = row
  return { defect_id, code, level, plan_id, edition_id, slug: slugs.get(plan_id) ?? '', to_plan_id, from_key, to_key }
}
