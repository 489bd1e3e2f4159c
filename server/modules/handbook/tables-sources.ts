/** A repository that is looked at on a schedule. */
export type SourceTable = {
  id: string
  tree: string
  kind: 'folder' | 'https'
  address: string
  every_hours: number
  groups: string[]
  owner: string
  by_id: string
  by_name: string
  asked_kind: 'person' | 'key'
  asked_id: string
  at: Date
  tip: string | null
  looked_at: Date | null
  outcome: 'same' | 'taken' | 'refused' | 'failed' | null
  code: string | null
  says: string | null
  import_id: string | null
  paused_at: Date | null
  ended_at: Date | null
}
