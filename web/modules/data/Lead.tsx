import { figuresAsk } from '../../../server/modules/data/contract.ts'
import { useAsk } from '../../ask.ts'
import { dayText, monthOf, percentText, sameDays, Tag } from '../../kit/index.ts'
import { gapOf, type Promised, promiseWords } from './promise.ts'
import { addDays, addYears, changeShown, figureShown, inMonths, leadShown, likeWords, monthName, type Shape } from './shown.ts'

type Metric = Shape & {
  id: string
  label: string
  additivity: 'additive' | 'semi' | 'non'
  value: string | null
  value_period: string | null
  incomplete: boolean
  trend: { period: string; value: string | null }[]
}

/** The one figure: its value to the unit, its period, its promise, and what changed over like days. */
export function Lead({ metric, today, promised }: { metric: Metric; today: string; promised: Promised | undefined }) {
  const gap = promised && promised.measure.window === 'at' ? gapOf(promised.measure, metric) : undefined
  const changes = useChanges(metric, today)
  const period = metric.value_period ?? today
  const running = period === monthOf(today)
  const at = metric.additivity === 'semi' && running ? 'Today' : running ? `${monthName(period)} so far` : dayText(period, 'month')
  return (
    <div className="data-said">
      <p className="data-name">{metric.label}</p>
      <p className="data-lead">
        <span className="data-value num">{leadShown(metric.value, metric)}</span>
        {gap && <Tag tone={gap.ahead ? 'accent' : promised?.measure.status === 'green' ? 'calm' : 'warn'}>{gap.words}</Tag>}
      </p>
      <p className="faint num data-under">{[at, ...changes].join(' · ')}</p>
      {promised && (
        <p className="faint num data-under">
          {promised.plan.plan.title} plan: {promiseWords(promised, metric, (day) => dayText(day, 'short'))}
          {promised.measure.window === 'period' &&
            ` · ${figureShown(promised.measure.value, metric, { short: true })} since ${dayText(promised.plan.edition.period_from ?? today, 'short')}${plainGap(promised, metric)}`}
        </p>
      )}
    </div>
  )
}

function plainGap(promised: Promised, shape: Shape): string {
  const gap = gapOf(promised.measure, shape)
  return gap ? `, ${gap.words}` : ''
}

/** What changed, each against as many days: a running month never against a whole one. */
function useChanges(metric: Metric, today: string): string[] {
  const month = { from: monthOf(today), to: monthOf(today, 1) }
  const like = sameDays(month, today, { from: monthOf(today, -1), to: month.from })
  const daily = !inMonths(metric)
  const ask = (from: string, to: string, enabled = true) => ({
    input: { metrics: [metric.id], grain: 'total' as const, from, to },
    enabled,
  })
  const before = ask(like.from, like.to, daily && metric.additivity !== 'semi')
  const lastYear = ask(addYears(today, -1), addYears(addDays(today, 1), -1), metric.additivity === 'semi')
  const sameBefore = useAsk(figuresAsk, before.input, { keep: true, enabled: before.enabled })
  const yearBefore = useAsk(figuresAsk, lastYear.input, { keep: true, enabled: lastYear.enabled })
  const readOf = (asked: typeof sameBefore) => asked.data?.rows[0]?.values[metric.id] ?? null
  const whole = metric.trend.filter((point) => point.period < month.from)
  if (metric.additivity === 'semi') {
    const end = whole.at(-1)
    const words = []
    if (end?.value && metric.value)
      words.push(
        `${changeShown(Number(metric.value) - Number(end.value), metric)} since ${dayText(addDays(monthOf(end.period, 1), -1), 'short')}`,
      )
    const year = yearBefore.data?.rows[0]?.incomplete === false ? Number(readOf(yearBefore) ?? 0) : 0
    if (year > 0 && metric.value)
      words.push(`${percentText(Number(metric.value) / year - 1, { places: 0, sign: true })} on ${dayText(addYears(today, -1))}`)
    return words
  }
  if (daily) {
    const value = readOf(sameBefore)
    return value === null ? [] : [`${likeWords(like)} ${figureShown(value, metric)}`]
  }
  const [earlier, last] = whole.slice(-2)
  return last?.value && earlier?.value
    ? [`${monthName(last.period)} ${figureShown(last.value, metric)}, ${monthName(earlier.period)} ${figureShown(earlier.value, metric)}`]
    : []
}
