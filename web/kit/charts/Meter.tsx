import './charts.css'
import './ink.css'

type Props = {
  /** the share of the way that is done, 0 … 1 */
  done: number
  /** where the plan stands today, as a share of the way: a mark on the bar */
  due?: number | null | undefined
  /** the exception in colour; without one it is on plan and teal */
  tone?: 'warn' | 'bad' | 'calm' | undefined
  /** said to those who cannot see it: "86.6% of the way, 82.5% by today" */
  label: string
}

/** A bar toward a target, with a mark where the plan stands today. Filled past the mark is ahead. */
export function Meter({ done, due, tone, label }: Props) {
  const share = (value: number) => `${(Math.max(0, Math.min(1, value)) * 100).toFixed(1)}%`
  return (
    <span className="meter" data-tone={tone} role="img" aria-label={label}>
      <i style={{ width: share(done) }} />
      {due !== null && due !== undefined && <u style={{ left: `min(${share(due)}, 100% - 2px)` }} />}
    </span>
  )
}
