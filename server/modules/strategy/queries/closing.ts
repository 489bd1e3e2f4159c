import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { closingsGet } from '../contract.ts'
import { calibrationOf } from '../rules/calibration.ts'
import { firstPromise } from '../rules/goalposts.ts'
import { isLive } from '../rules/kinds.ts'
import { measureStatus } from '../rules/measure-status.ts'
import { getEdition, listItems, planOf } from '../store/editions.ts'
import { finalsOf } from '../store/finals.ts'
import { goalpostsOf } from '../store/goalposts.ts'
import { listMeasures } from '../store/measures.ts'
import { claimsOf, findClosing } from '../store/updates.ts'
import type { Status } from '../rules/measures.ts'
import type { EditionRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'
import { isAuthor, editionNow } from './edition-now.ts'

type Closing = OutputOf<typeof closingsGet>

/** What became of a period: its final values, how well people knew, what was learned, what goes on. */
export async function closing(ctx: Context, { id }: InputOf<typeof closingsGet>): Promise<Closing> {
  const edition = await getEdition(ctx.tx, id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const items = await listItems(ctx.tx, id)
  const closed = await findClosing(ctx.tx, id)
  const verdicts = new Map(closed?.methods.map(({ item_key, verdict }) => [item_key, verdict]))
  const scores = await scoresOf(ctx, edition, new Map(items.map(({ item_key, text }) => [item_key, text])))
  const over = isEnded(edition, ctx.today)
  const closes = over && !closed && mayDo(ctx.actor, 'strategy.take_part') !== undefined && isAuthor(ctx, await editionNow(ctx, edition))
  return {
    over,
    closed: closed ? { by: closed.by_name, at: closed.at.toISOString(), lessons: closed.lessons } : null,
    scores,
    calibration: over ? await calibrated(ctx, edition, scores) : [],
    methods: items
      .filter(({ section, depth, struck }) => section === 'methods' && depth === 0 && !struck)
      .map(({ item_key, text }) => ({ key: item_key, text, verdict: verdicts.get(item_key) ?? null })),
    may: closes ? ['close'] : [],
  }
}

/** Its last day is over, and it was in force. */
export function isEnded({ state, period_end }: Pick<EditionRow, 'state' | 'period_end'>, today: string): boolean {
  return (state === 'vetted' || state === 'expired' || state === 'superseded') && period_end !== null && period_end < today
}

async function scoresOf(ctx: Context, edition: EditionRow, texts: ReadonlyMap<string, string>): Promise<Closing['scores']> {
  const measures = (await listMeasures(ctx.tx, edition.id)).filter(({ kind, item_key }) => isLive(kind) && texts.has(item_key))
  const finals = Map.groupBy(await finalsOf(ctx.tx, edition.id), ({ item_key }) => item_key)
  const moved = Map.groupBy(
    await goalpostsOf(
      ctx.tx,
      measures.map(({ item_key }) => item_key),
    ),
    ({ item_key }) => item_key,
  )
  const day = edition.period_end ?? ctx.today
  return measures.map((row) => {
    const own = finals.get(row.item_key) ?? []
    const value = own.find(({ kind }) => kind === 'final')?.value ?? null
    const restated = own.findLast(({ kind }) => kind === 'restated')
    const shifts = (moved.get(row.item_key) ?? []).map(({ field, from_value }) => ({ field, from: from_value }))
    const first = firstPromise(row, shifts)
    const now = measureStatus(row, edition.period_start, value, day, true)
    const against = first && measureStatus({ ...row, ...first }, edition.period_start, value, day, true)
    return {
      ...{ key: row.item_key, text: texts.get(row.item_key) ?? '', unit: row.unit, value },
      restated: restated ? { day: restated.day, value: restated.value } : null,
      ...{
        target: row.target,
        first_target: first?.target ?? null,
        progress: now.progress,
        first_progress: against?.progress ?? null,
      },
      status: now.status,
    }
  })
}

/** What was on its way came so where it was reached: on pace on its last day is not there. What was to be kept was kept. */
function cameSo(status: Status, progress: string | null): boolean {
  return status === 'reached' || (status === 'green' && progress === null)
}

/** Only what is known of both: what was said, and what became of it. A measure within its bounds was kept, one on the way was reached. */
async function calibrated(
  ctx: Context,
  { plan_id, period_start, period_end }: EditionRow,
  scores: Closing['scores'],
): Promise<Closing['calibration']> {
  const known = new Map(scores.filter(({ value }) => value !== null).map(({ key, status, progress }) => [key, cameSo(status, progress)]))
  const claims = await claimsOf(ctx.tx, plan_id, [...known.keys()], period_start ?? '0001-01-01', period_end ?? ctx.today)
  return calibrationOf(
    claims.map(({ item_key, by_id, by_name, confidence }) => ({
      by: by_id,
      name: by_name,
      confidence,
      reached: known.get(item_key) ?? false,
    })),
  )
}
