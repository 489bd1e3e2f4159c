import type { EditionPage, MeasureShape } from '../../../server/modules/strategy/contract.ts'
import { gapOf } from '../data/promise.ts'
import { countOf, countText, dayText, instantText, moneyText, percentText, placesOf, type Tone } from '../../kit/index.ts'

export type Measure = MeasureShape
export type Page = EditionPage

/** What a text is called that came in no file; under this name it is kept here until plans were made of it. */
export const pasted = 'pasted.md'

/** A measure's colour in words: nobody has to tell it by the colour. */
const statusWords: Record<Measure['status'], { label: string; tone: Tone }> = {
  green: { label: 'On pace', tone: 'good' },
  yellow: { label: 'Behind', tone: 'warn' },
  red: { label: 'Far behind', tone: 'bad' },
  reached: { label: 'Reached', tone: 'good' },
  missed: { label: 'Missed', tone: 'bad' },
  data_needed: { label: 'Data needed', tone: 'calm' },
}

/** Bounds are kept or not; only what moves has a pace. */
export function statusOf(measure: Measure): { label: string; tone: Tone } {
  if (measure.direction === 'increase' || measure.direction === 'decrease' || measure.status === 'data_needed')
    return statusWords[measure.status]
  const judged = measure.kind === 'qualitative'
  const kept: Partial<Record<Measure['status'], { label: string; tone: Tone }>> = {
    green: { label: judged ? 'As promised' : 'Within bounds', tone: 'good' },
    yellow: { label: judged ? 'One below' : 'Just outside', tone: 'warn' },
    red: { label: judged ? 'Far below' : 'Out of bounds', tone: 'bad' },
  }
  return kept[measure.status] ?? statusWords[measure.status]
}

/** A figure in its unit, for the eye. `short` fits beside a sparkline. */
export function figureText(value: string | null, unit: string | null, short = false): string {
  if (value === null) return '–'
  const number = Number(value)
  if (unit && /^[A-Z]{3}$/.test(unit)) return moneyText(Math.round(number * 10 ** placesOf(unit)), unit, short ? { short: true } : {})
  if (unit === 'ratio' || unit === 'share') return percentText(number)
  if (unit === 'score') return `${countText(number)} of 5`
  return countText(number, short ? { short: true } : {})
}

/** As of when a figure stands that is not of now; nothing while it is fresh. `short` fits under a figure. */
export function asOfText({ freshness, complete_through }: Measure): string | undefined {
  if (freshness === 'fresh' || freshness === 'unknown') return undefined
  if (!complete_through) return 'Not known how far'
  const at = instantText(complete_through)
  return freshness === 'stale' ? `Stands still, as of ${at}` : freshness === 'late' ? `As of ${at}` : `Too old, as of ${at}`
}

/** Of how many milestones how many are done, or who judged it when; nothing of a number that is read. */
export function aboutText({ kind, milestones, assessor, scored_on }: Measure): string | undefined {
  if (kind === 'milestones')
    return `${milestones.filter(({ done }) => done !== null).length} of ${countOf(milestones.length, 'milestone')} done`
  if (kind !== 'qualitative') return undefined
  return scored_on === null
    ? `${assessor?.name ?? 'Somebody'} has not judged it yet`
    : `Judged by ${assessor?.name ?? 'somebody'}, ${dayText(scored_on)}`
}

/** The promise in words: "from $4M to $6M by 31 Oct 2026". */
export function promiseText(measure: Measure, planEnd: string | null = null): string {
  const of = (value: string | null) => figureText(value, measure.unit, true)
  // the plan's own last day goes without saying
  const by = measure.due && measure.due !== planEnd ? ` by ${dayText(measure.due)}` : ''
  if (measure.kind === 'milestones')
    return `${measure.rule === 'share' ? `${of(measure.target)} of ` : ''}${countOf(measure.milestones.length, 'milestone')}${by}`
  switch (measure.direction) {
    case 'increase':
    case 'decrease':
      return `from ${of(measure.baseline)} to ${of(measure.target)}${by}`
    case 'at_least':
      return `at least ${of(measure.target)}${by}`
    case 'at_most':
      return `at most ${of(measure.target)}${by}`
    case 'between':
      return `between ${of(measure.target)} and ${of(measure.target_high)}${by}`
    default:
      return measure.resolve_by ? `to be named by ${dayText(measure.resolve_by)}` : 'to be named'
  }
}

/** What it is to have come to on the way: "900 by Jul 31, 1,150 by Oct 31"; nothing where the way is even. */
export function stepsText({ steps, unit }: Measure): string | undefined {
  if (steps.length === 0) return undefined
  return `On the way: ${steps.map(({ date, value }) => `${figureText(value, unit, true)} by ${dayText(date)}`).join(', ')}`
}

export const levelWords: Record<string, string> = { company: 'Company', department: 'Department', team: 'Team', initiative: 'Initiative' }

const lifeWords: Record<string, string> = {
  input: 'Out for input',
  agreed: 'Agreed, to be vetted',
  superseded: 'Superseded',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
}

/** What an edition is, in words. */
export function stateWords(edition: { state: string; legacy: boolean; counts: boolean }): { label: string; tone: Tone } {
  if (edition.state === 'vetted') return { label: edition.counts ? 'In force' : 'Vetted', tone: edition.counts ? 'good' : 'calm' }
  const own = lifeWords[edition.state]
  if (own) return { label: own, tone: edition.state === 'input' || edition.state === 'agreed' ? 'ring' : 'calm' }
  return { label: edition.counts ? 'Draft, current' : 'Draft', tone: 'ring' }
}

/** Which days a measure's value is of: "Today", "Since Feb 1", "Last 28 days". */
export function spanText(measure: Measure, page: Page): string {
  if (measure.window === 'period') return page.edition.period_from ? `Since ${dayText(page.edition.period_from, 'short')}` : 'So far'
  const days = /^trailing:(\d+)/.exec(measure.window)?.[1]
  if (days) return `Last ${days} days`
  return measure.value_day && measure.value_day !== page.today ? dayText(measure.value_day, 'short') : 'Today'
}

/** How it stands, in words and by how much: "$74K ahead", "3.7 points below"; the colour only where something is late or low. */
export function standText(measure: Measure): { words: string; tone: 'warn' | 'bad' | undefined } {
  const tone = measure.status === 'yellow' ? 'warn' : measure.status === 'red' || measure.status === 'missed' ? 'bad' : undefined
  if (measure.status === 'data_needed') return { words: measure.kind === 'qualitative' ? 'Not judged' : 'No figure yet', tone: undefined }
  if (measure.kind === 'milestones' || measure.kind === 'qualitative') return { words: statusOf(measure).label, tone }
  if (measure.status === 'reached' || measure.status === 'missed') return { words: statusWords[measure.status].label, tone }
  const gap = gapOf(measure, { unit: measure.unit ?? '', rounding: measure.unit === 'ratio' ? 4 : 0 })
  return {
    words:
      gap?.words.replace(/ (ahead of plan|behind plan|above the bound|below the bound)$/, (end) =>
        end.replace(/ (of plan|plan|the bound)$/, ''),
      ) ?? statusOf(measure).label,
    tone,
  }
}

/** "1 Feb 2026 – 31 Jan 2027", empty while there is none. */
export function periodText(from: string | null, to: string | null): string {
  if (!from || !to) return ''
  return `${dayText(from, 'long')} – ${dayText(to, 'long')}`
}

/** Lines that a number can be bound to: what stands under Measures, and key results under their objectives. */
export function measuresIn(page: Page): Page['sections'][number]['items'] {
  return page.sections.flatMap(({ name, items }) =>
    name === 'measures' ? items : name === 'objectives' ? items.filter(({ depth }) => depth > 0) : [],
  )
}
