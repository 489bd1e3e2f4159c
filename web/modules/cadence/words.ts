import { colourWords, type meetingsGet, type scorecardsRead, type seriesGet } from '../../../server/modules/cadence/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { countOf, countText, dayText, percentText, type Tone } from '../../kit/index.ts'
import { figureText } from '../strategy/words.ts'

export type Meeting = AskOutput<typeof meetingsGet>
export type Item = Meeting['agenda'][number]
export type Series = AskOutput<typeof seriesGet>
export type ScoreRow = AskOutput<typeof scorecardsRead>['rows'][number]

export const crumbs = [{ title: 'Meetings', href: '/cadence/series' }]

/** "4:10", over an hour "1:02:10"; past its end with a minus. */
export function clockText(seconds: number): string {
  const size = Math.abs(Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
  return seconds < 0 ? `−${text}` : text
}

/**
 * The hour on a clock of the series' zone, as the reader writes hours, and what their own clock shows where that is another hour:
 * "9:00 AM", "in Berlin, 3:00 AM for you". In the night on which an hour comes twice it says which: "2:30 AM GMT+1".
 */
export function hoursOf(
  instant: string,
  zone: string,
  own = Intl.DateTimeFormat().resolvedOptions().timeZone,
): { hour: string; note: string } {
  const at = new Date(instant)
  const [hour, here] = [hourIn(at, zone), hourIn(at, own)]
  const sameDay = dayIn(at, zone) === dayIn(at, own)
  if (hour === here && sameDay) return { hour, note: '' }
  const day = sameDay ? '' : `${new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: own }).format(at)} `
  return { hour, note: `in ${cityOf(zone)}, ${day}${here} for you` }
}

export function hourText(instant: string, zone: string, own?: string): string {
  const { hour, note } = hoursOf(instant, zone, own)
  return note === '' ? hour : `${hour} ${note}`
}

function hourIn(at: Date, zone: string): string {
  const hour: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZone: zone }
  const said = (by: number, more: Intl.DateTimeFormatOptions = {}) =>
    new Date(at.getTime() + by * 3_600_000).toLocaleTimeString(undefined, { ...hour, ...more })
  const twice = [-1, 1].some((by) => said(by) === said(0))
  return twice ? said(0, { timeZoneName: 'shortOffset' }) : said(0)
}

export function dayIn(at: Date | string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at))
}

/** "America/New_York" → "New York"; "UTC" stays. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** A row's colour as everybody calls it. */
export function standText(colour: string): string {
  return colourWords[colour] ?? colour
}

const states: Record<Meeting['state'], [string, Tone]> = {
  draft: ['Planned', 'ring'],
  open: ['Agenda open', 'accent'],
  in_progress: ['Under way', 'good'],
  closed: ['Closed', 'calm'],
  cancelled: ['Cancelled', 'calm'],
}

export function stateOf(state: Meeting['state']): { words: string; tone: Tone } {
  const [words, tone] = states[state]
  return { words, tone }
}

/** "From the scorecard · Sol · red for 6 weeks, first time here". */
export function originText(item: Item): string {
  const from = { template: '', hand: item.link ? 'Raised here' : '', scorecard: 'From the scorecard', carried: carriedText(item) }[
    item.source
  ]
  const link = item.link && !item.title.startsWith(item.link.title) ? item.link.title : undefined
  const parts = [from, link, item.owner && firstOf(item.owner.name), lineageText(item), item.note]
  return parts.filter(Boolean).join(' · ')
}

/** What was carried over is not here for the first time, whatever its scorecards say: then only for how long it is red. */
function lineageText({ lineage, source }: Item): string | undefined {
  return source === 'carried' && lineage?.times_before === 0 ? lineage.says.split(', ')[0] : lineage?.says
}

function carriedText({ times_carried: times, age_days: age }: Item): string {
  const often = times === 1 ? 'Carried over' : times === 2 ? 'Carried over twice' : `Carried over ${times} times`
  return `${often}, ${countOf(age, 'day')} old`
}

export function firstOf(name: string): string {
  return name.split(' ')[0] ?? name
}

/** A colour of the scorecard as the house draws it. */
export const colourTone: Record<string, Tone> = { green: 'good', yellow: 'warn', red: 'bad', missed: 'bad' }

/** What a row of the scorecard says of itself: nothing where it is on plan. */
export function gapText(row: ScoreRow): { words: string; tone: 'warn' | 'bad' | 'calm' } | undefined {
  if (row.colour === 'unknown') return { words: row.reason ?? 'not known', tone: 'calm' }
  if (row.colour !== 'red' && row.colour !== 'yellow' && row.colour !== 'missed') return undefined
  const words = row.gap === null ? 'off its promise' : `${offText(row.gap, row.unit)} ${sides[row.direction ?? 'increase']}`
  return { words, tone: row.colour === 'yellow' ? 'warn' : 'bad' }
}

const sides = { increase: 'behind', decrease: 'behind', at_least: 'below', at_most: 'above', between: 'outside' } as const

/** Of what is counted nobody reads hundredths: "305", not "304.52". */
function wholeText(value: string | null, unit: string | null): string {
  const large = value !== null && Math.abs(Number(value)) >= 10
  return figureText(large && unit !== null && !/^[A-Z]{3}$/.test(unit) ? String(Math.round(Number(value))) : value, unit, true)
}

/** How far off: of a share in points, "3.9 points". */
function offText(gap: string, unit: string | null): string {
  return unit === 'ratio' || unit === 'share' ? `${countText(Number(gap) * 100, { places: 1 })} points` : wholeText(gap, unit)
}

/** "of $2.98M", "at least 25%". */
export function promisedText({
  target,
  target_high,
  direction,
  unit,
}: Pick<ScoreRow, 'target' | 'target_high' | 'direction' | 'unit'>): string {
  if (target === null) return ''
  const value = wholeText(target, unit)
  if (direction === 'at_least') return `at least ${value}`
  if (direction === 'at_most') return `at most ${value}`
  if (direction === 'between') return `${value} to ${wholeText(target_high, unit)}`
  return `of ${value}`
}

/** "Noa · Dec 4". */
export function caughtText({ person, due }: Meeting['caught'][number]): string {
  return [firstOf(person.name), due && dayText(due)].filter(Boolean).join(' · ')
}

/** A share as text, "0.4000" → "40.0%". */
export function shareText(share: string | null): string {
  return share === null ? '–' : percentText(share)
}

/** The line under a part of the agenda. */
export function countedText(item: Item, { issues, caught, messages }: Meeting): string {
  if (item.note) return item.note
  const open = issues.filter(({ state }) => state === 'open').length
  switch (item.shows) {
    case 'scorecard':
      return 'Figures against their promise'
    case 'issues':
      return issues.length === 0 ? 'None so far' : `${open} open of ${issues.length}, by votes`
    case 'read_back':
      return caught.length + messages.length === 0
        ? 'Decisions, actions, who is told'
        : `${countOf(caught.length, 'thing')} caught, ${messages.length} to tell`
    case 'closing':
      return '1 to 10, each by phone or key'
    default:
      return item.owner ? firstOf(item.owner.name) : ''
  }
}

/**
 * Where "next" leads: within the issues to the open one below, then to one above that nobody has talked about yet, and only then, as
 * elsewhere, to the next part of the agenda. An issue that stays open is not gone back to.
 */
export function nextOf(
  { issues, agenda, clock }: Pick<Meeting, 'issues' | 'agenda'> & { clock: Pick<Meeting['clock'], 'current'> },
  current: Item | undefined,
): { item?: string } {
  const at = current ? issues.findIndex(({ id }) => id === current.id) : -1
  const open = (item: Item) => item.state === 'open'
  if (at < 0) {
    // an agenda without a part for them has its issues behind its last part
    const parts = agenda.slice(agenda.findIndex(({ id }) => id === clock.current) + 1)
    const first = agenda.some(({ shows }) => shows === 'issues') || parts.some(open) ? undefined : issues.find(open)
    return first ? { item: first.id } : {}
  }
  const next = issues.slice(at + 1).find(open) ?? issues.slice(0, at).find((item) => open(item) && item.used_seconds === 0)
  return next ? { item: next.id } : {}
}

/** The part of the agenda that runs: an issue runs within the part that shows issues. */
export function partNow({ agenda, clock }: Pick<Meeting, 'agenda'> & { clock: Pick<Meeting['clock'], 'current'> }): Item | undefined {
  if (clock.current === null) return undefined
  return agenda.find(({ id }) => id === clock.current) ?? agenda.find(({ shows }) => shows === 'issues')
}

/** Whether "next" leads anywhere: to an issue, or to a part of the agenda below the one that runs. */
export function leadsOn(meeting: Parameters<typeof nextOf>[0], current: Item | undefined): boolean {
  const at = meeting.agenda.findIndex(({ id }) => id === partNow(meeting)?.id)
  return nextOf(meeting, current).item !== undefined || meeting.agenda.slice(at + 1).some(({ state }) => state === 'open')
}

type Does = {
  dri: { id: string; name: string } | undefined
  what: string
  /** a name before the colon that no one alone here has: whose the action is must be asked, it is not one's own by silence */
  asks: string | undefined
}

/** "Sol: invite step in the trial": a first name of somebody who is here, or the whole of it, before a colon. */
export function whoDoes(text: string, { attendance }: Pick<Meeting, 'attendance'>): Does {
  const [, name = '', what = ''] = /^\s*([^:]{1,60}):\s*(.*)$/s.exec(text) ?? []
  const wanted = name.trim().toLowerCase()
  const named = attendance.filter((one) => wanted !== '' && [one.name.toLowerCase(), firstOf(one.name).toLowerCase()].includes(wanted))
  const [dri] = named
  if (dri && named.length === 1) return { dri, what: what.trim(), asks: undefined }
  return { dri: undefined, what: text.trim(), asks: readsAsName.test(name.trim()) && /:\s/.test(text) ? name.trim() : undefined }
}

/** One to three words of letters: what else stands before a colon is no name. */
const readsAsName = /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){0,2}$/u

/** What is being written down, and of which item: it stays with that one when the room goes on. */
export type Writing = { what: 'decision' | 'action' | 'issue'; item?: string | undefined } | undefined
