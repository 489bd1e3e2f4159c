import type { Agree, Differences } from '../../kernel/rows.ts'
import type { DataTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  discard: { day: 'day'; key_hint: 'text'; requests: 'bigint' }
  metric_publication: { hash: 'text'; metric: 'text'; published_at: 'instant' }
  metric_version: { body: 'text'; hash: 'text'; holds_from: 'instant'; id: 'text'; metric: 'text'; n: 'bigint'; source: 'text'; sql_hash: 'text'; version: 'number' }
  pulse: { good_at: 'instant'; stage: 'text'; trouble: 'text?'; trouble_since: 'instant?' }
  quarantine: { created_at: 'instant'; detail: 'text'; excerpt: 'text'; id: 'text'; idx: 'number'; line: 'bigint'; loaded: 'boolean'; reason: 'text'; received_at: 'instant'; released_at: 'instant?'; segment: 'text'; source: 'text' }
  segment: { bytes: 'bigint'; events: 'bigint'; id: 'text'; kind: 'text'; lines: 'bigint'; place: 'text?'; recorded_at: 'instant'; rejected: 'bigint'; sha256: 'text?'; state: 'text' }
  server_exclusion: { created_at: 'instant'; created_by: 'text'; id: 'text'; reason: 'text'; server_id: 'text'; valid_from: 'day'; valid_to: 'day?' }
  server_told: { day: 'day'; facts: 'text'; server_id: 'text'; told_at: 'instant' }
  source: { class: 'text'; created_at: 'instant'; created_by: 'text'; id: 'text'; key: 'text'; kind: 'text'; last_event_at: 'instant?'; name: 'text'; owner: 'text?'; state: 'text'; subject: 'text' }
  view_pull: { asked_at: 'instant'; complete_through: 'instant?'; drifted_at: 'instant?'; pulled_at: 'instant?'; rows: 'bigint'; view: 'text' }
  warehouse_owner: { address: 'json?'; fence: 'bigint'; key: 'text?'; name: 'text'; owner: 'text'; trouble: 'text?'; until: 'instant' }
  write_key: { created_at: 'instant'; created_by: 'text'; hash: 'text'; hint: 'text'; id: 'text'; source: 'text'; valid_until: 'instant?' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<DataTables, Rows>>
