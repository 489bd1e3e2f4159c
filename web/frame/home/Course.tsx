import type { homeTile } from '../../../server/doors/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { figureText, signedText } from '../../kit/board/said.ts'
import { Bridge } from '../../kit/charts/Bridge.tsx'
import { Chart } from '../../kit/charts/Chart.tsx'
import { Hint } from '../../kit/controls.tsx'
import { dayAfter, dayText } from '../../kit/days.ts'
import { moneyText, placesOf } from '../../kit/format.ts'
import { Link, useGo } from '../../kit/Link.tsx'
import { useSession } from '../session.ts'

type Shown = NonNullable<AskOutput<typeof homeTile>['course']>

/** The one figure of the company against its promise, and beside it what moved it this month. */
export default function Course({ course }: { course: Shown }) {
  const today = useSession().data?.today ?? ''
  const { figure, ahead, plan, foretold, bridge } = course
  const short = (value: number) => figureText(String(value), figure.unit)
  const full = (value: number) => moneyText(Math.round(value * 10 ** placesOf(figure.unit)), figure.unit, { whole: true })
  const gap = Math.round(Number(ahead ?? 0))
  const points = course.points.map(({ day, value }) => ({ day, value: Number(value) }))
  return (
    <div className="course">
      <div>
        <h2 className="course-name">
          <Hint text={figure.definition}>{figure.name}</Hint>
        </h2>
        <p className="course-value num">
          {figure.href ? <Link href={figure.href}>{figureText(figure.value, figure.unit)}</Link> : figureText(figure.value, figure.unit)}
          {gap !== 0 && (
            <span className="course-gap" data-behind={gap < 0 || undefined}>
              {short(Math.abs(gap))} {gap > 0 ? 'ahead of' : 'behind'} plan
            </span>
          )}
        </p>
        <Chart
          bare
          title={figure.name}
          note={plan ? `Today · the plan is ${short(Number(plan.end))} by ${dayText(plan.to, 'short')}` : 'Today'}
          actual={{ label: plan ? `FY${plan.to.slice(2, 4)}` : 'Last 12 months', points }}
          {...(plan
            ? {
                plan: {
                  label: 'Plan',
                  points: [
                    { day: plan.from, value: Number(plan.start) },
                    { day: plan.to, value: Number(plan.end) },
                  ],
                },
                from: plan.from,
                to: dayAfter(plan.to, 1),
              }
            : {})}
          {...(foretold
            ? {
                forecast: {
                  label: 'Forecast',
                  words: `${foretold.by}, ${dayText(foretold.points[0]?.day ?? today, 'short')}`,
                  points: foretold.points.map(({ day, value }) => ({ day, value: Number(value) })),
                },
              }
            : {})}
          today={today}
          better="up"
          format={full}
          short={short}
          formatX={(day) => dayText(day, 'short')}
          height={250}
        />
      </div>
      {bridge && <MonthMoves bridge={bridge} unit={figure.unit} today={today} />}
    </div>
  )
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' })
function monthOf(day: string): string {
  return monthName.format(new Date(`${day}T00:00:00Z`))
}

/** What the running month did to it, beside the same days of the month before. */
function MonthMoves({ bridge, unit, today }: { bridge: NonNullable<Shown['bridge']>; unit: string; today: string }) {
  const go = useGo()
  const days = Number(today.slice(8))
  const before = dayAfter(bridge.from, -1)
  return (
    <div>
      <h2 className="course-name">{monthOf(bridge.from)} so far</h2>
      <p className="course-value num" data-mid>
        <Link href={bridge.href}>{signedText(bridge.net, unit)}</Link>
      </p>
      <p className="course-note num">
        Since {dayText(before, 'short')}
        {bridge.before !== null && ` · first ${days} days of ${monthOf(before)} ${signedText(bridge.before, unit)}`}
      </p>
      <Bridge
        bare
        title={`What moved recurring revenue in ${monthOf(bridge.from)}`}
        steps={bridge.steps.map(({ label, value, href }) => ({
          label,
          value: Number(value),
          ...(href ? { onPick: () => go(href) } : {}),
        }))}
        net={`Change in ${monthOf(bridge.from)}`}
        onNet={() => go(bridge.href)}
        format={(value) => signedText(String(value), unit, false)}
      />
    </div>
  )
}
