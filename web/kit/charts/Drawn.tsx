import type { ReactElement } from 'react'
import { Area, AreaChart, Bar, BarChart, CartesianGrid, Cell, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ticksOf } from './bridge.ts'
import type { ChartProps, Series } from './props.ts'

type DrawnProps = ChartProps & { kind: 'line' | 'bar' | 'waterfall'; area?: boolean; stacked?: boolean; base?: number; height: number }

const colorOf = (series: Series, index: number) => series.color ?? `var(--chart-${(index % 6) + 1})`
const still = { isAnimationActive: false }

/** The picture of a chart. Apart, so that the drawing library comes only where there is something to draw. */
export default function Drawn(props: DrawnProps) {
  return (
    <ResponsiveContainer width="100%" height={props.height}>
      {drawing(props)}
    </ResponsiveContainer>
  )
}

function drawing(props: DrawnProps): ReactElement {
  const { rows, series, onPick } = props
  const frame = {
    data: rows,
    margin: { top: 8, right: 12, bottom: 0, left: 4 },
    accessibilityLayer: false,
    onClick: (state: { activeLabel?: string | number | undefined }) => {
      if (onPick && state.activeLabel !== undefined) onPick(String(state.activeLabel))
    },
  }
  if (props.kind === 'waterfall') {
    return (
      <BarChart {...frame}>
        {axes(props)}
        <Bar dataKey={(row: { low: number; high: number }) => [row.low, row.high]} radius={2} {...still} maxBarSize={56}>
          {rows.map((row) => (
            <Cell key={row.x} fill={row['total'] ? 'var(--chart-6)' : Number(row['value']) < 0 ? 'var(--chart-5)' : 'var(--chart-1)'} />
          ))}
        </Bar>
      </BarChart>
    )
  }
  if (props.kind === 'bar') {
    return (
      <BarChart {...frame}>
        {axes(props)}
        {series.map((one, index) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            fill={colorOf(one, index)}
            radius={props.stacked ? 0 : 2}
            maxBarSize={40}
            {...(props.stacked ? { stackId: 'all' } : {})}
            {...still}
          />
        ))}
      </BarChart>
    )
  }
  if (props.area) {
    return (
      <AreaChart {...frame}>
        {axes(props)}
        {series.map((one, index) => (
          <Area
            key={one.key}
            dataKey={one.key}
            stroke={colorOf(one, index)}
            fill={colorOf(one, index)}
            fillOpacity={index === 0 ? 0.12 : 0}
            strokeWidth={1.75}
            connectNulls={false}
            type="linear"
            {...still}
          />
        ))}
      </AreaChart>
    )
  }
  return (
    <LineChart {...frame}>
      {axes(props)}
      {series.map((one, index) => (
        <Line
          key={one.key}
          dataKey={one.key}
          stroke={colorOf(one, index)}
          strokeWidth={1.75}
          dot={false}
          activeDot={{ r: 3.5 }}
          type="linear"
          connectNulls={false}
          {...still}
        />
      ))}
    </LineChart>
  )
}

function axes({ rows, format, short, formatX = (x: string) => x, series, kind, base = 0 }: DrawnProps) {
  const tick = { fill: 'var(--ink-3)', fontSize: 11 }
  return [
    <CartesianGrid key="grid" vertical={false} stroke="var(--chart-grid)" />,
    <XAxis
      key="x"
      dataKey="x"
      tickFormatter={formatX}
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: 'var(--line)' }}
      minTickGap={28}
      // a few named bars need all their names; many days do not
      {...(kind !== 'line' && rows.length <= 8 ? { interval: 0 } : {})}
      dy={4}
    />,
    <YAxis
      key="y"
      {...(base > 0 ? marksFrom(base, rows) : {})}
      tickFormatter={short ?? format}
      tick={tick}
      tickLine={false}
      axisLine={false}
      width={58}
    />,
    <Tooltip
      key="tip"
      cursor={{ stroke: 'var(--line-strong)', fill: 'var(--hover)' }}
      isAnimationActive={false}
      content={({ active, payload, label }) => {
        if (!active || !payload?.length) return null
        return (
          <div className="chart-tip">
            <p>{formatX(String(label))}</p>
            {payload.map((part, index) => {
              const row = part.payload as Record<string, number>
              const value = kind === 'waterfall' ? row['value'] : part.value
              const one = series[index]
              return (
                <p key={String(one?.key)} className="num">
                  <span className="legend-dot" style={{ background: one ? colorOf(one, index) : 'none' }} />
                  {one?.label} <b>{typeof value === 'number' ? format(value) : '–'}</b>
                </p>
              )
            })}
          </div>
        )
      }}
    />,
  ]
}

/** An axis that does not start at zero starts exactly where the bars do. */
function marksFrom(base: number, rows: ChartProps['rows']) {
  const ticks = ticksOf(base, Math.max(...rows.map((row) => Number(row['high'] ?? 0))))
  return { ticks, domain: [base, ticks.at(-1) ?? base], allowDataOverflow: true }
}
