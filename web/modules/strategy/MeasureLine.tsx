import { IconArrowUpRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Hint, lineView, Link, Meter, percentText, Sparkline, Status, instantText } from '../../kit/index.ts'
import './live.css'
import { AsOf } from './AsOf.tsx'
import { figureText, type Measure, type Page, promiseText, statusOf } from './words.ts'

type Item = Page['sections'][number]['items'][number]

/** A measure as it is written, and beside it what is true today: value, target, course, pace, and the rows behind it. */
export function MeasureLine({ item, planEnd, act }: { item: Item; planEnd: string | null; act?: ReactNode }) {
  const measure = item.measure
  return (
    <li className="plan-measure" data-depth={item.depth || undefined} data-struck={item.struck || undefined}>
      <div className="plan-measure-text">{item.raw === '' ? <span className="faint">Still empty</span> : lineView(item.raw)}</div>
      {measure?.kind === 'metric' ? (
        <Live measure={measure} name={item.text} planEnd={planEnd} />
      ) : (
        <div className="plan-measure-none">
          <span className="quiet">{measure ? promiseText(measure) : item.struck ? '' : 'No metric yet'}</span>
          {act}
        </div>
      )}
    </li>
  )
}

function Live({ measure, name, planEnd }: { measure: Measure; name: string; planEnd: string | null }) {
  const status = statusOf(measure)
  return (
    <div className="plan-live">
      <Sparkline values={measure.spark.map((point) => Number(point.value))} label={`Course of ${name}`} width={88} height={30} />
      <div className="plan-live-figure">
        <Hint text={<Definition measure={measure} />}>
          <span className="plan-value num">{figureText(measure.value, measure.unit, true)}</span>
        </Hint>
        <span className="plan-promise num">{promiseText(measure, planEnd)}</span>
        <AsOf measure={measure} />
        {measure.progress !== null && <Course measure={measure} />}
      </div>
      <div className="plan-live-end">
        <Status value={measure.status} label={status.label} tone={status.tone} />
        {measure.pace !== null && <span className="quiet num">pace {percentText(measure.pace, { places: 0 })}</span>}
        {measure.rows_href && (
          <Link href={measure.rows_href} className="plan-rows">
            Rows<span className="unseen"> behind {name}</span>
            <IconArrowUpRight size={13} aria-hidden />
          </Link>
        )}
      </div>
    </div>
  )
}

/** How far of the way, with a mark where the day should be. */
function Course({ measure }: { measure: Measure }) {
  const done = Math.max(0, Math.min(1, Number(measure.progress)))
  const due = measure.expected === null ? null : Math.max(0, Math.min(1, Number(measure.expected)))
  const tones: Partial<Record<Measure['status'], 'warn' | 'bad' | 'calm'>> = {
    yellow: 'warn',
    red: 'bad',
    missed: 'bad',
    data_needed: 'calm',
  }
  return (
    <Meter
      done={done}
      due={due}
      tone={tones[measure.status]}
      label={`${percentText(done)} of the way${due === null ? '' : `, ${percentText(due)} expected by today`}`}
    />
  )
}

function Definition({ measure }: { measure: Measure }) {
  return (
    <>
      {measure.metric_id}@{measure.metric_version}: {figureText(measure.value, measure.unit)}
      <br />
      {measure.as_of ? `Read ${instantText(measure.as_of)}` : 'Not read yet'}
      {measure.complete_through ? `, complete through ${instantText(measure.complete_through)}` : ''}
      {measure.freshness === 'stale' ? '; what came since is not taken up at the moment' : ''}
      {measure.incomplete ? ', the period still runs' : ''}
    </>
  )
}
