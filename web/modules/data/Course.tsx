import { figuresAsk } from '../../../server/modules/data/contract.ts'
import type { ComponentProps } from 'react'
import { type AskOutput, useAsk } from '../../ask.ts'
import { later } from '../../kit/later.tsx'
import { Answer, Chart, type ColumnChart, dayText, type Line, Loading, monthOf, type Span } from '../../kit/index.ts'
import type { FigureCell } from './FigureRows.tsx'
import { addDays, addYears, type Grain, inMonths, monthName, numberShown, type Shape } from './shown.ts'

type Found = AskOutput<typeof figuresAsk>

// a level has none: they come with what is counted over months
const Columns = later<ComponentProps<typeof ColumnChart>>(
  () => import('../../kit/charts/Columns.tsx').then(({ ColumnChart: whole }) => ({ default: whole })),
  <Loading block={362} />,
)
type Metric = Shape & { id: string; label: string; additivity: 'additive' | 'semi' | 'non'; direction: string }
export type CourseProps = {
  metric: Metric
  grain: Grain
  span: Span
  today: string
  /** the name of the days shown, and of those a year before when they are compared */
  name: string
  other?: string | undefined
  plan?: Line | undefined
  pins?: { day: string; title: string; note: string }[] | undefined
  onPick: ((cell: FigureCell) => void) | undefined
}

/** A figure's course over days: what flows as columns, what stands as a line. */
export function Course(props: CourseProps) {
  const { metric, grain, span, today, other } = props
  const whole = inMonths(metric)
  const end = whole ? monthOf(today, 1) : addDays(today, 1)
  const to = earlier(span.to, end)
  const asked = useAsk(figuresAsk, { metrics: [metric.id], grain, from: span.from, to }, { keep: true, refetchInterval: 10_000 })
  const before = { from: addYears(span.from, -1), to: addYears(metric.additivity === 'additive' ? to : span.to, -1) }
  const compared = useAsk(figuresAsk, { metrics: [metric.id], grain, ...before }, { keep: true, enabled: other !== undefined })
  return (
    <Answer of={asked} loading={<Loading block={362} />}>
      {(found) => <Drawn {...props} found={found} compared={other ? compared.data : undefined} />}
    </Answer>
  )
}

function Drawn({
  metric,
  grain,
  span,
  today,
  name,
  other,
  plan,
  pins,
  onPick,
  found,
  compared,
}: CourseProps & { found: Found; compared: Found | undefined }) {
  const look = {
    title: metric.label,
    bare: true,
    format: (value: number) => numberShown(value, metric),
    short: (value: number) => numberShown(value, metric, { short: true }),
    empty: `The first figures of ${metric.label.toLowerCase()} come with its first rows.`,
  }
  const readOf = (row: Found['rows'][number]) => (row.values[metric.id] == null ? null : Number(row.values[metric.id]))
  const pick = (day: string) => {
    const row = found.rows.find((one) => day >= one.from && day < one.to)
    if (row && onPick) onPick({ metric: metric.id, from: row.from, to: row.to })
  }
  const picks = onPick ? { onPick: pick } : {}
  if (metric.additivity === 'additive') {
    const past = new Map((compared?.rows ?? []).map((row) => [addYears(row.from, 1), row]))
    const last = found.rows.at(-1)
    const runs = last?.incomplete === true
    // movements come by whole months: a running one has nothing like it a year before
    const unlike = runs && inMonths(metric)
    return (
      <>
        <Columns
          {...look}
          parts={[{ label: name, shade: 1 }]}
          columns={found.rows.map((row) => {
            const match = past.get(row.from)
            return {
              x: row.from,
              label:
                grain === 'month'
                  ? dayText(row.from, 'month').slice(0, 3)
                  : grain === 'fiscal_quarter'
                    ? `from ${dayText(row.from, 'month')}`
                    : dayText(row.from, 'short'),
              values: [readOf(row)],
              ...(match && !(unlike && row === last) ? { other: readOf(match) } : {}),
            }
          })}
          other={compared && other}
          {...picks}
        />
        {runs && (
          <p className="faint">
            {grain === 'month' ? monthName(last.from) : 'The last of them'}: until {dayText(today, 'short')}
            {compared && (unlike ? ', so nothing is laid beside it' : `, against the same days of ${other ?? ''}`)}.
          </p>
        )}
      </>
    )
  }
  const pointsOf = ({ rows }: Found, years = 0) =>
    rows.map((row) => ({
      day: addYears(row.incomplete && years === 0 ? earlier(today, addDays(row.to, -1)) : addDays(row.to, -1), years),
      value: readOf(row),
    }))
  return (
    <Chart
      {...look}
      height={320}
      actual={{ label: name, points: pointsOf(found) }}
      plan={plan}
      pins={pins}
      ghost={compared && other ? { label: other, points: pointsOf(compared, 1) } : undefined}
      {...(plan || other ? { from: span.from, to: span.to } : {})}
      today={today}
      better={metric.direction === 'down' ? 'down' : 'up'}
      {...picks}
    />
  )
}

function earlier(...days: [string, string]): string {
  return days.sort()[0] ?? days[0]
}
