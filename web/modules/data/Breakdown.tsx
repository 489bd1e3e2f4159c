import { figuresAsk } from '../../../server/modules/data/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Choose, Empty, Loading, monthOf, PlainTable, Section, titleOf, useQueryText } from '../../kit/index.ts'
import type { FigureCell } from './FigureRows.tsx'
import { sliceText } from './slices.ts'
import { leadShown, type Shape } from './shown.ts'

/** What a reader asks first. */
const preferred = ['licensing', 'country', 'order_kind']

type Part = { name: string; value: string | null; share: number }

export type BreakdownProps = {
  metric: Shape & { id: string; label: string; dimensions: string[]; additivity: string }
  today: string
  onPick: ((cell: FigureCell) => void) | undefined
}

/** The present month's figure by one dimension, largest first; each part opens its rows. */
export default function Breakdown(props: BreakdownProps) {
  const { metric, today, onPick } = props
  const offered = metric.dimensions.filter((name) => name !== 'account' && name !== 'contract' && name !== 'server')
  const [by, setBy] = useQueryText('by', preferred.find((name) => offered.includes(name)) ?? offered[0] ?? '')
  const period = { from: monthOf(today), to: monthOf(today, 1) }
  const asked = useAsk(
    figuresAsk,
    { metrics: [metric.id], dimensions: [by], grain: 'total', ...period },
    { keep: true, enabled: by !== '' },
  )
  if (offered.length === 0) return null
  return (
    <Section
      title={`This month by ${titleOf(by).toLowerCase()}`}
      actions={
        <Choose
          label="Break down by"
          value={by}
          onChange={setBy}
          options={offered.map((name) => ({ value: name, label: titleOf(name) }))}
        />
      }
      flush
    >
      <Answer of={asked} loading={<Loading rows={4} />}>
        {({ rows }) => {
          const values = rows.map((row) => ({ name: row.dimensions[by] ?? '', value: row.values[metric.id] ?? null }))
          const most = Math.max(...values.map((one) => Math.abs(Number(one.value ?? 0))), 1e-9)
          const parts: Part[] = values
            .map((one) => ({ ...one, share: Math.abs(Number(one.value ?? 0)) / most }))
            .sort((a, b) => Number(b.value ?? 0) - Number(a.value ?? 0))
          return (
            <PlainTable
              label={`${metric.label} by ${by}`}
              dense
              rows={parts.slice(0, 30)}
              rowKey={(row) => row.name}
              {...(onPick ? { onRow: (row: Part) => onPick({ metric: metric.id, ...period, filter: { [by]: [row.name] } }) } : {})}
              empty={<Empty title="Nothing this month">No rows count toward this figure yet.</Empty>}
              columns={[
                {
                  id: 'name',
                  title: titleOf(by),
                  phone: 'title',
                  width: '30%',
                  cell: (row) => (row.name ? sliceText(by, row.name) : <span className="faint">not set</span>),
                  text: (row) => row.name,
                  sort: true,
                },
                {
                  id: 'share',
                  title: '',
                  width: '38%',
                  phone: 'hide',
                  cell: (row) => <span className="data-share" style={{ width: `${(row.share * 100).toFixed(1)}%` }} />,
                },
                {
                  id: 'value',
                  title: metric.label,
                  align: 'right',
                  cell: (row) => <span className="num">{leadShown(row.value, metric)}</span>,
                  text: (row) => Number(row.value ?? 0),
                  sort: true,
                },
              ]}
            />
          )
        }}
      </Answer>
    </Section>
  )
}
