import type { Day } from '../../kernel/period.ts'
import type { Framework, PlanReading, SectionName, SegmentKind } from './rules/reading/model.ts'
import type { CsvColumn } from './rules/goals-csv.ts'
import type { AssessmentRow, ClosingMethodRow, ClosingRow, StatusUpdateRow, UpdateNoticeRow, UpdateReadRow } from './tables/updates.ts'
import type { BudgetLineRow } from './tables/budget.ts'
import type { GoalField } from './rules/goalposts.ts'
import type { EditionState } from './rules/life.ts'
import type { Code, DefectLevel, EdgeType, Quoted, Sum } from './rules/alignment/model.ts'
import type { Direction, Status } from './rules/measures.ts'
import type { MeasureKind } from './rules/kinds.ts'
import type { Milestone } from './rules/milestones.ts'
import type { Score } from './rules/assessed.ts'

export type Level = 'company' | 'department' | 'team' | 'initiative'
export type PlanAudience = 'public' | 'internal' | 'restricted'
export type ChangeClass = 'import' | 'new' | 'text' | 'binding'

export type PlanRow = {
  id: string
  slug: string
  former_slugs: string[]
  title: string
  level: Level
  framework: Framework
  parent_id: string | null
  team_id: string | null
  audience: PlanAudience
  lang: string
  current_edition_id: string | null
  current_since: Date | null
  current_by: string | null
  created_at: Date
  created_by: string
}

export type EditionRow = {
  id: string
  plan_id: string
  no: number
  title_core: string
  title_suffixes: string[]
  period_start: Day | null
  period_end: Day | null
  period_label: string | null
  completeness: number | null
  completeness_inherited: number | null
  state: EditionState
  legacy: boolean
  stub: boolean
  dri: string | null
  amends: string | null
  predecessor: string | null
  head_rev: number
  lines_used: number
  vetted_on: Day | null
  vetted_by: string | null
  internal_url: string | null
  window_closes: Day | null
  signoff_id: string | null
  signed_by: string | null
  signed_at: Date | null
  signed_hash: string | null
  created_at: Date
  created_by: string
}

export type RevisionRow = {
  edition_id: string
  rev: number
  source: string
  reading: PlanReading
  content_hash: string
  change_class: ChangeClass
  reason: string | null
  actor: string
  actor_name: string
  at: Date
}

export type ItemRow = {
  edition_id: string
  item_key: string
  section: SectionName
  parent_key: string | null
  place: number
  depth: number
  rank: number
  span_from: number
  span_to: number
  raw: string
  text: string
  label: string | null
  sep: string
  gloss: string
  marker: string
  struck: boolean
  placeholder: boolean
  audience: PlanAudience | null
  dri: string | null
  systems: unknown
  projects: unknown
  external: boolean
  item_hash: string
}

export type PartyRow = {
  edition_id: string
  position: number
  name: string
  person_id: string | null
  group_id: string | null
  letters: string[]
}

export type MeasureRow = {
  edition_id: string
  item_key: string
  kind: MeasureKind
  metric_id: string | null
  metric_version: number | null
  filter: Record<string, unknown> | null
  window: string
  baseline: string | null
  target: string | null
  target_high: string | null
  unit: string | null
  currency: string | null
  direction: Direction | null
  tolerance: string | null
  curve: 'linear' | { date: Day; value: string }[]
  due: Day | null
  milestones: Milestone[]
  rule: 'all' | 'share' | null
  rubric: string | null
  assessor: string | null
  /** what it was judged to be, oldest first */
  scores: Score[]
  resolve_by: Day | null
  status: Status
  created_at: Date
  created_by: string
}

export type ReadingRow = {
  item_key: string
  edition_id: string
  day: Day
  kind: 'daily' | 'final' | 'restated'
  value: string | null
  as_of: Date
  freshness: 'fresh' | 'late' | 'stale' | 'broken'
  complete_through: Date | null
  incomplete: boolean
  definition_hash: string | null
  rows_href: string | null
  status: Status
  at: Date
}

export type DocumentRow = { id: string; name: string; sha256: string; bytes: Buffer; created_at: Date; created_by: string }

export type KeptSegment = { from: number; to: number; kind: SegmentKind; plan: number | null; edition_id: string | null }
export type CreatedPlan = { index: number; slug: string; edition_id: string; title: string }

export type ImportRow = {
  id: string
  document_id: string
  fiscal_year_end: string
  segments: KeptSegment[]
  created: CreatedPlan[]
  /** what each column of a CSV holds, where somebody chose */
  columns: CsvColumn[] | null
  confirmed_at: Date | null
  confirmed_by: string | null
  created_at: Date
  created_by: string
}

export type TakenOverRow = { edition_id: string; person_id: string; at: Date; by_id: string }

export type OverrideRow = {
  id: string
  edition_id: string
  content_hash: string
  answers: string[]
  reason: string
  by_id: string
  by_name: string
  at: Date
}

export type GoalpostRow = {
  id: string
  plan_id: string
  edition_id: string
  item_key: string
  field: GoalField
  from_value: string | null
  to_value: string | null
  text: string
  unit: string | null
  decision_id: string | null
  decision_number: string | null
  by_id: string
  by_name: string
  day: Day
  at: Date
}

export type EdgeRow = {
  id: string
  type: EdgeType
  from_key: string
  from_plan_id: string
  to_key: string
  to_plan_id: string
  made_by: string
  made_by_name: string
  at: Date
  answer: 'accepted' | 'declined' | null
  answered_by: string | null
  answered_by_name: string | null
  answered_at: Date | null
  answer_reason: string | null
  answer_hash: string | null
}

type DefectFacts = { quoted: Quoted[]; why: string | null; sum: Sum | null }

export type DefectRow = {
  id: string
  code: Code
  level: DefectLevel
  plan_id: string
  edition_id: string
  from_key: string | null
  to_plan_id: string | null
  to_key: string | null
  finding_key: string
  text_hash: string
  plan_ids: string[]
  edition_ids: string[]
  few: boolean
  title: string
  says: string
  facts: DefectFacts
  dri_ids: string[]
  first_seen: Date
  told_at: Date | null
  cleared_at: Date | null
}

export type WaiverRow = {
  id: string
  defect_id: string
  finding_key: string
  text_hash: string
  reason: string
  until: Day
  by_id: string
  by_name: string
  at: Date
}

type CheckRow = { one: boolean; at: Date; plans: number }

export type StrategyTables = {
  assessment: AssessmentRow
  budget_line: BudgetLineRow
  update_notice: UpdateNoticeRow
  status_update: StatusUpdateRow
  update_read: UpdateReadRow
  closing: ClosingRow
  closing_method: ClosingMethodRow
  goalpost: GoalpostRow
  edge: EdgeRow
  defect: DefectRow
  waiver: WaiverRow
  alignment_check: CheckRow
  override: OverrideRow
  plan: PlanRow
  edition: EditionRow
  revision: RevisionRow
  item: ItemRow
  party: PartyRow
  measure: MeasureRow
  reading: ReadingRow
  document: DocumentRow
  plan_import: ImportRow
  taken_over: TakenOverRow
}
