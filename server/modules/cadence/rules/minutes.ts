import { jcs, sha256 } from '../../../kernel/canonical.ts'

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
