import { useId } from 'react'
import { dayText } from '../days.ts'
import { dayOf, type Mark, numberOf, timeMarks } from './days.ts'
import { spread } from './labels.ts'
import { heightAt, knotsOf, pathOf, ringOf, wedge } from './lines.ts'
import type { ChartProps } from './props.ts'
import { marksOf, scaleOf, type Scale } from './scale.ts'
import { hasBand } from './twin.ts'

type Inside = { left: number; right: number; top: number; bottom: number; days: [number, number]; marks: number[] }
/** an 11 px letter or digit is about this wide */
const letter = 6.7
const labelGap = 15

/** The area inside the axes, and what the axes reach over. */
export function insideOf(props: ChartProps, width: number, height: number): Inside {
  const { actual, plan, forecast, ghost, format, short = format, zero } = props
  const later = forecast?.points ?? []
  const points = [...actual.points, ...(plan?.points ?? []), ...(ghost?.points ?? [])]
  const days = [...points, ...later].map((point) => numberOf(point.day))
  const first = props.from ? numberOf(props.from) : Math.min(...days)
  const end = props.to ? numberOf(props.to) - 1 : Math.max(...days)
  const inView = (point: { day: string }) => numberOf(point.day) >= first && numberOf(point.day) <= end
  const values = [
    ...points.filter(inView).flatMap((point) => (point.value === null ? [] : [point.value])),
    ...later.flatMap(({ value, low = value, high = value }) => [low, high]),
    ...(props.range?.points.filter(inView).flatMap(({ low, high }) => [low, high]) ?? []),
  ]
  const marks = marksOf(values, { zero, most: height < 180 ? 3 : 6 })
  const widest = Math.max(0, ...marks.map((mark) => short(mark).length))
  const ends = endsOf(props, end).map((one) => one.words.length)
  const room = width < 520 ? 10 : Math.max(12, Math.max(0, ...ends) * letter + 14)
  return { left: widest * letter + 10, right: width - room, top: 12, bottom: height - 24, days: [first, Math.max(end, first + 1)], marks }
}

type End = { words: string; value: number; look: 'a' | 'p' | 'v' | undefined }

/** What the ends of the lines say: what it will be, else what it is; the promise; the other days. */
function endsOf({ actual, plan, forecast, ghost, format, short = format }: ChartProps, last: number): End[] {
  const ends: End[] = []
  const put = (label: string, value: number | null | undefined, look: End['look']) => {
    if (value !== null && value !== undefined) ends.push({ words: `${label} ${short(value)}`, value, look })
  }
  if (forecast) put(forecast.label, forecast.points.at(-1)?.value, 'a')
  else if (plan || ghost) put(actual.label, actual.points.findLast((point) => point.value !== null)?.value, 'a')
  if (plan) put(plan.label, heightAt(knotsOf(plan.points), last) ?? plan.points.at(-1)?.value, 'p')
  if (ghost) put(ghost.label, heightAt(knotsOf(ghost.points), last) ?? ghost.points.at(-1)?.value, undefined)
  return ends
}

/** The picture itself, drawn at the width of its place. */
export function Drawing(props: ChartProps & { width: number; height: number; reading: string | undefined }) {
  const { actual, plan, forecast, ghost, width, height, today, reading, better = 'up', format, short = format } = props
  const clip = useId()
  const inside = insideOf(props, width, height)
  const { left, right, top, bottom, days, marks } = inside
  const x = scaleOf(days, [left, right])
  const y = scaleOf([marks[0] ?? 0, marks.at(-1) ?? 1], [bottom, top])
  const last = actual.points.findLast((point) => point.value !== null)
  const shown = actual.points.find((point) => point.day === reading) ?? last
  const room = Math.floor((right - left) / 48)
  const times = timeMarks({ from: dayOf(days[0]), to: dayOf(days[1] + 1) }, room)
  // a gap drawn over where the true value lies would say what is not known
  const pieces = plan && !props.range ? wedge(knotsOf(actual.points), knotsOf(plan.points)) : []
  const now = today ?? last?.day
  const marked = plan || forecast || ghost ? now : undefined
  const inView = (day: string) => numberOf(day) >= days[0] && numberOf(day) <= days[1]
  return (
    <svg className="ch" width={width} height={height} aria-hidden="true">
      <Axes marks={marks} times={times} x={x} y={y} left={left} right={right} bottom={bottom} short={short} />
      <clipPath id={clip}>
        <rect x={left} y={0} width={Math.max(0, right - left + 6)} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {stretches(props).map((points) => (
          <path
            key={points[0]?.day}
            className="band"
            d={ringOf(
              points.map(({ day, high }) => ({ x: numberOf(day), y: high })),
              points.map(({ day, low }) => ({ x: numberOf(day), y: low })),
              x,
              y,
            )}
          />
        ))}
        {pieces.map((piece) => (
          <path
            key={piece.upper[0]?.x}
            className={piece.above === (better === 'up') ? 'ahead' : 'behind'}
            d={ringOf(piece.upper, piece.lower, x, y)}
          />
        ))}
        {ghost && <path className="ghost" d={pathOf(ghost.points, x, y)} />}
        {plan && <path className="plan" d={pathOf(plan.points, x, y)} />}
        {forecast && (
          <>
            {hasBand(forecast.points) && (
              <path
                className="band"
                d={ringOf(
                  forecast.points.map(({ day, value, high = value }) => ({ x: numberOf(day), y: high })),
                  forecast.points.map(({ day, value, low = value }) => ({ x: numberOf(day), y: low })),
                  x,
                  y,
                )}
              />
            )}
            <path className="fc" d={pathOf(forecast.points, x, y)} />
          </>
        )}
        {marked && inView(marked) && <line className="today" x1={x(numberOf(marked))} x2={x(numberOf(marked))} y1={top} y2={bottom} />}
        <path className="line" d={pathOf(actual.points, x, y)} />
      </g>
      {(props.pins ?? []).map((pin, index) => {
        const on = heightAt(knotsOf(actual.points), numberOf(pin.day))
        if (on === undefined || !inView(pin.day)) return null
        const [px, py] = [x(numberOf(pin.day)), Math.max(top + 9, y(on) - 33)]
        return (
          <g key={`${pin.day}${String(index)}`}>
            <line className="today" x1={px} x2={px} y1={py + 9} y2={y(on) - 4} />
            <circle className="pin" cx={px} cy={py} r={8.5} />
            <text className="pint" x={px} y={py + 3.5} textAnchor="middle">
              {index + 1}
            </text>
          </g>
        )
      })}
      {shown && shown.value !== null && inView(shown.day) && (
        <>
          {reading && <line className="today" x1={x(numberOf(shown.day))} x2={x(numberOf(shown.day))} y1={top} y2={bottom} />}
          <circle className="dot" cx={x(numberOf(shown.day))} cy={y(shown.value)} r={5} />
        </>
      )}
      {width >= 520 && <Ends ends={endsOf(props, days[1])} y={y} x={right + 10} top={top} bottom={bottom} />}
    </svg>
  )
}

/** The points of the range, parted where the line itself has no value. */
function stretches({ range, actual }: ChartProps) {
  const parts: NonNullable<ChartProps['range']>['points'][] = [[]]
  const known = new Map(range?.points.map((point) => [point.day, point]))
  for (const { day, value } of actual.points) {
    const point = value === null ? undefined : known.get(day)
    if (point) parts.at(-1)?.push(point)
    else parts.push([])
  }
  return parts.filter((points) => points.length > 0)
}

function Ends({ ends, x, y, top, bottom }: { ends: End[]; x: number; y: Scale; top: number; bottom: number }) {
  const places = spread(
    ends.map((end) => y(end.value)),
    labelGap,
    [top, bottom - 4],
  )
  return ends.map((end, index) => (
    <text key={end.words} className={end.look} x={x} y={(places[index] ?? 0) + 4}>
      {end.words}
    </text>
  ))
}

function Axes(props: {
  marks: number[]
  times: Mark[]
  x: Scale
  y: Scale
  left: number
  right: number
  bottom: number
  short: (value: number) => string
}) {
  const { marks, times, x, y, left, right, bottom, short } = props
  return (
    <>
      {marks.map((mark, index) => (
        <g key={mark}>
          <line className={mark === 0 || index === 0 ? 'axis' : 'grid'} x1={left} x2={right} y1={crisp(y(mark))} y2={crisp(y(mark))} />
          <text x={left - 8} y={y(mark) + 4} textAnchor="end">
            {short(mark)}
          </text>
        </g>
      ))}
      {times.map((mark) => (
        <text key={mark.day} x={Math.max(left + 12, Math.min(right - 12, x(mark.at)))} y={bottom + 18} textAnchor="middle">
          {timeText(mark)}
        </text>
      ))}
    </>
  )
}

const monthOnly = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' })

function timeText({ day, as }: Mark): string {
  if (as === 'day') return dayText(day, 'short')
  return as === 'year' ? day.slice(0, 4) : monthOnly.format(new Date(`${day}T00:00:00Z`))
}

/** A hairline on the pixels, not between them. */
export function crisp(place: number): number {
  return Math.round(place - 0.5) + 0.5
}
