import { metricsList } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { DeltaText, Empty, Glance, List, listOf, Note, Person, Sparkline } from '../../kit/index.ts'
import { Freshness } from './Freshness.tsx'
import { Vetting } from './Vetting.tsx'
import { figureShown, ownerShown, stood } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsList>['items'][number]

const list = listOf(
  {
    label: { title: 'Metric', kind: 'text' },
    value: { title: 'Value', kind: 'count', long: true },
    change: { title: 'Change', kind: 'count', long: true },
    trend: { title: '13 months', kind: 'text' },
    area: { title: 'Area', kind: 'text' },
    freshness: { title: 'Data', kind: 'text' },
    state: { title: 'Definition', kind: 'text' },
    owner: { title: 'Owner', kind: 'text' },
    tag: { title: 'Kind', kind: 'choice', choices: { key: 'Key', revenue: 'Revenue', adoption: 'Adoption' }, shown: false },
  },
  { plain: { tag: 'tag' } },
)
const views = [
  { title: 'All' },
  { title: 'Key', where: ['tag:is:key'] },
  { title: 'Revenue', where: ['tag:is:revenue'] },
  { title: 'Adoption', where: ['tag:is:adoption'] },
]

/** Every number that the company steers by: what it is, where it stands, how old it is. */
export default function MetricsPage() {
  return (
    <List
      operation={metricsList}
      list={list}
      title="Metrics"
      one="metric"
      crumbs={[{ title: 'Data', href: '/data/metrics' }]}
      views={views}
      href={(row) => `/data/metrics/${row.id}`}
      note={<Broken />}
      cells={{
        label: (row) => (
          <span className="data-title" title={row.definition}>
            <span className="clip">{row.label}</span>
            {row.acronym && <span className="faint">{row.acronym}</span>}
          </span>
        ),
        value: (row) => <Value metric={row} />,
        change: (row) => <Change metric={row} />,
        trend: (row) => <Trend metric={row} />,
        freshness: (row) => <Freshness state={row.freshness.state} through={row.freshness.complete_through} />,
        state: (row) => <Vetting state={row.state} />,
        owner: (row) => ownerShown(row.owner),
      }}
      peek={(row) => (
        <Glance
          name={row.label}
          note={row.definition}
          figures={[
            { label: stood(row).of || 'Value', value: figureShown(stood(row).value, row, { short: true }) },
            { label: 'Change', value: <Change metric={row} /> },
          ]}
          facts={[
            { label: '13 months', value: <Trend metric={row} /> },
            { label: 'Data', value: <Freshness state={row.freshness.state} through={row.freshness.complete_through} /> },
            { label: 'Definition', value: <Vetting state={row.state} /> },
            { label: 'Owner', value: row.owner.kind === 'team' ? ownerShown(row.owner) : <Person name={row.owner.name} /> },
          ]}
        />
      )}
      empty={<Empty title="No metric has this name">Try another word, or look at all of them.</Empty>}
    />
  )
}

/** Metrics that are out, and why for those who look after the data. */
function Broken() {
  const asked = useAsk(metricsList, { limit: 1 })
  const broken = asked.data?.broken ?? []
  if (broken.length === 0) return 'Each number has one definition, one owner, a known age, and a way down to its rows.'
  return (
    <Note title={broken.length === 1 ? 'One metric is out' : `${broken.length} metrics are out`}>
      <ul className="data-list">
        {broken.map((one) => (
          <li key={one.metric}>
            <span className="mono">{one.metric}</span>: {one.reason ?? 'its definition is broken; those who look after the data see why.'}
          </li>
        ))}
      </ul>
    </Note>
  )
}

/** With the days that it is of: no figure without its period. */
function Value({ metric }: { metric: Metric }) {
  const { value, of } = stood(metric)
  return (
    <span className="num">
      <strong>{figureShown(value, metric, { short: true })}</strong> <span className="faint">{value !== null && of}</span>
    </span>
  )
}

function Change({ metric }: { metric: Metric }) {
  const { change } = stood(metric)
  return change ? <DeltaText delta={change} /> : null
}

function Trend({ metric }: { metric: Metric }) {
  return (
    <Sparkline
      values={metric.trend.map((point) => (point.value === null ? null : Number(point.value)))}
      label={`${metric.label}, 13 months`}
    />
  )
}
