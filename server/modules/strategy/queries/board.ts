import { asWritten, gapOf } from '../../../kernel/money.ts'
import { type CourseTile, type Figure, say } from '../../../kernel/board.ts'
import { isMeasure } from '../rules/measurable.ts'
import type { Context } from '../../../kernel/context.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { addDays, addMonths, type Day, daysBetween, earlier } from '../../../kernel/period.ts'
import { agesNow, movementsOf, seriesOf, valueOf as figureOf, wordsOf } from '../../data/index.ts'
import { companyOf } from '../../people/index.ts'
import { sparkPoints } from '../rules/measure-status.ts'
import { planFigure } from '../rules/plan-figures.ts'
import { foretoldBy, quartersLeft } from '../rules/updates.ts'
import { listItems } from '../store/editions.ts'
import { listMeasures, recentReadings } from '../store/measures.ts'
import { listLines } from '../store/plans.ts'
import { lastUpdate } from '../store/updates.ts'
import { measureOf } from './measures.ts'
import { mayBeSeen } from './seen.ts'

/** The measures of the company's plan that counts today, in the order of its text; none while there is no plan. */
async function measuresNow(ctx: Context) {
  const lines = await listLines(ctx.tx, ctx.today, { level: 'company' }, { limit: 20 })
  const line = lines.find((one) => one.edition?.counts) ?? lines.find((one) => one.edition && !one.edition.stub)
  if (!line?.edition) return []
  mayBeSeen(ctx, line.plan)
  const { edition } = line
  const rows = new Map((await listMeasures(ctx.tx, edition.id)).map((row) => [row.item_key, row]))
  const readings = Map.groupBy(await recentReadings(ctx.tx, edition.id, sparkPoints), (reading) => reading.item_key)
  const ageNow = await agesNow(ctx)
  return (await listItems(ctx.tx, edition.id)).flatMap((item) => {
    const row = rows.get(item.item_key)
    if (!isMeasure(item) || row?.kind !== 'metric') return []
    const measure = measureOf(row, edition, readings.get(item.item_key) ?? [], { today: ctx.today, ageNow })
    return [
      {
        measure,
        text: item.text,
        from: edition.period_start,
        edition,
        about: { title: 'Read the plan', href: `/strategy/plans/${line.plan.slug}` },
      },
    ]
  })
}

export async function planFigures(ctx: Context): Promise<Figure[]> {
  const { fiscal_year_end: yearEnd } = await companyOf(ctx)
  return (await measuresNow(ctx)).flatMap(({ measure, text, from, about }) => {
    const words = measure.metric_id === null ? undefined : wordsOf(measure.metric_id)
    const fiscal = from !== null && addDays(from, -1).slice(5) === yearEnd
    return words ? [planFigure(measure, text, words, { today: ctx.today, from, fiscal, about })] : []
  })
}

/** Recurring revenue beside the plan's line, and what moved it this month. Nothing while nothing recurs. */
export async function arrTile(ctx: Context): Promise<CourseTile | null> {
  const { currency } = await companyOf(ctx)
  const words = wordsOf('arr') ?? { label: 'ARR', definition: '' }
  const planned = (await measuresNow(ctx)).find(({ measure }) => measure.metric_id === 'arr')
  const first = `${ctx.today.slice(0, 7)}-01`
  const from = planned?.from && planned.from < ctx.today ? planned.from : addMonths(first, -12)
  const until = addDays(ctx.today, 1)
  const days = await seriesOf(ctx, { metric: 'arr', from: earlier(from, addDays(addMonths(first, -1), -1)), to: until, grain: 'day' })
  const known = new Map(days.flatMap(({ day, value }) => (value === null ? [] : [[day, value] as const])))
  const now = known.get(ctx.today)
  if (now === undefined || [...known.values()].every((value) => Number(value) === 0)) return null
  const { rowsHref } = await figureOf(ctx, { metric: 'arr', window: `at:${ctx.today}` })
  const plan = planOf(planned)
  const line = planned?.measure.planned ?? null
  return {
    figure: {
      key: 'arr',
      name: 'Annual recurring revenue',
      definition: words.definition,
      value: now,
      unit: currency,
      period: say('Today'),
      of: null,
      exception: null,
      course: null,
      tone: 'calm',
      spark: [],
      href: rowsHref,
      about: null,
    },
    points: weekly(from, ctx.today).flatMap((day) => (known.has(day) ? [{ day, value: known.get(day) as string }] : [])),
    plan,
    planned: plan && line !== null ? asWritten(line, currency) : null,
    ahead: plan && line !== null ? gapOf(now, line, currency) : null,
    foretold: plan && planned ? await foretoldFor(ctx, planned) : null,
    bridge: await bridgeOf(ctx, known, first),
  }
}

/** What whoever answers for it said last of the quarters ahead; for those who read plans. */
async function foretoldFor(ctx: Context, { measure, edition }: Planned): Promise<CourseTile['foretold']> {
  if (mayDo(ctx.actor, 'strategy.read') === undefined) return null
  const { fiscal_year_end } = await companyOf(ctx)
  const left = quartersLeft(ctx.today, { from: edition.period_start, to: edition.period_end }, fiscal_year_end)
  return foretoldBy(await lastUpdate(ctx.tx, edition.id, measure.key), left)
}

type Planned = Awaited<ReturnType<typeof measuresNow>>[number]
function planOf(planned: Planned | undefined): CourseTile['plan'] {
  const { baseline, target, due, direction } = planned?.measure ?? {}
  if (!planned?.from || !due || !baseline || !target || direction !== 'increase') return null
  // the first day counts: the way begins on the evening before
  return { from: addDays(planned.from, -1), to: due, start: baseline, end: target }
}

/** Each seventh day back from today, the first day too. */
function weekly(from: Day, today: Day): Day[] {
  const days = Array.from({ length: Math.floor(daysBetween(from, today) / 7) + 1 }, (_, at) => addDays(today, -7 * at)).reverse()
  return days[0] === from ? days : [from, ...days]
}

const steps = [
  { key: 'new', label: 'New', of: ['arr.new'], sign: 1 },
  { key: 'back', label: 'Came back', of: ['arr.resurrected', 'arr.late_renewal'], sign: 1 },
  { key: 'expansion', label: 'Expansion', of: ['arr.expansion'], sign: 1 },
  { key: 'contraction', label: 'Contraction', of: ['arr.contraction'], sign: -1 },
  { key: 'churn', label: 'Churn', of: ['arr.churned'], sign: -1 },
] as const

/** What moved it since the month began; rates are what is left. Compared with the same days of the month before. */
async function bridgeOf(ctx: Context, known: ReadonlyMap<Day, string>, first: Day): Promise<CourseTile['bridge']> {
  const cents = (value: string | null | undefined) => (value === null || value === undefined ? undefined : Math.round(Number(value) * 100))
  const [start, end] = [cents(known.get(addDays(first, -1))), cents(known.get(ctx.today))]
  const moved = await movementsOf(ctx, { from: first, to: addMonths(first, 1) })
  if (!moved || start === undefined || end === undefined) return null
  const told = steps.map(({ key, label, of, sign }) => {
    const values = of.map((metric) => cents(moved.get(metric)))
    const value = values.some((one) => one === undefined) ? undefined : sign * values.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    return { key, label, value, href: `/data/metrics/${of[0]}?from=${first}&to=${addMonths(first, 1)}&rows=1` }
  })
  if (told.some(({ value }) => value === undefined)) return null
  const rates = end - start - told.reduce((sum, { value }) => sum + (value ?? 0), 0)
  const all = [
    ...told.map(({ value, ...step }) => ({ ...step, value: money(value ?? 0) })),
    { key: 'rates', label: 'Currency', value: money(rates), href: null },
  ].filter(({ key, value }) => Number(value) !== 0 || key === 'new' || key === 'churn')
  const before = addMonths(first, -1)
  const [was, then] = [cents(known.get(addDays(before, -1))), cents(known.get(earlier(addMonths(ctx.today, -1), addDays(first, -1))))]
  return {
    from: first,
    net: money(end - start),
    before: was === undefined || then === undefined ? null : money(then - was),
    steps: all,
    href: '/data/bridge',
  }
}

function money(cents: number): string {
  return (cents / 100).toFixed(2)
}
