import { companyPlanGet, type EditionPage, type MeasureShape, planGap, planToday } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { dayAfter } from '../../kit/days.ts'
import type { Line } from '../../kit/index.ts'
import { gapShown, numberShown, type Shape } from './shown.ts'

/** What the company's plan promises of a metric, where it binds one. */
export type Promised = { measure: MeasureShape; plan: EditionPage; key: string }

export function usePromise(metric: string): Promised | undefined {
  const may = useMay()
  const { data } = useAsk(companyPlanGet, {}, { enabled: may('strategy.read') })
  const plan = data?.page
  const measures =
    plan?.sections
      .flatMap((section) => section.items)
      .flatMap(({ measure, struck, key }) => (measure && !struck ? [{ measure, key }] : [])) ?? []
  const found = measures.find(({ measure: one }) => one.kind === 'metric' && one.metric_id === metric && one.filter === null)
  return plan && found ? { ...found, plan } : undefined
}

/** How far the measure is from its plan, in words; `ahead` says which way. */
export function gapOf(measure: MeasureShape, shape: Shape): { words: string; ahead: boolean } | undefined {
  const exact = planGap(measure)
  if (exact === undefined) return undefined
  const gap = Number(exact)
  const down = measure.direction === 'decrease' || measure.direction === 'at_most'
  const ahead = down ? gap <= 0 : gap >= 0
  if (measure.direction === 'at_least' || measure.direction === 'at_most')
    return { words: `${gapShown(gap, shape)} ${gap >= 0 ? 'above' : 'below'} the bound`, ahead }
  return { words: `${gapShown(gap, shape)} ${ahead ? 'ahead of' : 'behind'} plan`, ahead }
}

/**
 * The promise as a line over the plan's days, only where the measure is read as the metric stands. A path that is not straight is known on
 * its own day alone, so none is drawn.
 */
export function lineOf({ measure, plan }: Promised): Line | undefined {
  const { period_from: from } = plan.edition
  const due = planToday(measure)
  if (!from || !measure.due || measure.target === null || measure.window !== 'at' || due === undefined) return undefined
  const bound = measure.direction === 'at_least' || measure.direction === 'at_most'
  if (!bound && Math.abs(Number(measure.expected) - Number(plan.elapsed)) > 0.01) return undefined
  return {
    label: 'Plan',
    points: [
      // the first day counts: the way begins on the evening before
      { day: bound ? from : dayAfter(from, -1), value: bound ? Number(due) : Number(measure.baseline) },
      { day: measure.due, value: Number(measure.target) },
    ],
  }
}

/** "$3.20M by January 31", "at least 25%". */
export function promiseWords({ measure }: Promised, shape: Shape, day: (day: string) => string): string {
  if (measure.target === null) return ''
  const target = numberShown(Number(measure.target), shape, { short: true })
  if (measure.direction === 'at_least' || measure.direction === 'at_most')
    return `${measure.direction === 'at_least' ? 'at least' : 'at most'} ${target}`
  return measure.due ? `${target} by ${day(measure.due)}` : target
}
