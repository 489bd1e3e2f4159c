import type { ActionState } from './rules/actions.ts'
import type { Answer } from './rules/answers.ts'
import type { Letter } from './rules/letters.ts'
import type { Outcome, State } from './rules/outcome.ts'
import type { Reminder } from './rules/reminders.ts'
import type { Option, Subject } from './rules/texts.ts'

/** The meeting, file or click that a decision was taken in; `leadership` where it is a meeting of a leadership series. */
export type MadeIn = { room: string; kind: string; id: string; title: string; href: string; leadership?: true }

export type DecisionTable = {
  id: string
  number: string
  kind: 'decision' | 'signoff'
  state: State
  type: 1 | 2
  method: 'written' | 'meeting' | 'data_review'
  audience: 'internal' | 'restricted'
  issue: string
  text_no: number
  text_hash: string
  need_by: string
  a_reason: string | null
  spend_minor: bigint | null
  spend_currency: string | null
  off_cycle: boolean
  estimate_minor: bigint | null
  estimate_note: string | null
  estimate_at: Date | null
  estimate_by: string | null
  round: number
  opened_at: Date
  opened_day: string
  opened_by: string
  opened_by_name: string
  decider: string
  outcome: Outcome | null
  outcome_text: string | null
  rationale: string | null
  override_reason: string | null
  no_actions: boolean
  decided_at: Date | null
  decided_day: string | null
  decided_by: string | null
  decided_by_name: string | null
  decided_for: string | null
  made_in: MadeIn | null
  legacy: boolean
  review_on: string | null
  reviewed_at: Date | null
  review_result: 'keep' | 'change' | 'reverse' | null
  review_note: string | null
  supersedes: string | null
  ended_on: string | null
  ended_reason: string | null
  expected_metric: string | null
  expected_value: string | null
  expected_on: string | null
  source: Buffer | null
  source_hash: string | null
  reminded: Reminder | null
  version: number
}

export type TextTable = {
  decision_id: string
  no: number
  issue: string
  proposal: string
  options: Option[]
  subjects: Subject[]
  items: Record<string, string> | null
  hash: string
  at: Date
  by_id: string
  by_name: string
}

export type SubjectTable = { decision_id: string; room: string; kind: string; subject_id: string; version_hash: string | null }
export type SubjectVersionTable = { room: string; kind: string; subject_id: string; hash: string; at: Date }

export type CarriedTable = {
  id: string
  decision_id: string
  room: string
  kind: string
  subject_id: string
  from_hash: string
  to_hash: string
  class: 'editorial' | 'minor'
  reason: string | null
  day: string
  at: Date
  by_id: string
  by_name: string
}

export type PartyTable = {
  id: string
  decision_id: string
  letter: Letter
  person_id: string | null
  group_id: string | null
  name: string
  members: string[]
  fell_to_lead: boolean
  position: number
  /** the text of which they need say nothing: they agreed to all that it says in the sign-off of this number */
  kept_no: number | null
  kept_from: string | null
}

export type AnswerTable = Answer & { decision_id: string }

export type InformedTable = { decision_id: string; person_id: string; read_no: number | null; read_at: Date | null }

export type EffectTable = {
  id: string
  decision_id: string
  kind: 'stop' | 'cap' | 'target' | 'owner'
  about: { title: string }
  about_key: string
  value: string | null
  from_day: string
  until_day: string | null
}

export type ActionTable = {
  id: string
  number: string
  text: string
  dri: string
  due: string
  first_due: string
  moves: number
  state: ActionState
  reason: string | null
  /** `also`: ids of things of the same kind of which it tells as well */
  origin: { room: string; kind: string; id: string; title: string; href: string; also?: readonly string[] }
  origin_kind: string
  origin_id: string
  audience: 'internal' | 'restricted'
  opened_at: Date
  opened_day: string
  opened_by: string
  opened_by_name: string
  closed_at: Date | null
  closed_day: string | null
  closed_by: string | null
  told_late: string | null
  version: number
}

export type PolicyTable = { id: number; type1_role: string; off_cycle_limit_minor: bigint; window_days: number; version: number }

/** What was expected of a decision, as it was read on its day; never changed. */
export type ReadingTable = {
  decision_id: string
  metric: string
  version: number
  definition_hash: string
  label: string
  unit: string
  expected: string
  value: string
  aim: 'at_least' | 'at_most' | 'about'
  hit: boolean
  from_day: string
  to_day: string
  as_of: Date
  rows_href: string
  read_day: string
}
type CounterTable = { series: string; last: number }

export type DecisionsTables = {
  decision: DecisionTable
  text: TextTable
  subject: SubjectTable
  subject_version: SubjectVersionTable
  carried: CarriedTable
  party: PartyTable
  answer: AnswerTable
  informed: InformedTable
  effect: EffectTable
  action: ActionTable
  policy: PolicyTable
  reading: ReadingTable
  counter: CounterTable
}
