import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { wordsOf } from '../../data/index.ts'
import { measuresNow } from '../../strategy/index.ts'
import type * as promise from '../contract.ts'
import { seriesDetail } from '../queries/series.ts'
import { rowsOf, saveRows, saveSeries } from '../store/series.ts'
import type { ScorecardRowTable, SeriesTable } from '../tables.ts'
import { seriesLabel } from '../queries/book.ts'
import { fitColleagues } from './people.ts'
import { takeRun } from './series.ts'

type Wanted = InputOf<typeof promise.seriesKeepScorecard>['rows'][number]

export async function keepScorecard(
  ctx: Context,
  { id, if_match, rows: wanted }: InputOf<typeof promise.seriesKeepScorecard>,
): Promise<OutputOf<typeof promise.seriesGet>> {
  const series = await takeRun(ctx, id)
  fitVersion(if_match, series.version)
  await fitColleagues(
    ctx,
    wanted.map(({ owner }) => ({ id: owner, path: 'rows' })),
  )
  wanted.forEach(fitPromise)
  const before = await rowsOf(ctx.tx, id)
  const known = new Set(before.map((row) => row.id))
  const titles = await titlesOf(ctx, series, wanted, new Set(before.flatMap(({ measure }) => measure ?? [])))
  const rows = wanted.map((row, position): ScorecardRowTable => {
    return {
      id: row.id !== undefined && known.has(row.id) ? row.id : newId(),
      series_id: id,
      position,
      metric: row.metric ?? null,
      measure: row.measure ?? null,
      title: row.title ?? titles[position] ?? '',
      time_window: row.window,
      target: row.measure ? null : (row.target ?? null),
      target_high: row.measure ? null : (row.target_high ?? null),
      direction: row.measure ? null : (row.direction ?? null),
      tolerance: row.measure ? null : (row.tolerance ?? null),
      owner: row.owner,
      input: row.input,
      removed_at: null,
    }
  })
  await saveRows(ctx.tx, id, rows, ctx.now)
  const version = series.version + 1
  await saveSeries(ctx.tx, id, { version })
  await record(ctx, {
    action: 'cadence.series.scorecard_kept',
    subject: seriesLabel(series),
    before: { rows: before.length },
    after: { rows: rows.length },
  })
  await ctx.announce('cadence.series.changed', { series_id: id, leadership: series.leadership }, { key: id })
  return seriesDetail(ctx, { ...series, version })
}

/** A row is a metric with a promise of its own, or a plan’s measure with the plan’s. Refuses `scorecard.row_unclear`, `scorecard.promise_missing`. */
function fitPromise(row: Wanted): void {
  if ((row.metric === undefined) === (row.measure === undefined))
    throw refused('scorecard.row_unclear', 'A row is one metric or one measure of a plan.')
  const unpromised =
    row.target === undefined || row.direction === undefined || (row.direction === 'between' && row.target_high === undefined)
  if (row.metric !== undefined && unpromised)
    throw refused(
      'scorecard.promise_missing',
      'A metric needs what is promised of it: a target and a direction. Without it nothing is red.',
    )
}

/**
 * What the rows are called where nobody says otherwise. Refuses `scorecard.metric_unknown`, `scorecard.measure_unknown`,
 * `scorecard.measure_restricted`.
 */
async function titlesOf(ctx: Context, series: SeriesTable, wanted: readonly Wanted[], kept: ReadonlySet<string>): Promise<string[]> {
  const keys = wanted.flatMap(({ measure }) => measure ?? [])
  const measures = new Map((await measuresNow(ctx, keys, 0)).map((one) => [one.key, one]))
  return wanted.map(({ metric, measure }) => {
    if (measure === undefined) {
      const words = wordsOf(metric ?? '')
      if (!words) throw refused('scorecard.metric_unknown', `There is no metric ${metric ?? ''}.`)
      return words.label
    }
    const found = measures.get(measure)
    // whoever may not open the plan learns nothing of it, not even that there is one; what somebody else put there stays
    if (!found || !(found.plan.open || kept.has(measure))) throw refused('scorecard.measure_unknown', 'There is no such measure of a plan.')
    if (found.plan.audience === 'restricted' && series.audience !== 'restricted')
      throw refused(
        'scorecard.measure_restricted',
        'A plan for the few is read in a meeting for the few. Make the series one of those first.',
      )
    return found.title
  })
}

function refused(code: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path: 'rows' }] })
}
