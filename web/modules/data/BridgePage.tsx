import { useState } from 'react'
import { figuresAsk } from '../../../server/modules/data/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  Bridge,
  Card,
  dayText,
  Loading,
  monthOf,
  Page,
  sameDays,
  Segments,
  type Span,
  Stack,
  useQueryText,
} from '../../kit/index.ts'
import type { FigureCell } from './FigureRows.tsx'
import { RowsBehind } from './RowsBehind.tsx'
import { addDays, changeShown, likeWords, monthName, type Shape } from './shown.ts'
import './data.css'

const movements = [
  { metric: 'arr.new', label: 'New', sign: 1 },
  { metric: 'arr.resurrected', label: 'Came back', sign: 1 },
  { metric: 'arr.late_renewal', label: 'Renewed late', sign: 1 },
  { metric: 'arr.expansion', label: 'Expansion', sign: 1 },
  { metric: 'arr.contraction', label: 'Contraction', sign: -1 },
  { metric: 'arr.churned', label: 'Churn', sign: -1 },
]
const spans = { month: 1, last: 1, quarter: 3, year: 12 } as const

/** From the ARR at the start of a period to the ARR at its end; every step opens the accounts that made it. */
export default function BridgePage() {
  const today = useSession().data?.today
  const [span, setSpan] = useQueryText('span', 'month')
  const kind = span in spans ? (span as keyof typeof spans) : 'month'
  const end = today && monthOf(today, kind === 'last' ? 0 : 1)
  return (
    <Page
      title="ARR bridge"
      note="What recurring revenue did, and whose it was."
      actions={
        <Segments
          label="Period"
          value={kind}
          onChange={setSpan}
          options={[
            { value: 'month', label: 'This month' },
            { value: 'last', label: 'Last month' },
            { value: 'quarter', label: '3 months' },
            { value: 'year', label: '12 months' },
          ]}
        />
      }
    >
      {today && end ? (
        <Shown today={today} months={spans[kind]} period={{ from: monthOf(end, -spans[kind]), to: end }} />
      ) : (
        <Loading block={320} />
      )}
    </Page>
  )
}

function Shown({ today, months, period }: { today: string; months: number; period: Span }) {
  const may = useMay()
  const [open, setOpen] = useState<{ title: string; cell: FigureCell } | undefined>()
  const { from, to } = period
  const like = sameDays(period, today, { from: monthOf(from, -months), to: from })
  const whole = { grain: 'total', from, to } as const
  const asked = useAsk(
    figuresAsk,
    { metrics: ['arr', ...movements.map((one) => one.metric)], ...whole },
    { keep: true, refetchInterval: 10_000 },
  )
  const counted = useAsk(figuresAsk, { metrics: movements.map((one) => one.metric), dimensions: ['account'], ...whole }, { keep: true })
  const [start, likeStart, likeEnd] = [useArr(addDays(from, -1)), useArr(addDays(like.from, -1)), useArr(addDays(like.to, -1))]
  const last = addDays(to, -1) < today ? addDays(to, -1) : today
  const pick = (title: string, cell: FigureCell) => (may('data.read') ? () => setOpen({ title, cell }) : undefined)
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {({ rows, columns }) => {
        const shape: Shape = { unit: columns.find((column) => column.name === 'arr')?.unit ?? 'USD', rounding: 2 }
        const of = (metric: string) => cents(rows[0]?.values[metric])
        const moves = movements.map((one) => ({ ...one, value: one.sign * of(one.metric) }))
        const gain = start === undefined ? undefined : of('arr') - start
        const currency = gain === undefined ? 0 : gain - moves.reduce((sum, one) => sum + one.value, 0)
        const before = likeStart !== undefined && likeEnd !== undefined ? likeEnd - likeStart : undefined
        const many = (metric: string) =>
          counted.data && !counted.data.cut ? counted.data.rows.filter((row) => cents(row.values[metric]) !== 0).length : undefined
        const money = (minor: number, short = false) => changeShown(minor / 100, shape, { short })
        const level = (day: string, minor: number | undefined) => (
          <button
            type="button"
            className="linkish"
            onClick={pick(`ARR on ${dayText(day, 'short')}`, { metric: 'arr', from: day, to: addDays(day, 1) })}
          >
            {minor === undefined ? '–' : money(minor).replace('+', '')}
          </button>
        )
        return (
          <Stack gap={5}>
            <Card>
              <p className="quiet">{spanWords(period, today, months)}</p>
              <p className="data-value num">{gain === undefined ? '–' : money(gain)}</p>
              <p className="faint">
                {level(addDays(from, -1), start)} on {dayText(addDays(from, -1), 'short')} · {level(last, of('arr'))} on{' '}
                {dayText(last, 'short')}
                {before !== undefined &&
                  ` · ${months === 1 ? likeWords(like) : like.whole ? `the ${months} months before` : `the first ${like.days} days of the ${months} months before`} ${money(before, true)}`}
              </p>
              <Bridge
                title="What moved it"
                bare
                steps={[
                  ...moves.map((one) => ({
                    label: one.label,
                    value: one.value / 100,
                    count: many(one.metric),
                    onPick: pick(one.label, { metric: one.metric, from, to }),
                  })),
                  { label: 'Currency', value: currency / 100 },
                ]}
                net={months === 1 ? `Change in ${monthName(from)}` : 'Change'}
                counts="customers"
                format={(value) => changeShown(value, shape)}
                empty="Nothing moved in these days."
              />
            </Card>
            <RowsBehind title={open?.title ?? ''} cell={open?.cell} onClose={() => setOpen(undefined)} />
          </Stack>
        )
      }}
    </Answer>
  )
}

/** ARR at the end of a day, in cents. */
function useArr(day: string): number | undefined {
  const { data } = useAsk(figuresAsk, { metrics: ['arr'], grain: 'total', from: day, to: addDays(day, 1) }, { keep: true })
  return data ? cents(data.rows[0]?.values['arr']) : undefined
}

function spanWords({ from, to }: Span, today: string, months: number): string {
  const runs = addDays(to, -1) > today
  if (months === 1) return runs ? `${monthName(from)} so far` : monthName(from)
  return `${dayText(from)} to ${dayText(runs ? today : addDays(to, -1))}`
}

function cents(value: string | null | undefined): number {
  return Math.round(Number(value ?? 0) * 100)
}
