import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { figuresAsk } from '../contract.ts'
import { figureText, isIncomplete, unitOf } from '../rules/metrics/figures.ts'
import { freshnessOf, stalledNow } from './ages.ts'
import { answer } from './answers.ts'

/** Values of metrics by period and slice, as text rounded once. */
export async function askForFigures(ctx: Context, input: InputOf<typeof figuresAsk>): Promise<OutputOf<typeof figuresAsk>> {
  const { metrics, rows, statements, sqlHash, company, policy } = await answer(ctx, input)
  const shown = rows.slice(0, input.limit)
  const stalled = await stalledNow(ctx)
  const ages = metrics.map((metric) => freshnessOf(metric, ctx.now, stalled).completeThrough)
  const out = shown.map((row) => ({
    period: row.period,
    from: row.from,
    to: row.to,
    incomplete: metrics.some((metric) => isIncomplete(metric, row.from, row.to, ctx.today)),
    dimensions: Object.fromEntries(input.dimensions.map((name, index) => [name, row.dimensions[index] ?? ''])),
    values: Object.fromEntries(
      metrics.map((metric) => [metric.id, figureText(metric.definition, row.figures.get(metric.id)?.value ?? null, company.currency)]),
    ),
    reasons: Object.fromEntries(
      metrics.flatMap((metric) => {
        const reason = row.figures.get(metric.id)?.reason
        return reason ? [[metric.id, reason] as const] : []
      }),
    ),
  }))
  const known = ages.filter((age) => age !== null).sort()
  return {
    columns: [
      { name: 'period', kind: 'period', label: 'Period', unit: null, rounding: null },
      ...input.dimensions.map((name) => ({ name, kind: 'dimension' as const, label: words(name), unit: null, rounding: null })),
      ...metrics.map((metric) => ({
        name: metric.id,
        kind: 'metric' as const,
        label: metric.definition.label,
        unit: unitOf(metric.definition, company.currency),
        rounding: metric.definition.rounding,
      })),
    ],
    rows: out,
    more: rows.length > shown.length,
    cut: policy.reach !== undefined,
    complete_through: known.length === ages.length ? (known[0] ?? null) : null,
    incomplete: out.some((row) => row.incomplete),
    sql_hash: sqlHash,
    as_of: ctx.now.toISOString(),
    statements: input.explain ? statements : [],
  }
}

function words(name: string): string {
  const text = name.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
