import { metricsList } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  type Column,
  Empty,
  Link,
  Loading,
  Note,
  Page,
  PlainTable,
  Section,
  Segments,
  Sparkline,
  Stack,
  Tag,
  TextInput,
  DeltaText,
  instantText,
  titleOf,
  useQueryText,
} from '../../kit/index.ts'
import { Freshness } from './Freshness.tsx'
import { Vetting } from './Vetting.tsx'
import { deltaOf, figureShown } from './shown.ts'
import './data.css'

type Metric = AskOutput<typeof metricsList>['items'][number]

/** Every number that the company steers by, by area: what it is, where it stands, how old it is. */
export default function MetricsPage() {
  const [words, setWords] = useQueryText('q', '')
  const [tag, setTag] = useQueryText('tag', 'all')
  const asked = useAsk(
    metricsList,
    { limit: 200, ...(words ? { search: words } : {}), ...(tag !== 'all' ? { tag } : {}) },
    { keep: true, refetchInterval: 30_000 },
  )
  return (
    <Page title="Metrics" note="Each number has one definition, one owner, a known age, and a way down to its rows.">
      <Stack gap={5}>
        <div className="data-bar">
          <TextInput
            aria-label="Search metrics"
            placeholder="Search by name, acronym or meaning"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Segments
            label="Which metrics"
            value={tag}
            onChange={setTag}
            options={[
              { value: 'all', label: 'All' },
              { value: 'key', label: 'Key' },
              { value: 'revenue', label: 'Revenue' },
              { value: 'adoption', label: 'Adoption' },
            ]}
          />
        </div>
        <Answer of={asked} loading={<Loading rows={10} />}>
          {({ items, broken }) => (
            <>
              {broken.length > 0 && (
                <Note title={broken.length === 1 ? 'One metric is out' : `${broken.length} metrics are out`}>
                  <ul className="data-list">
                    {broken.map((one) => (
                      <li key={one.metric}>
                        <span className="mono">{one.metric}</span>:{' '}
                        {one.reason ?? 'its definition is broken; those who look after the data see why.'}
                      </li>
                    ))}
                  </ul>
                </Note>
              )}
              {items.length === 0 ? (
                <Empty title="No metric has this name">Try another word, or look at all of them.</Empty>
              ) : (
                areasOf(items).map(([area, metrics]) => (
                  <Section key={area} title={area} note={countAndAge(metrics)} flush>
                    <PlainTable
                      label={area}
                      rows={metrics}
                      rowKey={(row) => row.id}
                      rowHref={(row) => `/data/metrics/${row.id}`}
                      columns={columns}
                    />
                  </Section>
                ))
              )}
            </>
          )}
        </Answer>
      </Stack>
    </Page>
  )
}

const columns: Column<Metric>[] = [
  {
    id: 'label',
    title: 'Metric',
    phone: 'title',
    width: '36%',
    cell: (row) => (
      <div className="data-name">
        <span className="data-title">
          <Link href={`/data/metrics/${row.id}`}>{row.label}</Link>
          {row.acronym && <span className="faint">{row.acronym}</span>}
          {row.tags.includes('key') && <Tag tone="accent">key</Tag>}
        </span>
        <p className="faint">{row.definition}</p>
      </div>
    ),
    text: (row) => row.label,
    sort: true,
  },
  {
    id: 'value',
    title: 'Now',
    align: 'right',
    cell: (row) => <strong className="num">{figureShown(row.value, row, { short: true })}</strong>,
    text: (row) => Number(row.value ?? 0),
  },
  {
    id: 'change',
    title: 'Last month',
    align: 'right',
    cell: (row) => {
      // a month that still runs is no match for a whole one
      const whole = row.incomplete ? row.trend.slice(0, -1) : row.trend
      const delta = deltaOf(
        whole.map((point) => point.value),
        row,
        row.direction,
        '',
      )
      return delta ? <DeltaText delta={delta} /> : null
    },
  },
  {
    id: 'trend',
    title: '13 months',
    cell: (row) => (
      <Sparkline values={row.trend.map((point) => (point.value === null ? null : Number(point.value)))} label={`${row.label}, 13 months`} />
    ),
  },
  { id: 'fresh', title: 'Data', cell: (row) => <Freshness state={row.freshness.state} through={row.freshness.complete_through} /> },
  { id: 'state', title: 'Definition', phone: 'hide', cell: (row) => <Vetting state={row.state} /> },
  {
    id: 'owner',
    title: 'Owner',
    phone: 'hide',
    cell: (row) => titleOf(row.owner.name),
    text: (row) => titleOf(row.owner.name),
    sort: true,
  },
]

function areasOf(items: Metric[]): [string, Metric[]][] {
  const order = ['Revenue', 'Self-service', 'Adoption', 'Other']
  const areas = new Map<string, Metric[]>()
  for (const item of items) areas.set(item.area, [...(areas.get(item.area) ?? []), item])
  return [...areas].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

/** How many, and the instant before which the sources of all of them are in: the earliest counts. */
function countAndAge(metrics: Metric[]): string {
  const count = `${metrics.length} ${metrics.length === 1 ? 'metric' : 'metrics'}`
  const known = metrics.flatMap(({ complete }) => complete.through ?? []).sort()
  if (known.length < metrics.length) return `${count} · not known through when they are complete`
  return `${count} · complete through ${instantText(known[0] ?? '')}`
}
