import { useState } from 'react'
import { figuresAsk } from '../../../server/modules/data/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { Answer, Link, Loading, Page, PlainTable, Section, Segments, Stack, Waterfall, dayText, useQueryText } from '../../kit/index.ts'
import { type FigureCell, FigureRows } from './FigureRows.tsx'
import { addDays, monthStart, numberShown, type Shape } from './shown.ts'

const movements = [
  { metric: 'arr.new', label: 'New', sign: 1 },
  { metric: 'arr.resurrected', label: 'Came back', sign: 1 },
  { metric: 'arr.late_renewal', label: 'Renewed late', sign: 1 },
  { metric: 'arr.expansion', label: 'Grew', sign: 1 },
  { metric: 'arr.contraction', label: 'Shrank', sign: -1 },
  { metric: 'arr.churned', label: 'Left', sign: -1 },
]

type Line = { label: string; value: number; total?: true; metric?: string; cell?: FigureCell }

/** From the ARR at the start of a period to the ARR at its end; every step opens the accounts that made it. */
export default function BridgePage() {
  const today = useSession().data?.today
  const [span, setSpan] = useQueryText('span', 'month')
  return (
    <Page title="ARR bridge" note="What recurring revenue did, and whose it was.">
      <Stack gap={5}>
        <div className="data-bar">
          <Segments
            label="Period"
            value={span}
            onChange={setSpan}
            options={[
              { value: 'month', label: 'This month' },
              { value: 'last', label: 'Last month' },
              { value: 'quarter', label: 'Last 3 months' },
              { value: 'year', label: 'Last 12 months' },
            ]}
          />
        </div>
        {today ? <Bridge today={today} {...periodOf(span, today)} /> : <Loading block={320} />}
      </Stack>
    </Page>
  )
}

function periodOf(span: string, today: string): { from: string; to: string } {
  if (span === 'last') return { from: monthStart(today, -1), to: monthStart(today) }
  if (span === 'quarter') return { from: monthStart(today, -2), to: monthStart(today, 1) }
  if (span === 'year') return { from: monthStart(today, -11), to: monthStart(today, 1) }
  return { from: monthStart(today), to: monthStart(today, 1) }
}

function Bridge({ today, from, to }: { today: string; from: string; to: string }) {
  const may = useMay()
  const [open, setOpen] = useState<{ title: string; cell: FigureCell } | undefined>()
  const metrics = ['arr', 'arr.net_new', ...movements.map((one) => one.metric)]
  const asked = useAsk(figuresAsk, { metrics, grain: 'total', from, to }, { keep: true, refetchInterval: 10_000 })
  const before = useAsk(figuresAsk, { metrics: ['arr'], grain: 'total', from: addDays(from, -1), to: from }, { keep: true })
  const last = addDays(to, -1) < today ? addDays(to, -1) : today
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {({ rows, columns }) => {
        const shape: Shape = { unit: columns.find((column) => column.name === 'arr')?.unit ?? 'USD', rounding: 2 }
        const of = (metric: string) => cents(rows[0]?.values[metric])
        const start = cents(before.data?.rows[0]?.values['arr'])
        const end = of('arr')
        const currency = end - start - of('arr.net_new')
        const lines: Line[] = [
          {
            label: `ARR on ${dayText(addDays(from, -1), 'short')}`,
            value: start / 100,
            total: true,
            metric: 'arr',
            cell: { metric: 'arr', from: addDays(from, -1), to: from },
          },
          ...movements.map((one) => ({
            label: one.label,
            value: (one.sign * of(one.metric)) / 100,
            metric: one.metric,
            cell: { metric: one.metric, from, to },
          })),
          { label: 'Exchange rates', value: currency / 100 },
          {
            label: `ARR on ${dayText(last, 'short')}`,
            value: end / 100,
            total: true,
            metric: 'arr',
            cell: { metric: 'arr', from: last, to: addDays(last, 1) },
          },
        ]
        const pick = (label: string) => {
          const line = lines.find((one) => one.label === label)
          if (line?.cell && may('data.read')) setOpen({ title: label, cell: line.cell })
        }
        return (
          <Stack gap={5}>
            <Section>
              <Waterfall
                title={`${dayText(from)} to ${dayText(last)}`}
                note={`Net new ${numberShown(of('arr.net_new') / 100, shape)}`}
                steps={lines.map((line) => ({ x: line.label, value: line.value, ...(line.total ? { total: true } : {}) }))}
                format={(value) => numberShown(value, shape)}
                short={(value) => numberShown(value, shape, { short: true })}
                height={320}
                onPick={pick}
              />
            </Section>
            <Section title="Line by line" flush>
              <PlainTable
                label="Bridge lines"
                rows={lines}
                rowKey={(row) => row.label}
                onRow={(row) => pick(row.label)}
                columns={[
                  { id: 'label', title: 'Step', phone: 'title', cell: (row) => (row.total ? <strong>{row.label}</strong> : row.label) },
                  {
                    id: 'value',
                    title: 'Amount',
                    align: 'right',
                    cell: (row) => <span className="num">{numberShown(row.value, shape)}</span>,
                  },
                  {
                    id: 'definition',
                    title: 'Definition',
                    cell: (row) =>
                      row.metric ? (
                        <Link href={`/data/metrics/${row.metric}`}>{row.metric}</Link>
                      ) : (
                        <span className="faint">end − start − net new</span>
                      ),
                  },
                ]}
              />
            </Section>
            <FigureRows title={open?.title ?? ''} cell={open?.cell} onClose={() => setOpen(undefined)} />
          </Stack>
        )
      }}
    </Answer>
  )
}

function cents(value: string | null | undefined): number {
  return Math.round(Number(value ?? 0) * 100)
}
