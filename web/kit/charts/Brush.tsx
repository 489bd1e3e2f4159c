import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { dayText } from '../days.ts'
import { dayOf, numberOf, type Span, timeMarks } from './days.ts'
import { knotsOf, pathOf, type Point } from './lines.ts'
import { scaleOf } from './scale.ts'
import { useWidth } from './width.ts'
import './charts.css'
import './ink.css'

type Props = { label: string; points: Point[]; value: Span; onChange: (span: Span) => void; least?: number }
const height = 62

/** All there is in small, and the part of it that is shown above: its ends are dragged, or moved by the arrow keys a month at a time. */
export function Brush({ label, points, value, onChange, least = 28 }: Props) {
  const [place, width] = useWidth<HTMLDivElement>()
  const held = useRef<{ part: 'from' | 'to' | 'both'; at: number; span: Span }>(undefined)
  const knots = knotsOf(points)
  const [first, last] = [knots[0], knots.at(-1)]
  if (!first || !last || last.x - first.x < least) return null
  const edge = { from: first.x, to: Math.max(last.x + 1, numberOf(value.to)) }
  const [left, right] = [6, width - 6]
  const x = scaleOf([edge.from, edge.to], [left, right])
  const heights = knots.map((knot) => knot.y)
  const y = scaleOf([Math.min(0, ...heights), Math.max(...heights)], [40, 5])
  const [from, to] = [Math.max(edge.from, numberOf(value.from)), numberOf(value.to)]
  const put = (start: number, end: number) => {
    const opens = Math.max(edge.from, Math.min(start, edge.to - least))
    const next = { from: dayOf(opens), to: dayOf(Math.min(edge.to, Math.max(end, opens + least))) }
    if (next.from !== value.from || next.to !== value.to) onChange(next)
  }
  const drag = (event: PointerEvent<SVGElement>) => {
    const hold = held.current
    if (!hold) return
    const by = Math.round(((event.clientX - hold.at) / Math.max(1, right - left)) * (edge.to - edge.from))
    const [start, end] = [numberOf(hold.span.from), numberOf(hold.span.to)]
    if (hold.part === 'from') put(Math.min(start + by, end - least), end)
    else if (hold.part === 'to') put(start, Math.max(end + by, start + least))
    else {
      const shift = Math.max(edge.from - start, Math.min(edge.to - end, by))
      put(start + shift, end + shift)
    }
  }
  const hold = (part: 'from' | 'to' | 'both') => (event: PointerEvent<SVGElement>) => {
    held.current = { part, at: event.clientX, span: { from: dayOf(from), to: value.to } }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const steer = (part: 'from' | 'to') => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -30, ArrowRight: 30, PageUp: -365, PageDown: 365 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    if (part === 'from') put(Math.min(from + by, to - least), to)
    else put(from, Math.max(to + by, from + least))
  }
  const ends = { onPointerMove: drag, onPointerUp: () => (held.current = undefined) }
  return (
    <div ref={place} className="chart-brush">
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: its two ends are named sliders */}
      <svg className="ch" width={width} height={height}>
        <rect className="brush-ground" x={left} y={0} width={Math.max(0, right - left)} height={44} rx={6} />
        <path className="brush-line" d={pathOf(points, x, y)} />
        <rect
          className="brush-part"
          x={x(from)}
          y={0.75}
          width={Math.max(0, x(to) - x(from))}
          height={42.5}
          rx={6}
          onPointerDown={hold('both')}
          {...ends}
        />
        {(['from', 'to'] as const).map((part) => (
          <rect
            key={part}
            className="brush-end"
            role="slider"
            tabIndex={0}
            aria-label={`${label}: ${part === 'from' ? 'first day' : 'last day'} shown`}
            aria-valuemin={edge.from}
            aria-valuemax={edge.to}
            aria-valuenow={part === 'from' ? from : to}
            aria-valuetext={dayText(dayOf(part === 'from' ? from : to - 1))}
            x={x(part === 'from' ? from : to) - 3}
            y={14}
            width={6}
            height={16}
            rx={3}
            onPointerDown={hold(part)}
            onKeyDown={steer(part)}
            {...ends}
          />
        ))}
        {timeMarks({ from: dayOf(edge.from), to: dayOf(edge.to) }, Math.max(1, Math.floor(width / 70))).map((mark) => {
          const name = mark.as === 'year' ? mark.day.slice(0, 4) : dayText(mark.day, mark.as === 'month' ? 'month' : 'short')
          const half = name.length * 3.2
          return (
            <text key={mark.day} x={Math.max(half, Math.min(width - half, x(mark.at)))} y={58} textAnchor="middle">
              {name}
            </text>
          )
        })}
      </svg>
    </div>
  )
}
