import { useState } from 'react'
import { figuresAsk, metricsList } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  BarChart,
  type ChartRow,
  type Column,
  Empty,
  LineChart,
  Loading,
  Page,
  PlainTable,
  Section,
  Segments,
  Select,
  Stack,
  dayText,
  titleOf,
  useQueryText,
} from '../../kit/index.ts'
import { type FigureCell, FigureRows } from './FigureRows.tsx'
import { addDays, figureShown, monthStart, numberShown } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsList>['items'][number]
type Found = AskOutput<typeof figuresAsk>
const most = 8
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
  const monthly = metric.id.startsWith('arr.')
  const grain: Grain = wanted in grains && !(monthly && (wanted === 'day' || wanted === 'week')) ? (wanted as Grain) : 'month'
  const by = metric.dimensions.includes(dimension) ? dimension : ''
  const asked = {
    day: addDays(today, -60),
    week: addDays(today, -180),
    month: monthStart(today, -17),
    fiscal_quarter: monthStart(today, -35),
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
        to={grain === 'day' || grain === 'week' ? addDays(today, 1) : monthStart(today, 1)}
      />
    </Stack>
  )
}

function Result({ metric, by, grain, from, to }: { metric: Metric; by: string; grain: Grain; from: string; to: string }) {
  const may = useMay()
  const [cell, setCell] = useState<FigureCell | undefined>()
  const asked = useAsk(figuresAsk, { metrics: [metric.id], dimensions: by ? [by] : [], grain, from, to }, { keep: true })
  const open = (row: Found['rows'][number]) => {
    if (may('data.read'))
      setCell({ metric: metric.id, from: row.from, to: row.to, ...(by ? { filter: { [by]: [row.dimensions[by] ?? ''] } } : {}) })
  }
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {(found) => {
        const { rows, series } = pictured(found, metric, by)
        const look = {
          title: by ? `${metric.label} by ${titleOf(by).toLowerCase()}` : metric.label,
          note: series.length === most && by ? `The ${most} largest` : undefined,
          rows,
          series,
          format: (value: number) => numberShown(value, metric),
          short: (value: number) => numberShown(value, metric, { short: true }),
          formatX: (x: string) => dayText(x, grain === 'day' || grain === 'week' ? 'short' : 'month'),
          height: 320,
        }
        return (
          <Stack gap={5}>
            <Section>{by && metric.additivity !== 'non' ? <BarChart {...look} stacked /> : <LineChart {...look} area={!by} />}</Section>
            <Section title="Values" flush>
              <PlainTable
                label="Values"
                dense
                rows={[...found.rows].reverse().slice(0, 300)}
                rowKey={(row) => `${row.period} ${JSON.stringify(row.dimensions)}`}
                onRow={open}
                columns={columnsOf(metric, by, look.formatX)}
              />
            </Section>
            <FigureRows title={metric.label} cell={cell} onClose={() => setCell(undefined)} />
          </Stack>
        )
      }}
    </Answer>
  )
}

function columnsOf(metric: Metric, by: string, formatX: (x: string) => string): Column<Found['rows'][number]>[] {
  return [
    {
      id: 'period',
      title: 'Period',
      phone: 'title',
      cell: (row) => (
        <>
          {formatX(row.period)} {row.incomplete && <span className="faint">so far</span>}
        </>
      ),
      text: (row) => row.period,
      sort: true,
    },
    ...(by
      ? [
          {
            id: by,
            title: titleOf(by),
            cell: (row: Found['rows'][number]) => row.dimensions[by] || <span className="faint">not set</span>,
            text: (row: Found['rows'][number]) => row.dimensions[by],
            sort: true as const,
          },
        ]
      : []),
    {
      id: 'value',
      title: metric.label,
      align: 'right',
      cell: (row) => <span className="num">{figureShown(row.values[metric.id], metric)}</span>,
      text: (row) => Number(row.values[metric.id] ?? 0),
      sort: true,
    },
  ]
}

/** One row of the picture for each period, one series for each of the largest slices. */
function pictured(found: Found, metric: Metric, by: string): { rows: ChartRow[]; series: { key: string; label: string }[] } {
  const value = (row: Found['rows'][number]) =>
    row.values[metric.id] === null || row.values[metric.id] === undefined ? null : Number(row.values[metric.id])
  if (!by) return { rows: found.rows.map((row) => ({ x: row.period, value: value(row) })), series: [{ key: 'value', label: metric.label }] }
  const sizes = new Map<string, number>()
  for (const row of found.rows) sizes.set(row.dimensions[by] ?? '', (sizes.get(row.dimensions[by] ?? '') ?? 0) + Math.abs(value(row) ?? 0))
  const largest = [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([name]) => name)
  const keys = new Map(largest.map((name, index) => [name, `s${index}`]))
  const periods = new Map<string, ChartRow>()
  for (const row of found.rows) {
    const key = keys.get(row.dimensions[by] ?? '')
    const held: ChartRow = periods.get(row.period) ?? { x: row.period, ...Object.fromEntries([...keys.values()].map((one) => [one, 0])) }
    if (key) held[key] = value(row)
    periods.set(row.period, held)
  }
  return {
    rows: [...periods.values()].sort((a, b) => (a.x < b.x ? -1 : 1)),
    series: largest.map((name, index) => ({ key: `s${index}`, label: name || 'not set' })),
  }
}
