import type { TrainingMode } from './rules/training.ts'

/** That something is wrong with a text, as somebody said, and what was answered. */
export type FlagTable = {
  id: string
  page_id: string
  no: number
  key: string | null
  step: string | null
  run_id: string | null
  error_id: string | null
  note: string | null
  by_id: string
  by_name: string
  at: Date
  day: string
  state: 'open' | 'fixed' | 'not_so'
  fixed_no: number | null
  answer: string | null
  answered_by: string | null
  answered_by_name: string | null
  answered_at: Date | null
}

/** Who has to know a procedure, and by which proof. */
export type TrainingRuleTable = {
  page_id: string
  groups: string[]
  mode: TrainingMode
  pass_mark: number
  runs_needed: number
  due_days: number
}

/** Questions on a procedure; the last text of them is asked. */
export type QuizTable = { page_id: string; seq: number; source: string; by_id: string; by_name: string; at: Date }

/** That somebody has to know a procedure from one material change to the next. */
export type TrainingTable = {
  id: string
  page_id: string
  person: string
  major: number
  mode: TrainingMode
  assigned_on: string
  due_on: string
  passed_at: Date | null
  signed_no: number | null
  signed_hash: string | null
  printed_name: string | null
  signed_at: Date | null
  assessor: string | null
  assessor_name: string | null
  observed_at: Date | null
  observed_note: string | null
  proven_at: Date | null
  waived_until: string | null
  waived_reason: string | null
  waived_by: string | null
  waived_by_name: string | null
  invalidated_on: string | null
  ended_on: string | null
  overdue_told: boolean
}

export type QuizTryTable = {
  training_id: string
  seq: number
  quiz_seq: number
  right_count: number
  question_count: number
  passed: boolean
  at: Date
  day: string
}

/** A departure from a procedure that somebody asked for, and what was answered. */
export type ExceptionTable = {
  id: string
  number: string
  page_id: string
  no: number
  key: string | null
  step: string | null
  reason: string
  control: string
  until: string
  by_id: string
  by_name: string
  at: Date
  day: string
  state: 'asked' | 'granted' | 'refused' | 'ended'
  answered_by: string | null
  answered_by_name: string | null
  answered_at: Date | null
  answer: string | null
  ended_at: Date | null
  expiry_told: boolean
}
