import { scaleOf } from './charts/scale.ts'
import './charts/charts.css'
import './charts/ink.css'

/** A small line without axes: the shape of a series, its last point marked. Values in order of time; a gap is null. */
export function Sparkline({
  values,
  label,
  width = 120,
  height = 30,
}: {
  values: (number | null)[]
  label: string
  width?: number
  height?: number
}) {
  const known = values.filter((value): value is number => value !== null)
  if (known.length < 2) return <span className="spark-none faint">not enough days yet</span>
  const x = scaleOf([0, values.length - 1], [2, width - 5])
  // a flat series lies in the middle, not on the floor where it would read as zero
  const y = scaleOf([Math.min(...known), Math.max(...known)], [height - 4, 4])
  let line = ''
  values.forEach((value, index) => {
    if (value === null) return
    const starts = index === 0 || values[index - 1] === null
    line += `${starts ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
  })
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg
      className="ch spark"
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={label}
    >
      <path className="line" d={line} />
      <circle className="sum" cx={x(last)} cy={y(values[last] ?? 0)} r={3} />
    </svg>
  )
}
