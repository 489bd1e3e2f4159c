import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { cut } from '../../../../kernel/page.ts'
import { addDays } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import type { periodsGet, periodsList } from '../../contract.ts'
import { checkTexts, daysOfMonth, isClosed, type PeriodFacts, readPeriodId } from '../../rules/periods.ts'
import { checkBooks, listPeriods, type PeriodRow } from '../../store/periods.ts'
import { todayOf } from '../../today.ts'

type PeriodView = OutputOf<typeof periodsList>['items'][number]

export async function findPeriods(ctx: Context, input: InputOf<typeof periodsList>): Promise<OutputOf<typeof periodsList>> {
  const page = cut(await listPeriods(ctx.tx, { ...input, limit: input.limit + 1 }), input.limit, (row) => [row.period, row.entity])
  return { items: page.items.map((row) => periodView(ctx, row)), next: page.next }
}

export async function getPeriod(ctx: Context, input: { id: string }): Promise<OutputOf<typeof periodsGet>> {
  const row = await periodOr404(ctx, input.id)
  const checks = await checkBooks(ctx.tx, row.entity_id, daysOfMonth(row.period).next)
  return { ...periodView(ctx, row), checks: checks.map((one) => ({ ...one, text: checkTexts[one.check] })) }
}

/** A month in which a company posted something (`period.unknown`). */
export async function periodOr404(ctx: Context, id: string): Promise<PeriodRow> {
  const asked = readPeriodId(id)
  const [row] = asked ? await listPeriods(ctx.tx, { ...asked, limit: 1 }) : []
  if (!row)
    throw new Refusal(
      'missing',
      'period.unknown',
      `Nothing was posted in ${id.slice(0, 14)}. A month is named by company and month, such as DE-2026-05.`,
    )
  return row
}

export function factsOf(ctx: Context, row: PeriodRow): PeriodFacts {
  return { entity: row.entity, period: row.period, today: todayOf(row, ctx), through: row.through, firstOpen: row.first_open }
}

export function periodView(ctx: Context, row: PeriodRow): PeriodView {
  const { first, next } = daysOfMonth(row.period)
  const { today, through, firstOpen } = factsOf(ctx, row)
  const closed = isClosed(row.period, through)
  const closable = !closed && today >= next && firstOpen === row.period
  const may = closed ? (row.period === through ? ['reopen'] : []) : closable ? ['close'] : []
  return {
    id: `${row.entity}-${row.period}`,
    entity: row.entity,
    period: row.period,
    state: closed ? 'closed' : 'open',
    first_day: first,
    last_day: addDays(next, -1),
    closed_at: row.closed_at?.toISOString() ?? null,
    closed_by: row.closed_by,
    reopened_at: row.reopened_at?.toISOString() ?? null,
    reopened_by: row.reopened_by,
    reason: row.reason,
    may: mayDo(ctx.actor, 'billing.close') ? may : [],
  }
}
