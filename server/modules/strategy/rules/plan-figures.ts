import { type Figure, type Said, say } from '../../../kernel/board.ts'
import { gapOf } from '../../../kernel/money.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import type { MeasureShape } from '../contract.ts'

type Words = { label: string; definition: string }
type Frame = { today: Day; from: Day | null; fiscal: boolean; about: Figure['about'] }

/** A measure of the plan as a board shows it: with its period, its promise, where the plan stands today, and what is wrong in words. */
export function planFigure(measure: MeasureShape, text: string, words: Words, frame: Frame): Figure {
  return {
    key: `plan.${measure.metric_id}`,
    name: inSentence(words.label),
    definition: `${words.definition} In the plan: ${text}.`,
    value: measure.value,
    unit: measure.unit ?? 'count',
    period: periodOf(measure, frame),
    of: promiseOf(measure),
    ...exceptionOf(measure),
    course: courseOf(measure),
    spark: measure.spark.map((point) => Number(point.value)),
    href: measure.rows_href,
    about: frame.about,
  }
}

/** "Net New ARR" → "Net new ARR": words but for those in capitals are small after the first. */
export function inSentence(label: string): string {
  return label
    .split(' ')
    .map((word, at) => (at === 0 || word === word.toUpperCase() ? word : word.charAt(0).toLowerCase() + word.slice(1)))
    .join(' ')
}

/** The days that the value is of, as its rows say them. */
function periodOf(measure: MeasureShape, { today, from, fiscal }: Frame): Said {
  if (measure.window === 'period') return fiscal || !from ? say('FY to date') : say('Since {day}', { day: { value: from, unit: 'day' } })
  const days = /^trailing:(\d+)$/.exec(measure.window)?.[1]
  if (days) return say(`Last ${days} days`)
  const day = /[?&]from=(\d{4}-\d{2}-\d{2})/.exec(measure.rows_href ?? '')?.[1] ?? measure.value_day ?? today
  if (day === today) return say('Today')
  return day === addDays(today, -1) ? say('Yesterday') : say('On {day}', { day: { value: day, unit: 'day' } })
}

function promiseOf({ direction, target, target_high, unit, due }: MeasureShape): Said | null {
  if (target === null || direction === null) return null
  const places = { target: { value: target, unit: unit ?? 'count' } }
  if (direction === 'at_least') return say('at least {target}', places)
  if (direction === 'at_most') return say('at most {target}', places)
  if (direction === 'between')
    return say('{target} to {high}', { ...places, high: { value: target_high ?? target, unit: unit ?? 'count' } })
  return due === null ? say('{target}', places) : say('{target} by {day}', { ...places, day: { value: due, unit: 'day' } })
}

function exceptionOf(measure: MeasureShape): Pick<Figure, 'exception' | 'tone'> {
  if (measure.status === 'data_needed' || measure.value === null)
    return { exception: { ...say('no fresh value'), tone: 'warn' }, tone: 'warn' }
  if (measure.status === 'green' || measure.status === 'reached') return { exception: null, tone: 'calm' }
  const tone = measure.status === 'yellow' ? 'warn' : 'bad'
  const bound = measure.direction === 'at_least' || measure.direction === 'at_most'
  const line = bound || measure.status === 'missed' ? measure.target : measure.planned
  if (line === null || measure.direction === 'between') return { exception: { ...say('outside its bound'), tone }, tone }
  const gap = gapOf(measure.value, line, measure.unit ?? 'count').replace('-', '')
  const word = measure.status === 'missed' ? 'short' : bound ? (measure.direction === 'at_most' ? 'above' : 'below') : 'behind'
  const unit = measure.unit === 'ratio' || measure.unit === 'share' ? 'points' : (measure.unit ?? 'count')
  return { exception: { ...say(`{gap} ${word}`, { gap: { value: gap, unit } }), tone }, tone }
}

/** How far of the way and where the day should be; a bound has its mark at what was promised. */
function courseOf({ direction, progress, expected, value, target }: MeasureShape): Figure['course'] {
  if (direction === 'increase' || direction === 'decrease') {
    return progress === null ? null : { done: within(Number(progress)), due: expected === null ? null : within(Number(expected)) }
  }
  if ((direction !== 'at_least' && direction !== 'at_most') || value === null || target === null || Number(target) <= 0) return null
  const whole = Math.max(Number(target), Number(value) * 1.07)
  return { done: within(Number(value) / whole), due: within(Number(target) / whole) }
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share))
}
