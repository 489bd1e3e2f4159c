import type { Agree, Differences } from '../../kernel/rows.ts'
import type { HandbookTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  asked: { asked_as: 'text'; at: 'instant'; first_page: 'text?'; page_id: 'text'; place: 'number?'; words: 'text' }
  attachment: { at: 'instant'; called: 'text'; came_sha256: 'text'; file_id: 'text'; height: 'number?'; no: 'number'; origin: 'text'; page_id: 'text'; sha256: 'text'; size: 'number'; type: 'text'; width: 'number?' }
  candidate: { accepted_as: 'text?'; alias: 'text?'; answers: 'number'; askers: 'number'; best_cover: 'text'; best_page: 'text?'; held_by: 'text?'; id: 'text'; items: 'number'; items_then: 'number?'; judged_at: 'instant?'; judged_by: 'text?'; judged_by_name: 'text?'; last_at: 'instant'; linked: 'number'; page_id: 'text?'; raised_at: 'instant'; raised_day: 'day'; readers: 'list?'; reason: 'text?'; state: 'text'; terms: 'list'; title: 'text'; version: 'number' }
  chat_import: { asked_id: 'text?'; asked_kind: 'text?'; bad: 'json'; bad_count: 'number'; begun_at: 'instant?'; by_id: 'text'; by_name: 'text'; channels: 'json'; created_at: 'instant'; delete_after: 'day'; ended_at: 'instant?'; format: 'text'; found: 'json?'; id: 'text'; name: 'text'; raw: 'bytes?'; reason: 'text?'; state: 'text' }
  checked: { anchors: 'list'; at: 'instant'; no: 'number'; page_id: 'text' }
  entry: { blurb: 'text'; function_id: 'text'; label: 'text'; page_id: 'text?'; place: 'number' }
  error: { at: 'instant'; counts_from: 'day'; day: 'day'; fault: 'text'; found_by: 'text'; id: 'text'; judged_at: 'instant?'; judged_by: 'text?'; judged_by_name: 'text?'; judged_note: 'text?'; key: 'text?'; note: 'text?'; reporter: 'text'; reporter_name: 'text'; run_id: 'text'; severity: 'text'; silent: 'boolean'; state: 'text' }
  exception: { answer: 'text?'; answered_at: 'instant?'; answered_by: 'text?'; answered_by_name: 'text?'; at: 'instant'; by_id: 'text'; by_name: 'text'; control: 'text'; day: 'day'; ended_at: 'instant?'; expiry_told: 'boolean'; id: 'text'; key: 'text?'; no: 'number'; number: 'text'; page_id: 'text'; reason: 'text'; state: 'text'; step: 'text?'; until: 'day' }
  expected: { at: 'instant'; by_day: 'day'; event: 'text?'; id: 'text'; label: 'text?'; on_day: 'day'; page_id: 'text'; ref: 'text'; run_id: 'text?'; settled_day: 'day?'; source: 'text'; state: 'text'; thing: 'text?'; thing_kind: 'text?' }
  findable: { at: 'instant'; day: 'day'; failing: 'number'; page_id: 'text'; procedure: 'boolean' }
  finding: { first_seen: 'instant'; from_at: 'number?'; id: 'text'; judged_as: 'text?'; judged_at: 'instant?'; judged_by: 'text?'; judged_by_name: 'text?'; judged_reason: 'text?'; key: 'text'; level: 'text'; line: 'number?'; narrow: 'boolean'; near: 'list'; other_href: 'text?'; other_line: 'number?'; other_page: 'text?'; other_says: 'text?'; other_what: 'text?'; page_id: 'text'; rule: 'text'; says: 'text'; to_at: 'number?'; version: 'number'; what: 'text' }
  flag: { answer: 'text?'; answered_at: 'instant?'; answered_by: 'text?'; answered_by_name: 'text?'; at: 'instant'; by_id: 'text'; by_name: 'text'; day: 'day'; error_id: 'text?'; fixed_no: 'number?'; id: 'text'; key: 'text?'; no: 'number'; note: 'text?'; page_id: 'text'; run_id: 'text?'; state: 'text'; step: 'text?' }
  function: { id: 'text'; name: 'text'; owner: 'text'; position: 'number'; version: 'number' }
  gap: { component: 'text'; day: 'day'; kind: 'text'; page_id: 'text?'; thing: 'text' }
  import: { asked_id: 'text?'; asked_kind: 'text?'; begun_at: 'instant?'; by_id: 'text'; by_name: 'text'; contents: 'json'; created_at: 'instant'; ended_at: 'instant?'; groups: 'list'; id: 'text'; name: 'text'; owner: 'text?'; parts: 'json'; state: 'text'; taken: 'list'; tree: 'text'; with_contents: 'boolean' }
  import_file: { bytes: 'bytes?'; code: 'text?'; encoding: 'text?'; file: 'text'; import_id: 'text'; kind: 'text'; notes: 'json'; page_id: 'text?'; path: 'text'; place: 'number'; says: 'text'; source: 'text?'; state: 'text'; title: 'text'; verdict: 'text'; wanted: 'json' }
  import_past: { at: 'instant'; author: 'text?'; author_name: 'text'; file: 'text'; import_id: 'text'; n: 'number'; note: 'text'; source: 'text' }
  link: { anchor: 'text'; from_at: 'number?'; line: 'number'; narrow: 'boolean'; page_id: 'text'; path: 'text?'; place: 'number'; to_at: 'number?'; url: 'text'; words: 'text' }
  method: { edition_id: 'text'; ended_on: 'day?'; ends: 'day?'; key: 'text'; plan: 'text'; plan_id: 'text'; starts: 'day?'; title: 'text'; vetted_on: 'day' }
  missed: { answer: 'text?'; answered_at: 'instant?'; answered_by: 'text?'; answered_by_name: 'text?'; first_day: 'day'; id: 'text'; last_day: 'day'; page_id: 'text?'; tier: 'text'; times: 'number'; version: 'number'; words: 'text' }
  page: { audience: 'text'; backup: 'text?'; changed_at: 'instant'; changed_by: 'text'; changed_by_name: 'text'; completeness: 'number?'; created_at: 'instant'; created_by: 'text'; created_by_name: 'text'; created_day: 'day'; draft: 'boolean'; groups: 'list'; heir: 'text?'; heir_score: 'text?'; id: 'text'; label: 'text'; mark: 'text?'; no: 'number'; number: 'text?'; owner: 'text'; path: 'text'; public_hash: 'text?'; public_since: 'instant?'; replaced_by: 'text?'; retired_on: 'day?'; retired_reason: 'text?'; summary: 'text'; title: 'text'; version: 'number' }
  page_include: { from_page: 'text'; to_page: 'text' }
  page_link: { from_page: 'text'; to_page: 'text' }
  page_version: { author: 'text'; author_name: 'text'; class: 'text'; content_hash: 'text'; label: 'text'; no: 'number'; note: 'text'; page_id: 'text'; published_at: 'instant'; published_day: 'day'; source: 'text'; title: 'text' }
  passage: { from_at: 'number'; heading: 'text'; kind: 'text'; line: 'number'; narrow: 'boolean'; page_id: 'text'; place: 'number'; shingles: 'list'; to_at: 'number'; words: 'text' }
  path: { at: 'instant?'; confirmed_at: 'instant?'; id: 'text'; kind: 'text?'; page_id: 'text'; path: 'text'; score: 'text?' }
  playbook: { at: 'instant'; file: 'text'; items: 'json'; no: 'number'; page_id: 'text' }
  procedure: { breached_on: 'day?'; in_force_no: 'number?'; in_force_since: 'day?'; months: 'number'; page_id: 'text'; promise: 'text?'; pulled_by: 'text?'; pulled_to: 'day?'; review_on: 'day?'; reviewed_on: 'day?'; tier: 'number'; triggers: 'list' }
  proposal: { at: 'instant'; base: 'number'; by_id: 'text'; by_name: 'text'; class: 'text'; content_hash: 'text'; decision_id: 'text'; ended_as: 'text?'; ended_at: 'instant?'; id: 'text'; note: 'text'; page_id: 'text'; source: 'text' }
  question: { answer: 'text?'; answerer: 'text?'; asker: 'text'; at: 'instant'; candidate_id: 'text?'; excerpt: 'text'; id: 'text'; import_id: 'text?'; links: 'list'; place: 'text'; readers: 'list?'; ref: 'text'; replies: 'number'; solid: 'boolean'; source: 'text'; thanked: 'boolean' }
  quiz: { at: 'instant'; by_id: 'text'; by_name: 'text'; page_id: 'text'; seq: 'number'; source: 'text' }
  quiz_try: { at: 'instant'; day: 'day'; passed: 'boolean'; question_count: 'number'; quiz_seq: 'number'; right_count: 'number'; seq: 'number'; training_id: 'text' }
  rating: { at: 'instant'; day: 'day'; no: 'number'; page_id: 'text'; person: 'text'; run_id: 'text'; score: 'number' }
  restatement: { at: 'instant'; day: 'day'; fault: 'text'; found_by: 'text'; id: 'text'; month: 'text'; n: 'number'; now: 'number'; page_id: 'text'; run_id: 'text'; was: 'number' }
  run: { abort_note: 'text?'; abort_reason: 'text?'; about: 'text?'; by: 'text'; finished_at: 'instant?'; finished_day: 'day?'; id: 'text'; no: 'number'; number: 'text'; page_id: 'text'; runner: 'text'; runner_name: 'text'; started_at: 'instant'; state: 'text'; supervisor: 'text?'; trained: 'boolean?' }
  run_step: { answers: 'text?'; at: 'instant'; by_id: 'text'; by_name: 'text'; key: 'text'; note: 'text?'; run_id: 'text'; seq: 'number'; state: 'text' }
  schedule: { about: 'text?'; at: 'instant'; by_id: 'text'; by_name: 'text'; closed_day: 'text'; done_to: 'day'; ended_at: 'instant?'; id: 'text'; page_id: 'text'; paused_at: 'instant?'; rule: 'text'; runner: 'text'; runner_name: 'text'; start_day: 'day' }
  scored: { day: 'day'; net: 'number'; page_id: 'text'; readers: 'number' }
  searched: { asked: 'number'; day: 'day'; missed: 'number'; tier: 'text' }
  serves: { chosen: 'boolean'; key: 'text'; page_id: 'text'; said: 'text?' }
  source: { address: 'text'; asked_id: 'text'; asked_kind: 'text'; at: 'instant'; by_id: 'text'; by_name: 'text'; code: 'text?'; ended_at: 'instant?'; every_hours: 'number'; groups: 'list'; id: 'text'; import_id: 'text?'; kind: 'text'; looked_at: 'instant?'; outcome: 'text?'; owner: 'text'; paused_at: 'instant?'; says: 'text?'; tip: 'text?'; tree: 'text' }
  standing: { aligned: 'boolean'; day: 'day'; fresh: 'boolean'; listed: 'boolean'; page_id: 'text'; required: 'number'; signed_off: 'boolean'; trained: 'number' }
  step: { key: 'text'; no: 'number'; page_id: 'text'; place: 'number' }
  training: { assessor: 'text?'; assessor_name: 'text?'; assigned_on: 'day'; due_on: 'day'; ended_on: 'day?'; id: 'text'; invalidated_on: 'day?'; major: 'number'; mode: 'text'; observed_at: 'instant?'; observed_note: 'text?'; overdue_told: 'boolean'; page_id: 'text'; passed_at: 'instant?'; person: 'text'; printed_name: 'text?'; proven_at: 'instant?'; signed_at: 'instant?'; signed_hash: 'text?'; signed_no: 'number?'; waived_by: 'text?'; waived_by_name: 'text?'; waived_reason: 'text?'; waived_until: 'day?' }
  training_rule: { due_days: 'number'; groups: 'list'; mode: 'text'; page_id: 'text'; pass_mark: 'number'; runs_needed: 'number' }
  tree_file: { bytes: 'bytes'; file: 'text'; sha256: 'text'; tree: 'text' }
  tree_page: { encoding: 'text'; file: 'text'; held: 'text'; no: 'number'; page_id: 'text'; tree: 'text' }
  turn: { at: 'instant'; due_day: 'day?'; ended_at: 'instant?'; id: 'text'; key: 'text'; overdue_told: 'boolean'; people: 'list'; run_id: 'text'; step: 'text' }
  unfindable: { at: 'instant'; check: 'text'; id: 'text'; page_id: 'text'; says: 'text'; since: 'day' }
  unplanned: { at: 'instant'; by_id: 'text'; by_name: 'text'; day: 'day'; id: 'text'; page_id: 'text'; reason: 'text'; until: 'day' }
  watch: { at: 'instant'; page_id: 'text'; person: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<HandbookTables, Rows>>
