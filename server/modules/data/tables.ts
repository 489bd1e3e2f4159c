import type { Generated } from 'kysely'

/** Rows of the schema `data`. */
export type SourceTable = {
  id: string
  key: string
  name: string
  kind: 'events' | 'ping' | 'packet' | 'singer' | 'http' | 'file' | 'view' | 'manual'
  subject: 'server' | 'person'
  owner: string | null
  class: 'public' | 'internal' | 'confidential' | 'personal'
  state: 'draft' | 'testing' | 'on' | 'paused' | 'retired' | 'failed'
  last_event_at: Date | null
  created_at: Date
  created_by: string
}
export type WriteKeyTable = {
  id: string
  source: string
  hash: string
  hint: string
  valid_until: Date | null
  created_at: Date
  created_by: string
}
export type SegmentTable = {
  id: string
  kind: string
  bytes: bigint
  lines: bigint
  events: bigint
  rejected: bigint
  sha256: string | null
  state: 'open' | 'closed' | 'loaded'
  recorded_at: Date
}
export type QuarantineTable = {
  id: string
  segment: string
  line: bigint
  idx: number
  source: string
  reason: string
  detail: string
  excerpt: string
  /** counted all the same: it only carries a mark */
  loaded: boolean
  received_at: Date
  released_at: Date | null
  created_at: Date
}
type DiscardTable = { day: string; key_hint: string; requests: bigint }
type ServerExclusionTable = {
  id: string
  server_id: string
  reason: string
  valid_from: string
  valid_to: string | null
  created_at: Date
  created_by: string
}
export type ViewPullTable = { view: string; asked_at: Date; pulled_at: Date | null; rows: bigint; complete_through: Date | null }
type WarehouseOwnerTable = { name: string; owner: string; fence: bigint; until: Date }
/** A text of a definition, and since when it holds: until the next row of the same metric. */
export type MetricVersionTable = {
  /** order of writing */
  n: Generated<bigint>
  id: string
  metric: string
  version: number
  body: string
  hash: string
  sql_hash: string
  source: 'shipped'
  holds_from: Date
}

/** A figure that anyone may read, while the text of its definition is this one. */
export type MetricPublicationTable = { metric: string; hash: string; published_at: Date }

export type DataTables = {
  source: SourceTable
  write_key: WriteKeyTable
  segment: SegmentTable
  quarantine: QuarantineTable
  discard: DiscardTable
  server_exclusion: ServerExclusionTable
  view_pull: ViewPullTable
  warehouse_owner: WarehouseOwnerTable
  metric_version: MetricVersionTable
  metric_publication: MetricPublicationTable
}
