import { useEffect, useState } from 'react'
import { figuresAsk, metricsGet } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Code,
  CopyText,
  DeltaText,
  Facts,
  LineChart,
  Link,
  Loading,
  Note,
  Page,
  Section,
  Segments,
  Split,
  Stack,
  Tag,
  dayText,
  instantText,
  titleOf,
  useHere,
  useParam,
  useQueryText,
} from '../../kit/index.ts'
import { Breakdown } from './Breakdown.tsx'
import { type FigureCell, FigureRows } from './FigureRows.tsx'
import { Freshness, Through } from './Freshness.tsx'
import { Vetting } from './Vetting.tsx'
import { addDays, deltaOf, figureShown, monthStart, numberShown } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsGet>

/** One number: where it stands, what it means, how it is worked out, and the rows that it is made of. */
export default function MetricPage() {
  const asked = useAsk(metricsGet, { id: useParam('id') }, { refetchInterval: 10_000 })
  return (
    <Answer
      of={asked}
      loading={
        <Page title="Metric">
          <Loading rows={8} />
        </Page>
      }
    >
      {(metric) => <Shown metric={metric} />}
    </Answer>
  )
}

function Shown({ metric }: { metric: Metric }) {
  const may = useMay()
  const today = useSession().data?.today ?? ''
  const [cell, setCell] = useState<FigureCell | undefined>()
  const { search } = useHere()
  useEffect(() => setCell(cellOf(metric.id, search)), [metric.id, search])
  const [grain, setGrain] = useQueryText('grain', 'month')
  const open = may('data.read') ? setCell : undefined
  const now = metric.value_period ? { metric: metric.id, from: metric.value_period, to: monthStart(metric.value_period, 1) } : undefined
  const delta = deltaOf(
    metric.trend.map((point) => point.value),
    metric,
    metric.direction,
    'against last month',
  )
  return (
    <Page
      title={metric.label}
      crumbs={[{ title: 'Metrics', href: '/data/metrics' }]}
      badge={<Vetting state={metric.state} />}
      note={metric.definition}
      actions={open && now && <Button onClick={() => open(now)}>Show the rows</Button>}
    >
      <Split side={<Side metric={metric} />}>
        <Stack gap={5}>
          <Section>
            <div className="data-head">
              <div>
                <p className="data-value num">{figureShown(metric.value, metric)}</p>
                <p className="faint">
                  {metric.value_period && dayText(metric.value_period, 'month')}
                  {metric.incomplete ? ', so far ' : ' '}
                  {delta && <DeltaText delta={delta} />}
                </p>
              </div>
              <Freshness state={metric.freshness.state} through={metric.freshness.complete_through} />
            </div>
            {(metric.freshness.state === 'stale' || metric.freshness.state === 'broken') && (
              <Note
                title={metric.freshness.complete_through ? `As of ${instantText(metric.freshness.complete_through)}` : 'Not known how far'}
              >
                {metric.freshness.complete_through
                  ? 'What came since is not in these figures: taking it up stands still. Those who look after the data see why under Sources.'
                  : 'The warehouse has not said how far its data is, so these figures may lack some of it.'}
              </Note>
            )}
            {today && (
              <Trend
                metric={metric}
                grain={grain === 'day' || grain === 'fiscal_quarter' ? grain : 'month'}
                today={today}
                onGrain={setGrain}
                onPick={open}
              />
            )}
          </Section>
          {metric.dimensions.length > 0 && today && <Breakdown metric={metric} today={today} onPick={open} />}
          <Section title="How it is worked out">
            <Stack gap={4}>
              <p className="data-formula">{metric.formula}</p>
              {metric.inputs.length > 0 && (
                <ul className="data-list">
                  {metric.inputs.map((input) => (
                    <li key={input.as}>
                      <Link href={`/data/metrics/${input.metric}`}>{input.label}</Link> <span className="faint mono">{input.as}</span>
                    </li>
                  ))}
                </ul>
              )}
              {metric.statements.map((one) => (
                <Code key={one.metric} label={metric.statements.length > 1 ? `SQL of ${one.metric}` : 'SQL'} text={one.sql} limit={200} />
              ))}
              <Code label="Definition" text={metric.yaml} limit={200} />
            </Stack>
          </Section>
        </Stack>
      </Split>
      <FigureRows title={metric.label} cell={cell} onClose={() => setCell(undefined)} />
    </Page>
  )
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

const spans = { day: 92, month: 760, fiscal_quarter: 1100 }

function Trend(props: {
  metric: Metric
  grain: keyof typeof spans
  today: string
  onGrain: (grain: string) => void
  onPick: ((cell: FigureCell) => void) | undefined
}) {
  const { metric, grain, today, onGrain, onPick } = props
  const monthly = metric.kind === 'derived' || metric.id.startsWith('arr.')
  const from = grain === 'day' ? addDays(today, -spans.day) : monthStart(addDays(today, -spans[grain]))
  const to = grain === 'day' ? addDays(today, 1) : monthStart(today, 1)
  const asked = useAsk(figuresAsk, { metrics: [metric.id], grain, from, to }, { keep: true, refetchInterval: 10_000 })
  const rows = asked.data?.rows ?? []
  return (
    <Answer of={asked} loading={<Loading block={240} />}>
      {() => (
        <LineChart
          title="Over time"
          note={rows.at(-1)?.incomplete ? 'The last period is not over yet.' : undefined}
          area
          rows={rows.map((row) => ({ x: row.period, value: row.values[metric.id] === null ? null : Number(row.values[metric.id]) }))}
          series={[{ key: 'value', label: metric.label }]}
          format={(value) => numberShown(value, metric)}
          short={(value) => numberShown(value, metric, { short: true })}
          formatX={(day) => dayText(day, grain === 'day' ? 'short' : 'month')}
          onPick={(x) => {
            const row = rows.find((one) => one.period === x)
            if (row && onPick) onPick({ metric: metric.id, from: row.from, to: row.to })
          }}
          actions={
            <Segments
              label="Period"
              value={grain}
              onChange={onGrain}
              options={[
                ...(monthly ? [] : [{ value: 'day' as const, label: 'Days' }]),
                { value: 'month' as const, label: 'Months' },
                { value: 'fiscal_quarter' as const, label: 'Fiscal quarters' },
              ]}
            />
          }
        />
      )}
    </Answer>
  )
}

function Side({ metric }: { metric: Metric }) {
  return (
    <Stack gap={4}>
      <Section title="About">
        <Facts
          facts={[
            { label: 'Why it matters', value: metric.why },
            metric.decisions.length > 0 && { label: 'It decides', value: metric.decisions.join(', ') },
            { label: 'Owner', value: titleOf(metric.owner.name) },
            { label: 'Version', value: `${metric.version}${metric.acronym ? ` · ${metric.acronym}` : ''}` },
            { label: 'Holds since', value: holdsSince(metric) },
            { label: 'Adding up', value: addingUp[metric.additivity] },
            {
              label: 'Tags',
              value: (
                <span className="data-title">
                  {metric.tags.map((tag) => (
                    <Tag key={tag}>{tag}</Tag>
                  ))}
                </span>
              ),
            },
            metric.used_by.length > 0 && {
              label: 'Used by',
              value: metric.used_by.map((one) => (
                <div key={one.metric}>
                  <Link href={`/data/metrics/${one.metric}`}>{one.label}</Link>
                </div>
              )),
            },
          ]}
        />
      </Section>
      {metric.limits.length > 0 && (
        <Note title="What it does not say">
          <ul className="data-list">
            {metric.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Note>
      )}
      <Section title="Rests on">
        <ul className="data-parents">
          {metric.complete.sources.map((parent) => (
            <li key={parent.name}>
              <span className="mono">{parent.name}</span>
              <Through at={parent.through} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Checked by">
        <ul className="data-list">
          {metric.tests.map((test) => (
            <li key={test}>{test}</li>
          ))}
        </ul>
        <p className="faint">
          Fingerprint <CopyText mono text={metric.hash} shown={metric.hash.slice(0, 12)} />
        </p>
      </Section>
    </Stack>
  )
}

/** Since when this text holds, from where it came, and the texts before it. */
function holdsSince({ versions, hash }: Metric) {
  const [now, ...before] = versions
  if (now?.hash !== hash) return <span className="faint">not written down yet</span>
  return (
    <>
      {dayText(now.holds_from.slice(0, 10))}, shipped with the program
      {before.map((one) => (
        <div key={one.holds_from} className="faint">
          before that from {dayText(one.holds_from.slice(0, 10))}: version {one.version},{' '}
          <span className="mono">{one.hash.slice(0, 12)}</span>
        </div>
      ))}
    </>
  )
}

const addingUp = {
  additive: 'May be added over time and slices',
  semi: 'A stock: last day of a period, never added over time',
  non: 'Never added',
}
