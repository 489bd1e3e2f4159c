import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, addMonths } from '../../../kernel/period.ts'
import type * as promise from '../contract.ts'
import { compared, fewest, rateOf, target } from '../rules/rates.ts'
import { scoredDays, scoreOf } from '../rules/scores.ts'
import { expectedTally } from '../store/expected.ts'
import * as store from '../store/health.ts'
import { ratingTally } from '../store/ratings.ts'
import { restatementsOf } from '../store/restated.ts'
import { getPage } from '../store/pages.ts'
import { getProcedure } from '../store/procedures.ts'
import { looksOf } from './looking.ts'
import { stepsOn } from './runs.ts'

/** Days over which a rate is told. */
const window = 90
const months = 12

type Health = OutputOf<typeof promise.healthRead>

/** How often a procedure goes wrong, of runs that ended: over the last days, by month, by version and by step. */
export async function readHealth(ctx: Context, { id, series }: InputOf<typeof promise.healthRead>): Promise<Health> {
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  const { in_force_no, review_on, breached_on } = await getProcedure(ctx.tx, id)
  const from = addDays(ctx.today, -window)
  const since = `${addMonths(ctx.today, 1 - months).slice(0, 7)}-01`
  const [tallies, steps, faults, open, texts, firsts, { steps: shown }, expected, told, readers] = await Promise.all([
    store.talliesOf(ctx.tx, id, { since, recent: from, today: ctx.today, series }),
    store.stepTallies(ctx.tx, id, from, ctx.today, series),
    store.faultTallies(ctx.tx, id, from, ctx.today),
    store.openReports(ctx.tx, id, ctx.today),
    store.textsBehind(ctx.tx, id),
    store.firstTextOfSteps(ctx.tx, id),
    stepsOn(ctx, page, in_force_no ?? page.no),
    expectedTally(ctx.tx, id, from),
    restatementsOf(ctx.tx, id, since.slice(0, 7)),
    ratingTally(ctx.tx, id, addDays(ctx.today, -scoredDays)),
  ])
  const recent = sumOf(tallies.filter((one) => one.recent))
  const versions = versionsOf(tallies, texts)
  const labels = new Map(texts.map(({ no, label }) => [no, label]))
  const byKey = new Map(steps.map((one) => [one.key, one]))
  return {
    ...{ id, number: page.number ?? '', title: page.title, target, fewest, from, to: ctx.today },
    all: rateOf(recent.k, recent.n),
    open_reports: open,
    months: monthsOf(since, ctx.today).map((month) => {
      const own = sumOf(tallies.filter((one) => one.month === month))
      return { month, late: own.late, ...rateOf(own.k, own.n) }
    }),
    by: (['person', 'agent'] as const).map((by) => {
      const own = sumOf(tallies.filter((one) => one.recent && one.by === by))
      return { by, ...rateOf(own.k, own.n) }
    }),
    restated: told.map(({ month, day, n, was, now, fault, found_by, run_id, number }) => ({
      ...{ month, on: day, n, was, now, fault, found_by, run: { id: run_id, number } },
    })),
    breached_on,
    versions,
    compared: comparedOf(versions),
    steps: shown.map(({ key, position, title }) => {
      const { n = 0, k = 0 } = byKey.get(key) ?? {}
      const what = faults.filter((one) => one.key === key).map(({ fault, count }) => ({ fault, count }))
      return { key, position, title, since: labels.get(firsts.get(key) ?? 1) ?? '1.0.0', what, ...rateOf(k, n) }
    }),
    faults: (['procedure', 'system', 'input', 'slip'] as const).map((fault) => ({
      fault,
      count: faults.filter((one) => one.fault === fault).reduce((sum, { count }) => sum + count, 0),
    })),
    not_followed: { ...rateOf(expected.missed, expected.missed + expected.followed), open: expected.open },
    reader_score: scoreOf(readers),
    escaped: faults.reduce((sum, { escaped }) => sum + escaped, 0),
    review_on: page.retired_on === null ? review_on : null,
  }
}

function sumOf(tallies: readonly store.Tally[]): { n: number; k: number; late: number } {
  return tallies.reduce((sum, { n, k, late }) => ({ n: sum.n + n, k: sum.k + k, late: sum.late + late }), { n: 0, k: 0, late: 0 })
}

/** Months from a first day to today. */
function monthsOf(since: string, today: string): string[] {
  const all = Array.from({ length: months }, (_none, at) => addMonths(since, at).slice(0, 7))
  return all.filter((month) => month <= today.slice(0, 7))
}

/** Texts that differ in letters alone are one version. Words that say it better are another one: whether they do is what one wants to know. */
function versionsOf(tallies: readonly store.Tally[], texts: readonly { no: number; label: string; note: string; published_day: string }[]) {
  const groups = Map.groupBy(texts, ({ label }) => label.replace(/(?:\.0)?\.\d+$/, ''))
  return [...groups].map(([version, own]) => {
    const numbers = new Set(own.map(({ no }) => no))
    const { n, k } = sumOf(tallies.filter(({ no }) => numbers.has(no)))
    const [first] = own
    return { version, label: own.at(-1)?.label ?? '', since: first?.published_day ?? '', note: first?.note ?? '', ...rateOf(k, n) }
  })
}

/** The newest version of which there are runs beside the one before it. */
function comparedOf(versions: readonly { version: string; n: number; k: number }[]): Health['compared'] {
  const [after, before] = versions.filter(({ n }) => n > 0).toReversed()
  return after && before ? { before: before.version, after: after.version, ...compared(before, after) } : null
}

export async function findHealth(ctx: Context): Promise<OutputOf<typeof promise.healthList>> {
  const rows = await store.ratesOf(ctx.tx, await looksOf(ctx), addDays(ctx.today, -window), ctx.today)
  return {
    target,
    fewest,
    items: rows.map(({ id, number, title, label, n, k }) => ({ id, number: number ?? '', title, label, ...rateOf(k, n) })),
  }
}
