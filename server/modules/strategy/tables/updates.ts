import type { Day } from '../../../kernel/period.ts'
import type { Status } from '../rules/measures.ts'
import type { Stated } from '../rules/updates.ts'

/** What somebody thinks that a figure will be at the end of a quarter. */
type Forecast = { quarter: string; value: string }

export type StatusUpdateRow = {
  id: string
  edition_id: string
  item_key: string | null
  previous: string | null
  due_on: Day
  status: Stated
  computed: Status | 'none'
  confidence: number | null
  value: string | null
  value_day: Day | null
  difference: string | null
  going_well: string | null
  not_going_well: string | null
  outcomes: { action_id: string; result: string }[]
  forecasts: Forecast[]
  by_id: string
  by_name: string
  posted_at: Date
}

export type UpdateReadRow = { update_id: string; person_id: string; person_name: string; at: Date }

export type ClosingRow = { edition_id: string; lessons: string; by_id: string; by_name: string; at: Date }
export type ClosingMethodRow = { edition_id: string; item_key: string; verdict: 'continue' | 'drop' }

export type AssessmentRow = {
  id: string
  edition_id: string
  item_key: string
  day: Day
  score: number
  words: string
  by_id: string
  by_name: string
  at: Date
}

export type UpdateNoticeRow = { edition_id: string; due_on: Day; told: 'due' | 'overdue'; at: Date }
