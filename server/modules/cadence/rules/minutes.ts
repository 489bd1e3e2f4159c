import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { type Day, dayWords } from '../../../kernel/period.ts'
import { wholeMinutes } from './numbers.ts'

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

/** The minutes for people, as Markdown: what stands in the sealed bytes and nothing else, with their hash below. */
export function minutesWords(minutes: Minutes, day: Day, hash: string): string {
  const { meeting, lead, present, absent, agenda, issues, decisions, actions, scorecard, messages, notes } = minutes
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')])
  return `${[
    `# ${meeting.series}, ${dayWords(day)}`,
    `${lead} led. ${wholeMinutes(meeting.used_seconds)} of ${meeting.booked_minutes} minutes were used.`,
    ...part('Who was there', [`Here: ${present.join(', ')}`, ...(absent.length > 0 ? [`Not here: ${absent.join(', ')}`] : [])]),
    ...part(
      'Decisions',
      decisions.map((one) => `- ${one.number}: ${inLine(one.text)} (${one.by})`),
    ),
    ...part(
      'Actions',
      actions.map((one) => `- ${one.number}: ${inLine(one.text)} (${one.by}${one.due ? `, by ${one.due}` : ''})`),
    ),
    ...part(
      'Issues',
      issues.map(
        (one) =>
          `- ${inLine(one.title)}${one.owner ? `, ${one.owner}` : ''}: ${[one.state, one.text && inLine(one.text)].filter(Boolean).join(', ')}`,
      ),
    ),
    ...part(
      'Scorecard',
      scorecard.map(
        (row) =>
          `- ${inLine(row.title)} (${row.owner}): ${row.value ?? 'not known'}${row.target === null ? '' : ` of ${row.target}`}, ${row.colour}`,
      ),
    ),
    ...part(
      'Agenda',
      agenda.map(
        (one) => `- ${inLine(one.title)}: ${wholeMinutes(one.used_seconds)}${one.minutes === null ? '' : ` of ${one.minutes}`} minutes`,
      ),
    ),
    ...part(
      'Told afterwards',
      messages.map((one) => `- ${inLine(one.text)} (${one.to.join(', ')})`),
    ),
    ...(notes.trim() === '' ? [] : ['## Notes', notes.trim()]),
    `Closed ${meeting.closed_at}. SHA-256 of the sealed minutes: ${hash}`,
  ].join('\n\n')}\n`
}

/** What somebody typed stands on one line of a list. */
function inLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
