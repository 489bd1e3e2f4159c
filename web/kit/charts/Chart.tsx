import { lazy, Suspense, useId, useState } from 'react'
import { Loading } from '../feedback.tsx'
import { baseOf, type Step } from './bridge.ts'
import { Segments } from '../controls.tsx'
import type { ChartProps, ChartRow } from './props.ts'

const Drawn = lazy(() => import('./Drawn.tsx'))

type Kind = { kind: 'line' | 'bar' | 'waterfall'; area?: boolean; stacked?: boolean; base?: number }

/** A line over time; `area` fills under it. Loads its drawing library only when first shown. */
export function LineChart(props: ChartProps & { area?: boolean }) {
  return <Frame {...props} kind="line" />
}

/** Bars side by side, or stacked. */
export function BarChart(props: ChartProps & { stacked?: boolean }) {
  return <Frame {...props} kind="bar" />
}

/**
 * From one total to the next: each step starts where the one before ended. Where the steps are small beside the totals the axis starts
 * above zero, and the note says so.
 */
export function Waterfall(props: Omit<ChartProps, 'rows' | 'series'> & { steps: Step[] }) {
  const { steps, note, ...rest } = props
  const base = baseOf(steps)
  let level = 0
  const rows = steps.map((step): ChartRow => {
    const from = step.total ? base : level
    level = step.total ? step.value : level + step.value
    return { x: step.x, value: step.value, low: Math.min(from, level), high: Math.max(from, level), total: step.total ? 1 : 0 }
  })
  const said = base > 0 ? `The axis starts at ${(rest.short ?? rest.format)(base)}.` : undefined
  const notes = [note, said].filter(Boolean)
  return (
    <Frame
      {...rest}
      rows={rows}
      series={[{ key: 'value', label: 'Change' }]}
      kind="waterfall"
      base={base}
      {...(notes.length > 0
        ? {
            note: notes.map((one, at) => (
              <span key={at === 0 ? 'own' : 'axis'}>
                {at > 0 && ' · '}
                {one}
              </span>
            )),
          }
        : {})}
    />
  )
}

/** The title, the choice of picture or table, and the drawing; the table twin serves readers who cannot see the picture. */
function Frame(props: ChartProps & Kind) {
  const { title, note, height = 240, actions } = props
  const [as, setAs] = useState<'chart' | 'table'>('chart')
  const id = useId()
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <div>
          <span id={id} className="chart-title">
            {title}
          </span>
          {note && <span className="chart-note">{note}</span>}
        </div>
        <div className="chart-actions">
          {actions}
          <Segments
            label={`Show ${title} as`}
            value={as}
            onChange={setAs}
            options={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </div>
      </figcaption>
      {props.series.length > 1 && as === 'chart' && (
        <ul className="legend">
          {props.series.map((one, index) => (
            <li key={one.key}>
              <span className="legend-dot" style={{ background: one.color ?? `var(--chart-${(index % 6) + 1})` }} />
              {one.label}
            </li>
          ))}
        </ul>
      )}
      {as === 'chart' ? (
        <div style={{ height }} aria-hidden>
          <Suspense fallback={<Loading block={height} />}>
            <Drawn {...props} height={height} />
          </Suspense>
        </div>
      ) : null}
      <div className={as === 'table' ? 'chart-table' : 'unseen'}>
        <Twin {...props} />
      </div>
    </figure>
  )
}

function Twin({ title, rows, series, format, formatX = (x) => x }: ChartProps) {
  return (
    <table className="table" data-dense>
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          {series.map((one) => (
            <th key={one.key} scope="col" data-align="right">
              {one.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.x}>
            <th scope="row">{formatX(row.x)}</th>
            {series.map((one) => {
              const value = row[one.key]
              return (
                <td key={one.key} data-align="right" className="num">
                  {typeof value === 'number' ? format(value) : '–'}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
