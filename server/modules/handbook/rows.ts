import type { Agree, Differences } from '../../kernel/rows.ts'
import type { HandbookTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  page: { audience: 'text'; backup: 'text?'; changed_at: 'instant'; changed_by: 'text'; changed_by_name: 'text'; completeness: 'number?'; created_at: 'instant'; created_by: 'text'; created_by_name: 'text'; created_day: 'day'; groups: 'list'; id: 'text'; label: 'text'; mark: 'text?'; no: 'number'; owner: 'text'; path: 'text'; public_hash: 'text?'; public_since: 'instant?'; replaced_by: 'text?'; retired_on: 'day?'; retired_reason: 'text?'; summary: 'text'; title: 'text'; version: 'number' }
  page_link: { from_page: 'text'; to_page: 'text' }
  page_version: { author: 'text'; author_name: 'text'; class: 'text'; content_hash: 'text'; label: 'text'; no: 'number'; note: 'text'; page_id: 'text'; published_at: 'instant'; published_day: 'day'; source: 'text'; title: 'text' }
  path: { page_id: 'text'; path: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<HandbookTables, Rows>>
