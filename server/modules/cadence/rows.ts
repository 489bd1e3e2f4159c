import type { Agree, Differences } from '../../kernel/rows.ts'
import type { CadenceTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  agenda_item: { carried_from: 'text?'; concluded_at: 'instant?'; first_day: 'day'; id: 'text'; kind: 'text'; link: 'json?'; meeting_id: 'text'; minutes: 'number?'; note: 'text?'; outcome: 'text?'; outcome_text: 'text?'; owner: 'text?'; part: 'text'; position: 'number'; raised_at: 'instant'; raised_by: 'text?'; red_weeks: 'number?'; row_id: 'text?'; shows: 'text?'; source: 'text'; state: 'text'; times_before: 'number?'; times_carried: 'number'; title: 'text'; used_seconds: 'number' }
  attendance: { here: 'boolean'; left_at: 'instant?'; meeting_id: 'text'; member: 'boolean'; name: 'text'; person_id: 'text' }
  caught: { at: 'instant'; due: 'day?'; id: 'text'; item_id: 'text'; kind: 'text'; meeting_id: 'text'; number: 'text'; person_id: 'text'; subject_id: 'text'; text: 'text' }
  feed: { id: 'text'; made_at: 'instant'; person_id: 'text'; read_at: 'instant?'; revoked_at: 'instant?'; token_hash: 'text' }
  frozen_row: { as_of: 'instant?'; colour: 'text'; definition: 'text?'; definition_hash: 'text?'; meeting_id: 'text'; position: 'number'; row: 'json'; row_id: 'text'; target: 'text?'; unit: 'text?'; value: 'text?' }
  invitation: { at: 'instant'; file: 'text'; id: 'text'; meeting_id: 'text'; method: 'text'; person_id: 'text'; sequence: 'number' }
  meeting: { cancelled_reason: 'text?'; closed_at: 'instant?'; closed_by: 'text?'; closed_by_name: 'text?'; current_item: 'text?'; day: 'day'; dropped: 'boolean'; id: 'text'; lead: 'text?'; local_start: 'text'; minutes: 'number'; minutes_deleted_on: 'day?'; minutes_hash: 'text?'; minutes_text: 'text?'; moved_reason: 'text?'; notes: 'text'; notes_state: 'bytes?'; notes_version: 'number'; opened_at: 'instant?'; paused_at: 'instant?'; people: 'number?'; planned_start: 'text'; running_since: 'instant?'; sequence: 'number'; series_id: 'text'; shortened: 'boolean'; started_at: 'instant?'; starts_at: 'instant'; state: 'text'; used_seconds: 'number'; version: 'number'; zone: 'text' }
  member: { group_id: 'text?'; person_id: 'text?'; position: 'number'; series_id: 'text' }
  message: { at: 'instant'; by_id: 'text'; by_name: 'text'; delivered_to: 'list'; everyone: 'boolean'; groups: 'list'; id: 'text'; meeting_id: 'text'; persons: 'list'; sent_at: 'instant?'; text: 'text' }
  note_edit: { at: 'instant'; edit: 'bytes'; meeting_id: 'text'; name: 'text'; number: 'number'; person_id: 'text' }
  presence: { gone_at: 'instant?'; meeting_id: 'text'; name: 'text'; person_id: 'text'; seen_at: 'instant' }
  rating: { at: 'instant'; meeting_id: 'text'; person_id: 'text'; score: 'number' }
  scorecard_row: { direction: 'text?'; id: 'text'; input: 'boolean'; measure: 'text?'; metric: 'text?'; owner: 'text'; position: 'number'; removed_at: 'instant?'; series_id: 'text'; target: 'text?'; target_high: 'text?'; time_window: 'text'; title: 'text'; tolerance: 'text?' }
  series: { audience: 'text'; chair: 'text'; closed_day: 'text'; countdown: 'boolean'; created_at: 'instant'; created_by: 'text'; created_by_name: 'text'; created_day: 'day'; ended_on: 'day?'; ended_reason: 'text?'; id: 'text'; leadership: 'boolean'; minutes: 'number'; participants: 'list'; planned_until: 'day?'; prework_days: 'number'; purpose: 'text'; reason_asked: 'day?'; reason_over_30: 'text?'; reason_quarter: 'day?'; rule: 'text'; scribe: 'text?'; start_day: 'day'; start_time: 'text'; template: 'json'; title: 'text'; version: 'number'; vice_chair: 'text?'; weeks: 'number'; zone: 'text' }
  vote: { item_id: 'text'; meeting_id: 'text'; person_id: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<CadenceTables, Rows>>
