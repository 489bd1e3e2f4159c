import { useState } from 'react'
import { Bridge, Brush, Chart, ColumnChart, dayText, Meter, moneyText, Row, type Span, Sparkline } from '../index.ts'
import { Part } from './Part.tsx'

const format = (value: number) => moneyText(value * 100, 'USD', { tidy: true })
const short = (value: number) => moneyText(value * 100, 'USD', { short: true })
const actual = ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map((month, at) => ({
  day: `2026-${month}-01`,
  value: 2_210_000 + at * 92_000 + (at % 3) * 14_000,
}))
const plan = [
  { day: '2026-02-01', value: 2_200_000 },
  { day: '2027-01-31', value: 3_300_000 },
]
const forecast = ['2026-11-01', '2026-12-01', '2027-01-31'].map((day, at) => ({
  day,
  value: 3_038_000 + at * 90_000,
  low: 3_038_000 + at * 60_000,
  high: 3_038_000 + at * 120_000,
}))

export function Charts() {
  const [span, setSpan] = useState<Span>({ from: '2026-04-01', to: '2026-10-01' })
  return (
    <>
      <Part name="Chart" wide>
        <Chart
          title="Annual recurring revenue"
          format={format}
          short={short}
          actual={{ label: 'FY27', points: actual }}
          plan={{ label: 'Plan', points: plan }}
          ghost={{ label: 'FY26', points: actual.map(({ day, value }) => ({ day, value: value - 400_000 })) }}
          forecast={{ label: 'Forecast', words: 'right 8 times in 10', points: forecast }}
          from="2026-02-01"
          to="2027-02-01"
          today="2026-11-01"
          pins={[{ day: '2026-06-01', title: 'Prices rose', note: 'by 4%' }]}
          onPick={() => undefined}
        />
      </Part>
      <Part name="Chart, empty">
        <Chart title="Active servers" format={String} actual={{ label: 'Servers', points: [] }} empty="First figures on December 1." />
      </Part>
      <Part name="Bridge">
        <Bridge
          title="What moved it"
          format={format}
          steps={[
            { label: 'New', value: 84_210, count: 14, onPick: () => undefined },
            { label: 'Expansion', value: 66_810, count: 9 },
            { label: 'Churn', value: -14_090, count: 4 },
          ]}
          net="Net new"
          counts="customers"
        />
      </Part>
      <Part name="ColumnChart" wide>
        <ColumnChart
          title="Net new ARR"
          format={format}
          short={short}
          parts={[
            { label: 'Enterprise', shade: 1 },
            { label: 'Professional', shade: 2 },
          ]}
          columns={actual.map(({ day }, at) => ({
            x: day,
            label: dayText(day, 'month').slice(0, 3),
            values: [40_000 + at * 2_000, 31_000 + at * 900],
            other: 56_000,
          }))}
          other="FY26"
        />
      </Part>
      <Part name="Brush" wide>
        <Brush label="ARR" points={actual} value={span} onChange={setSpan} />
      </Part>
      <Part name="Meter, Sparkline">
        <Row gap={4}>
          <span style={{ width: 160 }}>
            <Meter done={0.866} due={0.825} label="86.6% of the way, 82.5% by today" />
          </span>
          <span style={{ width: 160 }}>
            <Meter done={0.4} due={0.6} tone="bad" label="40% of the way, 60% by today" />
          </span>
          <Sparkline values={[1, 2, null, 4, 3, 5]} label="Active servers" />
        </Row>
      </Part>
    </>
  )
}
