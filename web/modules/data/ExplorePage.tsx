import { useState } from 'react'
import { figuresAsk, metricsList } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  Card,
  Chart,
  ColumnChart,
  dayText,
  Empty,
  Loading,
  monthOf,
  Page,
  Segments,
  Select,
  Stack,
  titleOf,
  useQueryText,
} from '../../kit/index.ts'
import type { FigureCell } from './FigureRows.tsx'
import { RowsBehind } from './RowsBehind.tsx'
import { Parts } from './Parts.tsx'
import { partsOf, type Sliced } from './slices.ts'
import { addDays, inMonths, numberShown } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsList>['items'][number]
const grains = { day: 'Days', week: 'Weeks', month: 'Months', fiscal_quarter: 'Fiscal quarters' } as const
type Grain = keyof typeof grains

/** A metric, cut by a dimension, over time. The question stands in the address, so that it can be sent to a colleague. */
export default function ExplorePage() {
  const listed = useAsk(metricsList, { limit: 200 })
  return (
    <Page title="Explore" note="Choose a metric and cut it; click a value for its rows.">
      <Answer of={listed} loading={<Loading block={320} />}>
        {({ items }) => (items.length === 0 ? <Empty title="No metrics" /> : <Exploring metrics={items} />)}
      </Answer>
    </Page>
  )
}

function Exploring({ metrics }: { metrics: Metric[] }) {
  const today = useSession().data?.today ?? ''
  const [id, setId] = useQueryText('metric', 'arr')
  const [dimension, setDimension] = useQueryText('by', '')
  const [wanted, setGrain] = useQueryText('grain', 'month')
  const metric = metrics.find((one) => one.id === id) ?? metrics[0]
  if (!metric || !today) return <Loading block={320} />
  const monthly = inMonths(metric)
  const grain: Grain = wanted in grains && !(monthly && (wanted === 'day' || wanted === 'week')) ? (wanted as Grain) : 'month'
  const by = metric.dimensions.includes(dimension) ? dimension : ''
  const asked = {
    day: addDays(today, -60),
    week: addDays(today, -180),
    month: monthOf(today, -11),
    fiscal_quarter: monthOf(today, -35),
  }[grain]
  return (
    <Stack gap={5}>
      <div className="data-bar">
        <Select
          aria-label="Metric"
          searchable
          value={metric.id}
          onChange={(value) => setId(value ?? 'arr')}
          data={metrics.map((one) => ({ value: one.id, label: one.label }))}
          allowDeselect={false}
        />
        <Select
          aria-label="Cut by"
          value={by}
          onChange={(value) => setDimension(value ?? '')}
          data={[
            { value: '', label: 'Not cut' },
            ...metric.dimensions.map((name) => ({ value: name, label: `By ${titleOf(name).toLowerCase()}` })),
          ]}
          allowDeselect={false}
        />
        <Segments
          label="Period"
          value={grain}
          onChange={setGrain}
          options={(Object.keys(grains) as Grain[])
            .filter((one) => !monthly || (one !== 'day' && one !== 'week'))
            .map((one) => ({ value: one, label: grains[one] }))}
        />
      </div>
      <Result
        metric={metric}
        by={by}
        grain={grain}
        from={asked}
        to={grain === 'day' || grain === 'week' ? addDays(today, 1) : monthOf(today, 1)}
      />
    </Stack>
  )
}

function Result({ metric, by, grain, from, to }: { metric: Metric; by: string; grain: Grain; from: string; to: string }) {
  const may = useMay()
  const [cell, setCell] = useState<FigureCell | undefined>()
  const question = { metrics: [metric.id], grain, from, to }
  const whole = useAsk(figuresAsk, question, { keep: true })
  const asked = useAsk(figuresAsk, { ...question, dimensions: by ? [by] : [] }, { keep: true })
  const open = (period: { from: string; to: string }, name?: string) => {
    if (may('data.read'))
      setCell({ metric: metric.id, from: period.from, to: period.to, ...(by && name !== undefined ? { filter: { [by]: [name] } } : {}) })
  }
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {(found) => {
        const sliced = partsOf(found, whole.data, metric.id, by)
        const look = {
          title: by ? `${metric.label} by ${titleOf(by).toLowerCase()}` : metric.label,
          format: (value: number) => numberShown(value, metric),
          short: (value: number) => numberShown(value, metric, { short: true }),
          height: 300,
        }
        const label = (x: string) => dayText(x, grain === 'day' || grain === 'week' ? 'short' : 'month')
        const running = sliced.periods.at(-1)?.incomplete
        return (
          <Stack gap={5}>
            <Card>
              {metric.additivity === 'additive' || (by && metric.additivity === 'semi') ? (
                <ColumnChart {...look} {...columnsOf(sliced, metric.label, label)} onPick={(x) => openOf(sliced, x, open)} />
              ) : (
                <Chart
                  {...look}
                  note={by ? 'The whole; its parts are in the table, as they do not add up' : undefined}
                  actual={{
                    label: metric.label,
                    points: sliced.periods.map((one, at) => ({ day: addDays(one.to, -1), value: sliced.whole[at] ?? null })),
                  }}
                  formatX={(day) => (grain === 'day' || grain === 'week' ? dayText(day) : dayText(day, 'month'))}
                  onPick={(day) => openOf(sliced, day, open)}
                />
              )}
              {running && <p className="faint">The last one is not over yet; the others are whole.</p>}
            </Card>
            <Parts sliced={sliced} metric={metric} by={by} label={label} onPick={open} />
            <RowsBehind title={metric.label} cell={cell} onClose={() => setCell(undefined)} />
          </Stack>
        )
      }}
    </Answer>
  )
}

function openOf(sliced: Sliced, day: string, open: (period: { from: string; to: string }) => void) {
  const period = sliced.periods.find((one) => day >= one.from && day < one.to)
  if (period) open(period)
}

/** Three teals, the largest lowest; all others together in grey. */
function columnsOf({ periods, parts, whole }: Sliced, name: string, label: (x: string) => string) {
  const [most, rest] = [parts.slice(0, 3), parts.slice(3)]
  const shades = [1, 2, 3] as const
  const named = most.length === 0
  return {
    parts: named
      ? [{ label: name, shade: 1 as const }]
      : [
          ...most.map((part, at) => ({ label: part.label, shade: shades[at] ?? 3 })),
          ...(rest.length > 0 ? [{ label: `${String(rest.length)} others`, shade: 'rest' as const }] : []),
        ],
    columns: periods.map((one, at) => ({
      x: one.from,
      label: label(one.period),
      values: named
        ? [whole[at] ?? null]
        : [
            ...most.map((part) => part.values[at] ?? null),
            ...(rest.length > 0 ? [rest.reduce((sum, part) => sum + (part.values[at] ?? 0), 0)] : []),
          ],
    })),
  }
}
