import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import type { periodsClose, periodsReopen } from '../../contract.ts'
import { factsOf, periodOr404, periodView } from '../../queries/ledger/periods.ts'
import { daysOfMonth, readPeriodId, requireClosable, requireReady, requireReopenable } from '../../rules/periods.ts'
import { checkBooks, type PeriodRow, reopenPeriod, savePeriodClosing, takeCompany } from '../../store/periods.ts'

/** The month's books are final: whoever posts at this moment is waited for, and whoever comes later is refused. */
export async function closePeriod(ctx: Context, input: InputOf<typeof periodsClose>): Promise<OutputOf<typeof periodsClose>> {
  const row = await takePeriod(ctx, input.id)
  requireClosable(factsOf(ctx, row))
  const checks = await checkBooks(ctx.tx, row.entity_id, daysOfMonth(row.period).next)
  requireReady(row, checks)
  await savePeriodClosing(ctx.tx, {
    id: newId(),
    entity_id: row.entity_id,
    period: row.period,
    checks: checks.map(({ check }) => check),
    created_at: ctx.now,
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
    reopened_at: null,
    reopened_by: null,
    reopened_by_name: null,
    reason: null,
  })
  await record(ctx, { action: 'billing.period.closed', subject: subjectOf(row), after: { closed_through: row.period } })
  await ctx.announce('billing.period.closed', { entity: row.entity, period: row.period }, { key: row.entity_id })
  return periodView(ctx, await periodOr404(ctx, input.id))
}

/** The latest closed month takes postings again, until it is closed once more. */
export async function openPeriodAgain(ctx: Context, input: InputOf<typeof periodsReopen>): Promise<OutputOf<typeof periodsReopen>> {
  const row = await takePeriod(ctx, input.id)
  requireReopenable(factsOf(ctx, row))
  const { id: by, name } = ctx.actor
  await reopenPeriod(ctx.tx, row, { reopened_at: ctx.now, reopened_by: by, reopened_by_name: name, reason: input.reason })
  await record(ctx, {
    action: 'billing.period.reopened',
    subject: subjectOf(row),
    before: { closed_at: row.closed_at?.toISOString(), closed_by: row.closed_by },
    reason: input.reason,
  })
  await ctx.announce('billing.period.reopened', { entity: row.entity, period: row.period }, { key: row.entity_id })
  return periodView(ctx, await periodOr404(ctx, input.id))
}

async function takePeriod(ctx: Context, id: string): Promise<PeriodRow> {
  const asked = readPeriodId(id)
  if (asked) await takeCompany(ctx.tx, asked.entity)
  return periodOr404(ctx, id)
}

function subjectOf({ entity, period }: PeriodRow) {
  return { kind: 'period', id: `${entity}-${period}`, label: `${period} of ${entity}` }
}
