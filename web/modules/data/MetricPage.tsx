import { useEffect, useState } from 'react'
import { figuresAsk, metricsGet } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { useRecordActs } from '../../kit/acts.ts'
import { later } from '../../kit/later.tsx'
import { WhenSeen } from '../../kit/WhenSeen.tsx'
import {
  Brush,
  Button,
  Choose,
  instantText,
  Loading,
  monthOf,
  Note,
  Page,
  RecordOf,
  Row,
  Segments,
  type Span,
  Split,
  Stack,
  useHere,
  useParam,
  useQueryText,
} from '../../kit/index.ts'
import type { BreakdownProps } from './Breakdown.tsx'
import { Course } from './Course.tsx'
import type { FigureCell } from './FigureRows.tsx'
import type { MovedProps } from './Moved.tsx'
import type { NotedCourseProps } from './NotedCourse.tsx'
import type { RemarksProps } from './Remarks.tsx'
import { RowsBehind } from './RowsBehind.tsx'
import { Freshness } from './Freshness.tsx'
import { Lead } from './Lead.tsx'
import { Meaning } from './Meaning.tsx'
import { lineOf, type Promised, usePromise } from './promise.ts'
import { addDays, addYears, fiscalYearOf, grainsFor, inMonths } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsGet>

// what only a promised or a moved figure has comes with it
const Breakdown = later<BreakdownProps>(() => import('./Breakdown.tsx'), <Loading rows={4} />)
const Moved = later<MovedProps>(() => import('./Moved.tsx'), <Loading rows={4} />)
const Remarks = later<RemarksProps>(() => import('./Remarks.tsx'), <Loading lines={3} />)
const NotedCourse = later<NotedCourseProps>(() => import('./NotedCourse.tsx'), <Loading block={362} />)

/** One number: where it stands, what it means, how it is worked out, and the rows that it is made of. */
export default function MetricPage() {
  const asked = useAsk(metricsGet, { id: useParam('id') }, { refetchInterval: 10_000 })
  const session = useSession().data
  return (
    <RecordOf of={session ? asked : { ...asked, data: undefined }} title="Metric" crumbs={[{ title: 'Metrics', href: '/data/metrics' }]}>
      {(metric) => (
        <Shown key={metric.id} metric={metric} today={session?.today ?? ''} yearEnd={session?.company?.fiscal_year_end ?? '12-31'} />
      )}
    </RecordOf>
  )
}

function Shown({ metric, today, yearEnd }: { metric: Metric; today: string; yearEnd: string }) {
  const may = useMay()
  const promised = usePromise(metric.id)
  const [cell, setCell] = useState<FigureCell | undefined>()
  const { search } = useHere()
  useEffect(() => setCell(cellOf(metric.id, search)), [metric.id, search])
  const open = may('data.read') ? setCell : undefined
  const now = metric.value_period ? { metric: metric.id, from: metric.value_period, to: monthOf(metric.value_period, 1) } : undefined
  useRecordActs(metric.label, [
    open && now && { title: 'Show the rows', words: 'drill figure behind', run: () => open(now) },
    may('data.read') && { title: 'Explore it by its parts', words: 'slice break down', href: `/data/explore?metric=${metric.id}` },
  ])
  const { state, complete_through: through } = metric.freshness
  const gain = metric.additivity === 'semi' ? gainOf(metric, today) : undefined
  // a level of nothing that nothing moved has no parts
  const none = gain === 0 && Number(metric.value) === 0
  return (
    <Page
      title={metric.label}
      crumbs={[{ title: 'Metrics', href: '/data/metrics' }]}
      actions={open && now && <Button onClick={() => open(now)}>Show the rows</Button>}
    >
      <Split
        side={
          <>
            <Meaning metric={metric} promised={promised} />
            {may('data.read') && (
              <WhenSeen>
                <Remarks id={metric.id} title={metric.label} writes={may('house.comment')} />
              </WhenSeen>
            )}
          </>
        }
      >
        <Stack gap={5}>
          {(state === 'stale' || state === 'broken') && (
            <Note title={through ? `As of ${instantText(through)}` : 'Not known how far'}>
              {through
                ? 'What came since is not in these figures: taking it up stands still. Those who look after the data see why under Sources.'
                : 'The warehouse has not said how far its data is, so these figures may lack some of it.'}
            </Note>
          )}
          <Over metric={metric} today={today} yearEnd={yearEnd} promised={promised} onPick={open} />
          {gain !== undefined && !none && <Moved metric={metric} today={today} gain={gain} onPick={open} />}
          {metric.dimensions.length > 0 && !none && <Breakdown metric={metric} today={today} onPick={open} />}
        </Stack>
      </Split>
      <RowsBehind title={metric.label} cell={cell} onClose={() => setCell(undefined)} />
    </Page>
  )
}

const grains = { day: 'Day', week: 'Week', month: 'Month', fiscal_quarter: 'Quarter' } as const

function Over(props: {
  metric: Metric
  today: string
  yearEnd: string
  promised: Promised | undefined
  onPick: ((cell: FigureCell) => void) | undefined
}) {
  const { metric, today, yearEnd, promised, onPick } = props
  const year = fiscalYearOf(today, yearEnd)
  const [span, setSpan] = useState<Span>(year)
  const flows = metric.additivity === 'additive'
  const [grain, setGrain] = useQueryText('grain', flows || inMonths(metric) ? 'month' : 'week')
  const [against, setAgainst] = useQueryText('against', '')
  const fits = grainsFor(metric, span)
  const used = fits.find((one) => one === grain) ?? (grain === 'day' ? 'week' : 'month')
  const all = useAsk(figuresAsk, { metrics: [metric.id], grain: 'month', from: monthOf(today, -35), to: monthOf(today, 1) }, { keep: true })
  const points = (all.data?.rows ?? []).map((row) => ({
    day: row.incomplete ? today : addDays(row.to, -1),
    value: row.values[metric.id] == null ? null : Number(row.values[metric.id]),
  }))
  const begun = points.findIndex((point) => point.value !== null && point.value !== 0)
  const whole = span.from === year.from && span.to === year.to
  const before = fiscalYearOf(addYears(today, -1), yearEnd)
  const drawn = {
    metric,
    grain: used,
    span,
    today,
    name: whole ? year.label : (metric.acronym ?? metric.label),
    other: against === 'year' ? (whole ? before.label : 'a year before') : undefined,
    plan: promised && lineOf(promised),
    onPick,
  }
  return (
    <Stack gap={4}>
      <div className="data-head">
        <Lead metric={metric} today={today} promised={promised} />
        <Stack gap={2}>
          <Row>
            <Segments label="Period" value={used} onChange={setGrain} options={fits.map((one) => ({ value: one, label: grains[one] }))} />
            <Choose
              label="Compare with"
              value={against}
              onChange={setAgainst}
              options={[
                { value: '', label: 'Not compared' },
                { value: 'year', label: whole ? `${before.label}, same days` : 'A year before' },
              ]}
            />
          </Row>
          {metric.freshness.state !== 'fresh' && <Freshness state={metric.freshness.state} through={metric.freshness.complete_through} />}
        </Stack>
      </div>
      {promised ? <NotedCourse {...drawn} promised={promised} /> : <Course {...drawn} />}
      {all.isPending && <Loading block={62} />}
      {begun >= 0 && (
        <Brush
          label={metric.label}
          points={points.slice(begun)}
          value={span}
          onChange={(next) => setSpan(inMonths(metric) || flows ? { from: monthOf(next.from), to: monthOf(addDays(next.to, 14)) } : next)}
        />
      )}
    </Stack>
  )
}

/** What a level changed by since the end of the month before, where both ends are known. */
function gainOf({ value, trend }: Pick<Metric, 'value' | 'trend'>, today: string): number | undefined {
  const before = trend.findLast(({ period }) => period < monthOf(today))?.value
  return value === null || before === null || before === undefined ? undefined : Number(value) - Number(before)
}

function cellOf(metric: string, search: string): FigureCell | undefined {
  const query = new URLSearchParams(search)
  const [from, to] = [query.get('from'), query.get('to')]
  if (!query.has('rows') || !from || !to) return undefined
  const filter = query.get('filter')
  try {
    return { metric, from, to, ...(filter ? { filter: JSON.parse(filter) as Record<string, string[]> } : {}) }
  } catch {
    return { metric, from, to }
  }
}
