import type { ClosedDay } from './rules/schedules.ts'

/** That a procedure is followed on the days of a rhythm, and by whom. */
export type ScheduleTable = {
  id: string
  page_id: string
  rule: string
  start_day: string
  closed_day: ClosedDay
  about: string | null
  runner: string
  runner_name: string
  by_id: string
  by_name: string
  at: Date
  /** no day up to this one is looked at again */
  done_to: string
  paused_at: Date | null
  ended_at: Date | null
}

/** That a procedure was to be followed once, and what came of it. */
export type ExpectedTable = {
  id: string
  page_id: string
  source: 'schedule' | 'event'
  ref: string
  event: string | null
  thing_kind: string | null
  thing: string | null
  label: string | null
  on_day: string
  by_day: string
  at: Date
  run_id: string | null
  state: 'open' | 'followed' | 'missed' | 'void'
  settled_day: string | null
}

/** That a step of a run is somebody's turn, since when and by when. */
export type TurnTable = {
  id: string
  run_id: string
  key: string
  step: string
  people: string[]
  due_day: string | null
  at: Date
  ended_at: Date | null
  overdue_told: boolean
}

/** That a figure of a month that was over became another, and because of what. */
export type RestatementTable = {
  id: string
  page_id: string
  month: string
  run_id: string
  fault: 'procedure' | 'slip' | 'system' | 'input'
  found_by: 'self' | 'downstream' | 'audit'
  n: number
  was: number
  now: number
  day: string
  at: Date
}
