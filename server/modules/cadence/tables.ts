import type { MeetingState, Outcome, ItemState } from './rules/life.ts'
import type { Colour } from './rules/scorecard.ts'
import type { ClosedDay } from './rules/dates.ts'
import type { ItemKind, Shows, TemplatePart } from './rules/templates.ts'

export type Link = { room: string; kind: string; id: string; title: string; href: string }
export type Audience = 'internal' | 'restricted'

export type SeriesTable = {
  id: string
  title: string
  purpose: string
  leadership: boolean
  chair: string
  vice_chair: string | null
  scribe: string | null
  rule: string
  start_day: string
  start_time: string
  zone: string
  minutes: number
  reason_over_30: string | null
  reason_quarter: string | null
  reason_asked: string | null
  template: TemplatePart[]
  prework_days: number
  weeks: number
  countdown: boolean
  closed_day: ClosedDay
  audience: Audience
  participants: string[]
  planned_until: string | null
  created_at: Date
  created_day: string
  created_by: string
  created_by_name: string
  ended_on: string | null
  ended_reason: string | null
  version: number
}

export type MemberTable = { series_id: string; position: number; person_id: string | null; group_id: string | null }

export type ScorecardRowTable = {
  id: string
  series_id: string
  position: number
  metric: string | null
  measure: string | null
  title: string
  time_window: string
  target: string | null
  target_high: string | null
  direction: 'at_least' | 'at_most' | 'between' | null
  tolerance: string | null
  owner: string
  input: boolean
  removed_at: Date | null
}

export type MeetingTable = {
  id: string
  series_id: string
  planned_start: string
  local_start: string
  zone: string
  starts_at: Date
  day: string
  minutes: number
  shortened: boolean
  state: MeetingState
  moved_reason: string | null
  cancelled_reason: string | null
  dropped: boolean
  sequence: number
  opened_at: Date | null
  started_at: Date | null
  closed_at: Date | null
  closed_by: string | null
  closed_by_name: string | null
  lead: string | null
  current_item: string | null
  running_since: Date | null
  paused_at: Date | null
  used_seconds: number
  people: number | null
  notes: string
  notes_version: number
  /** all that is known of the notes as a shared text */
  notes_state: Buffer | null
  minutes_text: string | null
  minutes_hash: string | null
  /** the day on which what they said was deleted; their hash stays */
  minutes_deleted_on: string | null
  version: number
}

export type AttendanceTable = {
  meeting_id: string
  person_id: string
  name: string
  here: boolean
  member: boolean
  left_at: Date | null
}

export type AgendaItemTable = {
  id: string
  meeting_id: string
  part: 'agenda' | 'issue'
  position: number
  title: string
  kind: ItemKind
  owner: string | null
  minutes: number | null
  used_seconds: number
  shows: Shows | null
  note: string | null
  source: 'template' | 'hand' | 'scorecard' | 'carried'
  link: Link | null
  row_id: string | null
  red_weeks: number | null
  times_before: number | null
  state: ItemState
  outcome: Outcome | null
  outcome_text: string | null
  concluded_at: Date | null
  carried_from: string | null
  first_day: string
  times_carried: number
  raised_by: string | null
  raised_at: Date
}

export type VoteTable = { item_id: string; person_id: string; meeting_id: string }
export type RatingTable = { meeting_id: string; person_id: string; score: number; at: Date }

export type CaughtTable = {
  id: string
  meeting_id: string
  item_id: string
  kind: 'decision' | 'action'
  subject_id: string
  number: string
  text: string
  person_id: string
  due: string | null
  at: Date
}

export type MessageTable = {
  id: string
  meeting_id: string
  text: string
  everyone: boolean
  persons: string[]
  groups: string[]
  by_id: string
  by_name: string
  at: Date
  sent_at: Date | null
  delivered_to: string[]
}

export type FrozenRowTable = {
  meeting_id: string
  row_id: string
  position: number
  colour: Colour
  value: string | null
  unit: string | null
  target: string | null
  as_of: Date | null
  definition: string | null
  definition_hash: string | null
  row: Record<string, unknown>
}

export type NoteEditTable = { meeting_id: string; number: number; person_id: string; name: string; edit: Buffer; at: Date }
export type PresenceTable = { meeting_id: string; person_id: string; name: string; seen_at: Date; gone_at: Date | null }
export type FeedTable = {
  id: string
  person_id: string
  token_hash: string
  made_at: Date
  revoked_at: Date | null
  read_at: Date | null
}
export type InvitationTable = {
  id: string
  meeting_id: string
  person_id: string
  sequence: number
  method: 'REQUEST' | 'CANCEL'
  file: string
  at: Date
}

export type CadenceTables = {
  series: SeriesTable
  member: MemberTable
  scorecard_row: ScorecardRowTable
  meeting: MeetingTable
  attendance: AttendanceTable
  agenda_item: AgendaItemTable
  vote: VoteTable
  rating: RatingTable
  caught: CaughtTable
  message: MessageTable
  frozen_row: FrozenRowTable
  note_edit: NoteEditTable
  presence: PresenceTable
  feed: FeedTable
  invitation: InvitationTable
}
