/** A small line without axes: the shape of a series. Values in order of time; a gap is null. */
export function Sparkline({
  values,
  label,
  width = 120,
  height = 32,
  fill = true,
}: {
  values: (number | null)[]
  label: string
  width?: number
  height?: number
  fill?: boolean
}) {
  const known = values.filter((value): value is number => value !== null)
  if (known.length < 2) return <span className="spark-none faint">not enough days yet</span>
  const low = Math.min(...known)
  const high = Math.max(...known)
  const pad = 3
  const x = (index: number) => pad + (index * (width - 2 * pad)) / (values.length - 1)
  // a flat series lies in the middle, not on the floor where it would read as zero
  const y = (value: number) => (high === low ? height / 2 : height - pad - ((value - low) * (height - 2 * pad)) / (high - low))
  let line = ''
  values.forEach((value, index) => {
    if (value === null) return
    const starts = index === 0 || values[index - 1] === null
    line += `${starts ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
  })
  const last = values.findLastIndex((value) => value !== null)
  const lastValue = values[last] ?? 0
  const whole = known.length === values.length
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      {fill && whole && high > low && (
        <path className="spark-area" d={`${line}L${x(values.length - 1).toFixed(1)} ${height}L${x(0).toFixed(1)} ${height}Z`} />
      )}
      <path className="spark-line" d={line} vectorEffect="non-scaling-stroke" />
      <circle className="spark-dot" cx={x(last)} cy={y(lastValue)} r={2.4} />
    </svg>
  )
}
