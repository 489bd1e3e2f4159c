import type { ReactNode } from 'react'
import { dayText, Hint, instantText, lineView, Link, Meter, percentText, Sparkline } from '../../kit/index.ts'
import './live.css'
import { stands } from './Goalposts.tsx'
import { aboutText } from './words.ts'
import { AsOf } from './AsOf.tsx'
import { Under } from './Under.tsx'
import { figureText, type Measure, type Page, promiseText, spanText, standText } from './words.ts'

type Item = Page['sections'][number]['items'][number]

/** A measure as it is written, and beside it what is true today: its course, value, promise, and how far it is from the plan. */
export function MeasureLine({ item, page, act }: { item: Item; page: Page; act?: ReactNode }) {
  const measure = item.measure
  const live = measure !== null && measure.kind !== 'tbd'
  const text = item.raw === '' ? <span className="faint">Still empty</span> : lineView(item.raw)
  return (
    <li
      id={`item-${item.key}`}
      className="plan-measure"
      data-depth={item.depth || undefined}
      data-struck={item.struck || undefined}
      data-live={live || undefined}
    >
      <div className="plan-measure-text">
        {live && measure.rows_href ? (
          <Link href={measure.rows_href} className="plan-measure-name">
            {text}
          </Link>
        ) : (
          text
        )}
        <Under item={item} />
        {live && (
          <span className="plan-span num">
            {aboutText(measure) ?? spanText(measure, page)} <AsOf measure={measure} />
          </span>
        )}
        {live && measure.first && <span className="plan-span num">{stands(measure)}</span>}
      </div>
      {live ? (
        <Live measure={measure} name={item.text} />
      ) : (
        <div className="plan-measure-none">
          <span className="quiet">{measure ? promiseText(measure) : item.struck ? '' : 'No metric yet'}</span>
          {act}
        </div>
      )}
    </li>
  )
}

function Live({ measure, name }: { measure: Measure; name: string }) {
  const stand = standText(measure)
  return (
    <>
      <Sparkline values={measure.spark.map((point) => Number(point.value))} label={`Course of ${name}`} width={132} />
      <Hint text={<Definition measure={measure} />}>
        <span className="plan-value num">{figureText(measure.value, measure.unit, true)}</span>
      </Hint>
      <Course measure={measure} />
      <span className="plan-stand num" data-tone={stand.tone}>
        {stand.words}
      </span>
    </>
  )
}

/** Between where it began and what was promised: how far, with a mark where the plan stands today. */
function Course({ measure }: { measure: Measure }) {
  const { direction, baseline, target, value, due, unit } = measure
  const of = (number: string | null) => figureText(number, unit, true)
  const moves = direction === 'increase' || direction === 'decrease'
  const done = moves ? Number(measure.progress ?? 0) : boundShare(measure)
  const mark = moves ? (measure.expected === null ? null : Number(measure.expected)) : 1
  const tones = { yellow: 'warn', red: 'bad', missed: 'bad', data_needed: 'calm' } as const
  const words = moves ? `from ${of(baseline)}` : direction === 'at_most' ? 'at most' : direction === 'between' ? 'between' : 'at least'
  return (
    <span className="plan-course num">
      <span className="plan-course-words">
        <span className="faint">{words}</span>
        <span>
          <b>{direction === 'between' ? `${of(target)} and ${of(measure.target_high)}` : of(target)}</b>
          {moves && due && <span className="faint"> by {dayText(due, 'short')}</span>}
        </span>
      </span>
      {value !== null && (
        <Meter
          done={done}
          due={mark}
          tone={tones[measure.status as keyof typeof tones]}
          label={
            moves
              ? `${percentText(done)} of the way${mark === null ? '' : `, ${percentText(mark)} by today`}`
              : `${of(value)}, ${words} ${of(target)}`
          }
        />
      )}
    </span>
  )
}

/** A bound has no way to go: how much of it is there. */
function boundShare({ direction, target, value }: Measure): number {
  const [now, bound] = [Number(value), Number(target)]
  if (direction === 'at_most') return bound === 0 ? (now > 0 ? 1 : 0) : now / bound
  return bound === 0 ? 1 : now / bound
}

function Definition({ measure }: { measure: Measure }) {
  return (
    <>
      {figureText(measure.value, measure.unit)}, {measure.as_of ? `read ${instantText(measure.as_of)}` : 'not read yet'}
      {measure.complete_through ? `, complete to ${instantText(measure.complete_through)}` : ''}
      {measure.freshness === 'stale' ? '; what came since is not taken up at the moment' : ''}
      {measure.incomplete ? ', the period still runs' : ''}
    </>
  )
}
