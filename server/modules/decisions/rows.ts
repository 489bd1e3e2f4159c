import type { Agree, Differences } from '../../kernel/rows.ts'
import type { DecisionsTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  action: { audience: 'text'; closed_at: 'instant?'; closed_by: 'text?'; closed_day: 'day?'; dri: 'text'; due: 'day'; first_due: 'day'; id: 'text'; moves: 'number'; number: 'text'; opened_at: 'instant'; opened_by: 'text'; opened_by_name: 'text'; opened_day: 'day'; origin: 'json'; origin_id: 'text'; origin_kind: 'text'; reason: 'text?'; state: 'text'; text: 'text'; told_late: 'day?'; version: 'number' }
  answer: { at: 'instant'; decision_id: 'text'; for_person: 'text?'; id: 'text'; party_id: 'text'; person_id: 'text?'; person_name: 'text'; round: 'number'; source: 'text'; stance: 'text'; text: 'text?'; text_no: 'number' }
  carried: { at: 'instant'; by_id: 'text'; by_name: 'text'; class: 'text'; day: 'day'; decision_id: 'text'; from_hash: 'text'; id: 'text'; kind: 'text'; reason: 'text?'; room: 'text'; subject_id: 'text'; to_hash: 'text' }
  counter: { last: 'number'; series: 'text' }
  decision: { a_reason: 'text?'; audience: 'text'; decided_at: 'instant?'; decided_by: 'text?'; decided_by_name: 'text?'; decided_day: 'day?'; decided_for: 'text?'; decider: 'text'; ended_on: 'day?'; ended_reason: 'text?'; estimate_at: 'instant?'; estimate_by: 'text?'; estimate_minor: 'bigint?'; estimate_note: 'text?'; expected_metric: 'text?'; expected_on: 'day?'; expected_value: 'text?'; id: 'text'; issue: 'text'; kind: 'text'; legacy: 'boolean'; made_in: 'json?'; method: 'text'; need_by: 'day'; no_actions: 'boolean'; number: 'text'; off_cycle: 'boolean'; opened_at: 'instant'; opened_by: 'text'; opened_by_name: 'text'; opened_day: 'day'; outcome: 'text?'; outcome_text: 'text?'; override_reason: 'text?'; rationale: 'text?'; reminded: 'text?'; review_note: 'text?'; review_on: 'day?'; review_result: 'text?'; reviewed_at: 'instant?'; round: 'number'; source: 'bytes?'; source_hash: 'text?'; spend_currency: 'text?'; spend_minor: 'bigint?'; state: 'text'; supersedes: 'text?'; text_hash: 'text'; text_no: 'number'; type: 'number'; version: 'number' }
  effect: { about: 'json'; about_key: 'text'; decision_id: 'text'; from_day: 'day'; id: 'text'; kind: 'text'; until_day: 'day?'; value: 'text?' }
  informed: { decision_id: 'text'; person_id: 'text'; read_at: 'instant?'; read_no: 'number?' }
  party: { decision_id: 'text'; fell_to_lead: 'boolean'; group_id: 'text?'; id: 'text'; kept_from: 'text?'; kept_no: 'number?'; letter: 'text'; members: 'list'; name: 'text'; person_id: 'text?'; position: 'number' }
  policy: { id: 'number'; off_cycle_limit_minor: 'bigint'; type1_role: 'text'; version: 'number'; window_days: 'number' }
  reading: { aim: 'text'; as_of: 'instant'; decision_id: 'text'; definition_hash: 'text'; expected: 'text'; from_day: 'day'; hit: 'boolean'; label: 'text'; metric: 'text'; read_day: 'day'; rows_href: 'text'; to_day: 'day'; unit: 'text'; value: 'text'; version: 'number' }
  subject: { decision_id: 'text'; kind: 'text'; room: 'text'; subject_id: 'text'; version_hash: 'text?' }
  subject_version: { at: 'instant'; hash: 'text'; kind: 'text'; room: 'text'; subject_id: 'text' }
  text: { at: 'instant'; by_id: 'text'; by_name: 'text'; decision_id: 'text'; hash: 'text'; issue: 'text'; items: 'json?'; no: 'number'; options: 'json'; proposal: 'text'; subjects: 'json' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<DecisionsTables, Rows>>
