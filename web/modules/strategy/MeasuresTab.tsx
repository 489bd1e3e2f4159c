import { useState } from 'react'
import { metricsList } from '../../../server/modules/data/contract.ts'
import { measuresUnbind } from '../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Confirm, Empty, lineView, Link, MoreMenu, PlainTable, Sparkline, Status, useQueryText } from '../../kit/index.ts'
import { BindForm } from './BindForm.tsx'
import { Reported } from './Reported.tsx'
import { Goalposts, stands } from './Goalposts.tsx'
import { AsOf } from './AsOf.tsx'
import { figureText, measuresIn, type Page, promiseText, statusOf, stepsText } from './words.ts'

type Item = Page['sections'][number]['items'][number]

/** Which measure lives on which metric, and what was promised. */
export function MeasuresTab({ page }: { page: Page }) {
  const [wanted, setWanted] = useQueryText('bind')
  const [leaving, setLeaving] = useState<Item>()
  const unbind = useTell(measuresUnbind)
  const may = useMay()
  const known = useAsk(metricsList, { limit: 200 }, { enabled: may('data.read') })
  const names = new Map(known.data?.items.map((metric) => [metric.id, metric.label]))
  const items = measuresIn(page)
  const binds = page.may.includes('bind')
  const open = binds ? items.find((item) => item.key === wanted) : undefined
  return (
    <div className="plan-measures-tab">
      <PlainTable
        label="Measures"
        rows={items.filter((item) => !item.struck)}
        rowKey={(item) => item.key}
        empty={<Empty title="No measures yet">Write them under “Measures” in the source; then bind each to a metric.</Empty>}
        columns={[
          {
            id: 'text',
            title: 'Measure',
            cell: (item) => (item.raw === '' ? <span className="faint">Still empty</span> : lineView(item.raw)),
            phone: 'title',
          },
          {
            id: 'metric',
            title: 'Told by',
            cell: (item) =>
              item.measure?.metric_id ? (
                <Link href={`/data/metrics/${item.measure.metric_id}`}>{names.get(item.measure.metric_id) ?? 'Its metric'}</Link>
              ) : (
                <span className="faint">{item.measure ? kindWords[item.measure.kind] : (hintText(item) ?? 'None')}</span>
              ),
          },
          {
            id: 'promise',
            title: 'Promise',
            cell: (item) =>
              item.measure ? (
                <span className="plan-promise">
                  <span className="num">{promiseText(item.measure)}</span>
                  {stepsText(item.measure) && <span className="quiet num">{stepsText(item.measure)}</span>}
                  {item.measure.first && <span className="quiet">{stands(item.measure)}</span>}
                </span>
              ) : (
                ''
              ),
          },
          {
            id: 'value',
            title: 'Now',
            align: 'right',
            cell: (item) =>
              item.measure && item.measure.kind !== 'tbd' ? (
                <span className="plan-live-figure">
                  <span className="num">{figureText(item.measure.value, item.measure.unit)}</span>
                  <AsOf measure={item.measure} />
                </span>
              ) : (
                ''
              ),
          },
          {
            id: 'course',
            title: 'Course',
            phone: 'hide',
            cell: (item) =>
              item.measure && item.measure.kind !== 'tbd' ? (
                <Sparkline
                  values={item.measure.spark.map((point) => Number(point.value))}
                  label={`Course of ${item.text}`}
                  width={96}
                  height={26}
                />
              ) : (
                ''
              ),
          },
          {
            id: 'status',
            title: 'Status',
            cell: (item) => {
              if (!item.measure || item.measure.kind === 'tbd') return ''
              const status = statusOf(item.measure)
              return <Status value={item.measure.status} label={status.label} tone={status.tone} />
            },
          },
          ...(binds
            ? [
                {
                  id: 'acts',
                  title: 'Actions',
                  align: 'right' as const,
                  cell: (item: (typeof items)[number]) =>
                    item.measure ? (
                      <MoreMenu
                        label={`More for ${item.text}`}
                        acts={[
                          { title: 'Change the binding', onClick: () => setWanted(item.key) },
                          item.measure.rows_href ? { title: 'See the rows', href: item.measure.rows_href } : undefined,
                          { title: 'Take it away', danger: true, onClick: () => setLeaving(item) },
                        ]}
                      />
                    ) : (
                      <Button size="compact-sm" variant="default" onClick={() => setWanted(item.key)}>
                        Say how
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Reported page={page} />
      <Goalposts page={page} />
      {open && <BindForm page={page} item={open} onClose={() => setWanted('')} />}
      <Confirm
        open={leaving !== undefined}
        title="Take the binding away?"
        act="Take it away"
        danger
        onConfirm={() => leaving && unbind.mutateAsync({ id: page.edition.id, key: leaving.key })}
        onClose={() => setLeaving(undefined)}
      >
        “{leaving?.text}” stays in the plan as text. Its readings so far are kept.
      </Confirm>
    </div>
  )
}

const kindWords = { metric: 'A metric', milestones: 'Milestones', qualitative: 'A judgement', tbd: 'To be named' }

function hintText(item: Item): string | undefined {
  if (!item.hint) return undefined
  if (item.hint.kind === 'tbd') return 'Says that it is to be named'
  return `Hints at ${item.hint.direction === 'at_least' ? 'at least' : 'at most'} ${item.hint.target}${item.hint.unit ?? ''}`
}
