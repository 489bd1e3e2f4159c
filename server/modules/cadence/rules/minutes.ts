import { amountWords } from '../../../kernel/amounts.ts'
import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { escapeMarkdown, escapeStart } from '../../../kernel/markdown.ts'
import { type Day, dayIn, dayWords } from '../../../kernel/period.ts'
import { colourWords, fateWords } from '../contract/shapes.ts'

/** What a meeting leaves behind, in words that a person reads and a machine checks. Days and instants as ISO text. */
export type Minutes = {
  schema: 'quarterdeck.minutes/1'
  meeting: { id: string; series: string; started_at: string; closed_at: string; booked_minutes: number; used_seconds: number }
  lead: string
  present: string[]
  absent: string[]
  agenda: { title: string; used_seconds: number; minutes: number | null }[]
  issues: {
    title: string
    owner: string | null
    votes: number
    state: string
    outcome: string | null
    text: string | null
    first_day: string
  }[]
  decisions: { number: string; text: string; by: string }[]
  actions: { number: string; text: string; by: string; due: string | null }[]
  scorecard: {
    title: string
    owner: string
    value: string | null
    unit: string | null
    target: string | null
    /** what the target asks; minutes of before say it of none */
    direction?: string | null
    target_high?: string | null
    colour: string
    as_of: string | null
    definition: string | null
  }[]
  messages: { text: string; to: string[] }[]
  notes: string
}

/** The bytes that are kept, and their SHA-256. Ratings are no part: they may come after the close. */
export function sealed(minutes: Minutes): { text: string; hash: string } {
  const text = jcs(minutes)
  return { text, hash: sha256(text) }
}

/**
 * The minutes for people, as Markdown: what stands in the sealed bytes and nothing else, with their hash below. What people typed is only
 * words there: no line of theirs becomes a part of the minutes, a link or markup.
 */
export function minutesWords(minutes: Minutes, day: Day, hash: string, zone: string): string {
  const { meeting, lead, present, absent, agenda, issues, decisions, actions, scorecard, messages, notes } = minutes
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')])
  return `${[
    `# ${inLine(meeting.series)}, ${dayWords(day)}`,
    `${inLine(lead)} led. ${clockWords(meeting.used_seconds)} of ${meeting.booked_minutes} minutes were used.`,
    ...part('Who was there', [`Here: ${listed(present)}`, ...(absent.length > 0 ? [`Not here: ${listed(absent)}`] : [])]),
    ...part(
      'Decisions',
      decisions.map((one) => `- ${one.number}: ${inLine(one.text)} (${inLine(one.by)})`),
    ),
    ...part(
      'Actions',
      actions.map((one) => `- ${one.number}: ${inLine(one.text)} (${inLine(one.by)}${one.due ? `, by ${dayWords(one.due)}` : ''})`),
    ),
    ...part(
      'Issues',
      issues.map(
        (one) =>
          `- ${first(one.title)}${one.owner ? `, ${inLine(one.owner)}` : ''}: ${[fateWords[one.state] ?? one.state, one.text && inLine(one.text)].filter(Boolean).join(', ')}`,
      ),
    ),
    ...part(
      'Scorecard',
      scorecard.map((row) => `- ${first(row.title)} (${inLine(row.owner)}): ${stands(row)}`),
    ),
    ...part(
      'Agenda',
      agenda.map(
        (one) => `- ${inLine(one.title)}: ${clockWords(one.used_seconds)}${one.minutes === null ? '' : ` of ${one.minutes}`} minutes`,
      ),
    ),
    ...part(
      'Told afterwards',
      messages.map((one) => `- ${first(one.text)} (${listed(one.to)})`),
    ),
    ...(notes.trim() === '' ? [] : ['## Notes', noted(notes)]),
    `Closed ${instantWords(meeting.closed_at, zone)}. SHA-256 of the sealed minutes: ${hash}`,
  ].join('\n\n')}\n`
}

/** "$2.98M of $3.10M, far behind", as the page of the minutes says it. */
function stands({ value, unit, target, direction, target_high, colour }: Minutes['scorecard'][number]): string {
  const word = (colourWords[colour] ?? colour).toLowerCase()
  if (value === null) return word
  const amount = (one: string) => amountWords(one, unit ?? '', true)
  if (target === null) return `${amount(value)}, ${word}`
  if (direction === 'at_least' || direction === 'at_most')
    return `${amount(value)}, ${bounds[direction]} ${amount(target)} promised, ${word}`
  if (direction === 'between') return `${amount(value)}, ${amount(target)} to ${amount(target_high ?? target)} promised, ${word}`
  return `${amount(value)} of ${amount(target)}, ${word}`
}

const bounds = { at_least: 'at least', at_most: 'at most' }

/** Seconds as a clock shows them, so that the parts come to the whole: 290 → "4:50". */
function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}

/** "June 16, 2026, 00:20 (Europe/Berlin)": the hour of the meeting's own zone, which is named. */
function instantWords(instant: string, zone: string): string {
  const at = new Date(instant)
  const hour = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone })
  return `${dayWords(dayIn(zone, at))}, ${hour} (${zone})`
}

/** What somebody typed stands on one line, as it is. */
function inLine(text: string): string {
  return escapeMarkdown(text.replaceAll(/\s+/g, ' ').trim())
}

/** The same where it begins its line. */
function first(text: string): string {
  return escapeStart(inLine(text))
}

function listed(names: readonly string[]): string {
  return names.map(inLine).join(', ')
}

/** Lines stay lines, and lists lists; a line of hyphens or equals signs makes no heading of the one above it. */
function noted(notes: string): string {
  return notes
    .trim()
    .split(/\r\n?|\n/)
    .map((line) => escapeMarkdown(line).replace(/^(\s*)(?=[-=+]+\s*$|[-=]{2})/, '$1\\'))
    .join('\n')
}
