import type { Agree, Differences } from '../../kernel/rows.ts'
import type { StrategyTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  alignment_check: { at: 'instant'; one: 'boolean'; plans: 'number' }
  assessment: { at: 'instant'; by_id: 'text'; by_name: 'text'; day: 'day'; edition_id: 'text'; id: 'text'; item_key: 'text'; score: 'number'; words: 'text' }
  budget_line: { added_at: 'instant'; added_by: 'text'; added_by_name: 'text'; business_value: 'text?'; cost_per_year_minor: 'bigint'; currency: 'text'; edition_id: 'text'; ends_on: 'day?'; heads: 'number?'; id: 'text'; implementation_minor: 'bigint'; item_key: 'text'; kind: 'text'; name: 'text'; off_cycle: 'boolean'; one_time_minor: 'bigint'; paid_per: 'text'; per_seat_minor: 'bigint'; plan_id: 'text'; recurring_minor: 'bigint'; removed_at: 'instant?'; role: 'text?'; seats: 'number?'; sku: 'text?'; source: 'text?'; starts_on: 'day'; statement_of_work: 'text?'; timeline: 'text?' }
  closing: { at: 'instant'; by_id: 'text'; by_name: 'text'; edition_id: 'text'; lessons: 'text' }
  closing_method: { edition_id: 'text'; item_key: 'text'; verdict: 'text' }
  defect: { cleared_at: 'instant?'; code: 'text'; dri_ids: 'list'; edition_id: 'text'; edition_ids: 'list'; facts: 'json'; few: 'boolean'; finding_key: 'text'; first_seen: 'instant'; from_key: 'text?'; id: 'text'; level: 'text'; plan_id: 'text'; plan_ids: 'list'; says: 'text'; text_hash: 'text'; title: 'text'; to_key: 'text?'; to_plan_id: 'text?'; told_at: 'instant?' }
  document: { bytes: 'bytes'; created_at: 'instant'; created_by: 'text'; id: 'text'; name: 'text'; sha256: 'text' }
  edge: { answer: 'text?'; answer_hash: 'text?'; answer_reason: 'text?'; answered_at: 'instant?'; answered_by: 'text?'; answered_by_name: 'text?'; at: 'instant'; from_key: 'text'; from_plan_id: 'text'; id: 'text'; made_by: 'text'; made_by_name: 'text'; to_key: 'text'; to_plan_id: 'text'; type: 'text' }
  edition: { amends: 'text?'; completeness: 'number?'; completeness_inherited: 'number?'; created_at: 'instant'; created_by: 'text'; dri: 'text?'; head_rev: 'number'; id: 'text'; internal_url: 'text?'; legacy: 'boolean'; lines_used: 'number'; no: 'number'; period_end: 'day?'; period_label: 'text?'; period_start: 'day?'; plan_id: 'text'; predecessor: 'text?'; signed_at: 'instant?'; signed_by: 'text?'; signed_hash: 'text?'; signoff_id: 'text?'; state: 'text'; stub: 'boolean'; title_core: 'text'; title_suffixes: 'list'; vetted_by: 'text?'; vetted_on: 'day?'; window_closes: 'day?' }
  goalpost: { at: 'instant'; by_id: 'text'; by_name: 'text'; day: 'day'; decision_id: 'text?'; decision_number: 'text?'; edition_id: 'text'; field: 'text'; from_value: 'text?'; id: 'text'; item_key: 'text'; plan_id: 'text'; text: 'text'; to_value: 'text?'; unit: 'text?' }
  item: { audience: 'text?'; depth: 'number'; dri: 'text?'; edition_id: 'text'; external: 'boolean'; gloss: 'text'; item_hash: 'text'; item_key: 'text'; label: 'text?'; marker: 'text'; parent_key: 'text?'; place: 'number'; placeholder: 'boolean'; projects: 'json'; rank: 'number'; raw: 'text'; section: 'text'; sep: 'text'; span_from: 'number'; span_to: 'number'; struck: 'boolean'; systems: 'json'; text: 'text' }
  measure: { assessor: 'text?'; baseline: 'text?'; created_at: 'instant'; created_by: 'text'; currency: 'text?'; curve: 'json'; direction: 'text?'; due: 'day?'; edition_id: 'text'; filter: 'json?'; item_key: 'text'; kind: 'text'; metric_id: 'text?'; metric_version: 'number?'; milestones: 'json'; resolve_by: 'day?'; rubric: 'text?'; rule: 'text?'; scores: 'json'; status: 'text'; target: 'text?'; target_high: 'text?'; tolerance: 'text?'; unit: 'text?'; window: 'text' }
  override: { answers: 'list'; at: 'instant'; by_id: 'text'; by_name: 'text'; content_hash: 'text'; edition_id: 'text'; id: 'text'; reason: 'text' }
  party: { edition_id: 'text'; group_id: 'text?'; letters: 'list'; name: 'text'; person_id: 'text?'; position: 'number' }
  plan: { audience: 'text'; created_at: 'instant'; created_by: 'text'; current_by: 'text?'; current_edition_id: 'text?'; current_since: 'instant?'; former_slugs: 'list'; framework: 'text'; id: 'text'; lang: 'text'; level: 'text'; parent_id: 'text?'; slug: 'text'; team_id: 'text?'; title: 'text' }
  plan_import: { columns: 'json?'; confirmed_at: 'instant?'; confirmed_by: 'text?'; created: 'json'; created_at: 'instant'; created_by: 'text'; document_id: 'text'; fiscal_year_end: 'text'; id: 'text'; segments: 'json' }
  reading: { as_of: 'instant'; at: 'instant'; complete_through: 'instant?'; day: 'day'; definition_hash: 'text?'; edition_id: 'text'; freshness: 'text'; incomplete: 'boolean'; item_key: 'text'; kind: 'text'; rows_href: 'text?'; status: 'text'; value: 'text?' }
  revision: { actor: 'text'; actor_name: 'text'; at: 'instant'; change_class: 'text'; content_hash: 'text'; edition_id: 'text'; reading: 'json'; reason: 'text?'; rev: 'number'; source: 'text' }
  status_update: { by_id: 'text'; by_name: 'text'; computed: 'text'; confidence: 'number?'; difference: 'text?'; due_on: 'day'; edition_id: 'text'; forecasts: 'json'; going_well: 'text?'; id: 'text'; item_key: 'text?'; not_going_well: 'text?'; outcomes: 'json'; posted_at: 'instant'; previous: 'text?'; status: 'text'; value: 'text?'; value_day: 'day?' }
  taken_over: { at: 'instant'; by_id: 'text'; edition_id: 'text'; person_id: 'text' }
  update_notice: { at: 'instant'; due_on: 'day'; edition_id: 'text'; told: 'text' }
  update_read: { at: 'instant'; person_id: 'text'; person_name: 'text'; update_id: 'text' }
  waiver: { at: 'instant'; by_id: 'text'; by_name: 'text'; defect_id: 'text'; finding_key: 'text'; id: 'text'; reason: 'text'; text_hash: 'text'; until: 'day' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<StrategyTables, Rows>>
