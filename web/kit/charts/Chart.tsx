import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { dayText } from '../days.ts'
import { dayOf, numberOf } from './days.ts'
import { Drawing, insideOf } from './Drawing.tsx'
import { Frame, type Key } from './Frame.tsx'
import { heightAt, knotsOf } from './lines.ts'
import type { ChartProps } from './props.ts'
import { scaleOf } from './scale.ts'
import { twinOf } from './twin.ts'
import { useWidth } from './width.ts'

/**
 * A course over days: what is, against what was promised, foretold, or so in other days. The pointer or the arrow keys move a reading
 * point; `onPick` opens what lies behind it.
 */
export function Chart(given: ChartProps) {
  const props = { ...given, formatX: given.formatX ?? ((day: string) => dayText(day)) }
  const [place, width] = useWidth<HTMLDivElement>()
  const [reading, setReading] = useState<number>()
  const { actual, format, height = 280, title, onPick } = props
  const known = actual.points.filter((point) => point.value !== null)
  const at = reading === undefined ? undefined : Math.min(reading, known.length - 1)
  const point = at === undefined ? undefined : known[at]
  const inside = insideOf(props, width, height)
  const x = scaleOf(inside.days, [inside.left, inside.right])
  const move = (event: PointerEvent<HTMLElement>) => {
    const pointed = event.clientX - event.currentTarget.getBoundingClientRect().left
    const away = known.map((one) => Math.abs(x(numberOf(one.day)) - pointed))
    const near = away.indexOf(Math.min(...away))
    if (near >= 0) setReading(near)
  }
  const steer = (event: KeyboardEvent) => {
    const last = known.length - 1
    const here = at ?? last
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setReading(at === undefined && event.key === 'ArrowRight' ? last : Math.max(0, Math.min(last, next)))
    } else if (event.key === 'Enter' && point && onPick) onPick(point.day)
    else if (event.key === 'Escape') setReading(undefined)
  }
  const said = point ? `${props.formatX(point.day)}: ${saidOf(props, point.day)}` : ''
  return (
    <Frame {...props} note={noteOf(props, inside.marks[0] ?? 0)} keys={keysOf(props)} twin={twinOf(props)} place={place}>
      <div
        ref={place}
        className="chart-place"
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={`${title}: reading point`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, known.length - 1)}
        aria-valuenow={at ?? Math.max(0, known.length - 1)}
        aria-valuetext={props.formatX(point?.day ?? known.at(-1)?.day ?? dayOf(0))}
        onPointerMove={move}
        onPointerLeave={() => setReading(undefined)}
        onBlur={() => setReading(undefined)}
        onKeyDown={steer}
        onClick={() => point && onPick?.(point.day)}
        data-picks={onPick ? true : undefined}
      >
        <Drawing {...props} width={width} height={height} reading={point?.day} />
        {point && (
          <p
            className="chart-tip"
            style={
              x(numberOf(point.day)) > width * 0.6 ? { right: width - x(numberOf(point.day)) + 12 } : { left: x(numberOf(point.day)) + 12 }
            }
            aria-hidden
          >
            <b>{format(point.value ?? 0)}</b> {props.formatX(point.day)}
            {restOf(props, point.day).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </p>
        )}
      </div>
      <output className="unseen" aria-live="polite">
        {said}
      </output>
      {props.pins && props.pins.length > 0 && (
        <ol className="chart-pins">
          {props.pins.map((pin, index) => (
            <li key={`${pin.day}${String(index)}`}>
              <span className="chart-pin" aria-hidden>
                {index + 1}
              </span>
              <div>
                <p>{pin.title}</p>
                <p className="faint">
                  {dayText(pin.day, 'short')}
                  {pin.note && <> · {pin.note}</>}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Frame>
  )
}

function saidOf(props: ChartProps, day: string): string {
  const value = props.actual.points.find((point) => point.day === day)?.value
  return [value === null || value === undefined ? '' : props.format(value), ...restOf(props, day)].filter(Boolean).join(', ')
}

/** What the other lines say on a day, and how far it is from the promise. */
function restOf({ actual, plan, ghost, format, short = format, better = 'up' }: ChartProps, day: string): string[] {
  const [planned, other] = [plan, ghost].map((line) => (line ? heightAt(knotsOf(line.points), numberOf(day)) : undefined))
  const value = actual.points.find((point) => point.day === day)?.value
  const words: string[] = []
  if (planned !== undefined && plan) words.push(`${plan.label} ${format(planned)}`)
  if (planned !== undefined && value !== null && value !== undefined && short(Math.abs(value - planned)) !== short(0))
    words.push(`${short(Math.abs(value - planned))} ${value > planned === (better === 'up') ? 'ahead' : 'behind'}`)
  if (other !== undefined && ghost) words.push(`${ghost.label} ${format(other)}`)
  return words
}

function noteOf({ note, format, short = format }: ChartProps, base: number) {
  if (base === 0) return note
  const said = `the axis starts at ${short(base)}`
  return note ? (
    <>
      {note} · {said}
    </>
  ) : (
    said.charAt(0).toUpperCase() + said.slice(1)
  )
}

function keysOf({ actual, plan, forecast, ghost }: ChartProps): Key[] {
  const keys: Key[] = [{ as: 'line', label: actual.label }]
  if (plan) keys.push({ as: 'plan', label: plan.label })
  if (forecast) keys.push({ as: 'fc', label: `${forecast.label}, ${forecast.words}` })
  if (ghost) keys.push({ as: 'ghost', label: ghost.label })
  return keys
}
