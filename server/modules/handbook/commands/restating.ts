import { recordAll } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { addDays, addMonths } from '../../../kernel/period.ts'
import type { RestatementTable } from '../expected-tables.ts'
import { house } from '../queries/looking.ts'
import { rateOf } from '../rules/rates.ts'
import { restated } from '../rules/restated.ts'
import { pagesAmong } from '../store/pages.ts'
import { addRestatements, breaches, monthsNow, noteSilent, pendingMoves, saveBreached } from '../store/restated.ts'
import { pageLabel } from './saying.ts'

/** Days over which a rate is told. */
const window = 90

/** An error that was told late makes another figure of a month that was over: both are kept, with the day and the cause. Answers how many. */
export async function restate(ctx: Context, page?: string): Promise<number> {
  const since = `${addMonths(ctx.today, -11).slice(0, 7)}-01`
  const pending = await pendingMoves(ctx.tx, { since, today: ctx.today, ...(page === undefined ? {} : { page }) })
  if (pending.length === 0) return 0
  const ids = [...new Set(pending.map(({ page_id }) => page_id))]
  const [months, pages] = await Promise.all([monthsNow(ctx.tx, ids, since, ctx.today), pagesAmong(ctx.tx, ids, house)])
  const groups = Map.groupBy(pending, ({ page_id, month }) => `${page_id} ${month}`)
  const rows = [...groups.values()].flatMap((moves): RestatementTable[] => {
    const now = months.find(({ page_id, month }) => page_id === moves[0]?.page_id && month === moves[0].month)
    return restated(now?.k ?? 0, moves).map(({ up: _up, ...move }) => ({
      ...move,
      id: newId(),
      n: now?.n ?? 0,
      day: ctx.today,
      at: ctx.now,
    }))
  })
  await addRestatements(ctx.tx, rows)
  await recordAll(
    ctx,
    rows.flatMap(({ page_id, month, n, was, now }) => {
      const known = pages.get(page_id)
      return known
        ? [{ action: 'handbook.rate.restated', subject: pageLabel(known), before: { month, n, k: was }, after: { month, n, k: now } }]
        : []
    }),
  )
  for (const { page_id, month, n, was, now } of rows)
    await ctx.announce('handbook.rate.restated', { page_id, month, n, was, now }, { key: page_id })
  return rows.length
}

/** Errors count by silence and days pass: each hour figures of months that are over are looked at, and which procedures lie above what is promised. */
export async function lookAtRates(open: Open): Promise<{ restated: number; breached: number }> {
  await open(async (ctx) => {
    // figures hear of what counts by silence
    if (await noteSilent(ctx.tx, ctx.today)) await ctx.announce('handbook.rate.counted', { day: ctx.today }, { key: ctx.today })
  })
  const told = await open((ctx) => restate(ctx))
  const breached = await open(async (ctx) => {
    const known = await breaches(ctx.tx, addDays(ctx.today, -window), ctx.today)
    const red = known.filter(({ n, k }) => rateOf(k, n).is === 'red')
    const fresh = red.filter(({ breached_on }) => breached_on === null)
    await saveBreached(ctx.tx, fresh.map(idOf), ctx.today)
    await saveBreached(ctx.tx, known.filter((one) => one.breached_on !== null && !red.includes(one)).map(idOf), null)
    for (const { page_id, n, k } of fresh) await ctx.announce('handbook.rate.breached', { page_id, n, k }, { key: page_id })
    return fresh.length
  })
  return { restated: told, breached }
}

function idOf({ page_id }: { page_id: string }): string {
  return page_id
}
